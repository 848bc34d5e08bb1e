import { type Exact, exact } from '../../../../engine/values/exact.ts';
import type { Place } from '../document.ts';
import { type Remark, remark } from '../found.ts';
import { COUNT, PERCENT, readCount, readPercent } from '../numbers.ts';
import type { Passages, Sentence } from '../passages.ts';

/** Credits that sentences promise and no table: so much for each half hour, or the charges of the time that was lost. */
export type OtherCredit = (
  | {
      readonly rule: 'step';
      readonly sizeS: number;
      readonly percent: Exact;
      readonly partial: 'floor' | 'ceil' | null;
      readonly graceS: number;
    }
  | { readonly rule: 'multiplier'; readonly multiplier: Exact; readonly duration: 'total' | 'beyond_allowance' }
  | { readonly rule: 'pro_rata' }
) & { readonly said: string; readonly place: Place; readonly order: number; readonly headings: readonly string[] };

const UNIT_S: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

const STEP = new RegExp(
  String.raw`(${PERCENT})\s*(?:credit\s*)?(?:of|on)\s[^.%]{0,60}?\b(?:fees?|charges?|prices?|bill|rentals?|rates?|costs?|mrc)\b[^.%]{0,60}?\bfor\s+(?:each|every)\s+(additional\s+|full\s+|further\s+)?(${COUNT})?[\s-]*(minute|hour|day)s?\b`,
  'i',
);
const PART =
  /\b(?:or|and)\s+(?:any\s+)?(?:portion|part|fraction)s?\s+thereof|\bor\s+part\s+of|\(or\s+(?:any\s+)?(?:portion|part)/i;
const GRACE = new RegExp(
  String.raw`\b(?:after|beyond|in excess of|exceeding)\s+(?:the\s+first\s+)?(${COUNT})?\s*(minute|hour|day)s?\b`,
  'i',
);
const ABOUT = /\b(?:credit|compensat|refund|reimburs|rebate)/i;
const PRO_RATA = /\bpro[\s-]?rat(?:a|ed)\b/i;
const LOST = /\b(?:downtime|outage|unavailab|interruption|falls short|not available)\b/i;
const BEYOND = /\b(?:beyond|in excess of|exceed|below|short of|over and above)\b/i;
const TIMES = new RegExp(
  String.raw`\b(${COUNT})\s*(?:x\b|times)\s+(?:the\s+|your\s+)?(?:pro[\s-]?rat\w+\s+)?(?:\w+\s+){0,3}(?:charge|fee|price|rental|rate|cost)`,
  'i',
);

export function findOtherCredits({ sentences }: Passages): {
  readonly credits: readonly OtherCredit[];
  readonly remarks: readonly Remark[];
} {
  const credits: OtherCredit[] = [];
  const remarks: Remark[] = [];
  for (const sentence of sentences) {
    const about =
      ABOUT.test([sentence.plain, sentence.leadIn ?? '', ...sentence.headings].join(' ')) ||
      isBelowLeadIn(sentence, sentences);
    if (!about) continue;
    const credit = readStep(sentence) ?? readMultiple(sentence);
    const { text: said, place, order, headings } = sentence;
    if (credit === 'unread')
      remarks.push(
        remark('not-read', 'A credit is given for each span of time, in a form that was not read.', sentence),
      );
    else if (credit) credits.push({ ...credit, said, place, order, headings });
  }
  return { credits, remarks };
}

type Rule =
  | Pick<Extract<OtherCredit, { rule: 'step' }>, 'rule' | 'sizeS' | 'percent' | 'partial' | 'graceS'>
  | Pick<Extract<OtherCredit, { rule: 'multiplier' }>, 'rule' | 'multiplier' | 'duration'>
  | { readonly rule: 'pro_rata' };

function readStep({ plain }: Sentence): Rule | 'unread' | null {
  const match = STEP.exec(plain);
  if (!match) {
    const spans =
      /\b(?:for\s+)?(?:each|every)\s+(?:additional\s+)?(?:[\w()-]+[\s-]+){0,2}(?:minute|hour|day|period)/i.test(plain);
    const pays =
      new RegExp(PERCENT, 'i').test(plain) ||
      /\b(?:day|hour|month)s?'?\s+(?:of\s+)?(?:service\s+)?credit|credit of (?:one|a|\d+) (?:day|hour)/i.test(plain);
    return spans && pays ? 'unread' : null;
  }
  const percent = readPercent(match[1] ?? '');
  const count = match[3] === undefined ? 1 : readCount(match[3]);
  const unit = UNIT_S[(match[4] ?? '').toLowerCase()];
  if (!percent || count === null || unit === undefined) return 'unread';
  const rest = plain.slice(match.index + match[0].length);
  const grace = GRACE.exec(rest);
  const graceCount = grace ? (grace[1] === undefined ? 1 : readCount(grace[1])) : 0;
  const graceUnit = grace ? UNIT_S[(grace[2] ?? '').toLowerCase()] : 0;
  if (graceCount === null || graceUnit === undefined || (match[2] && /additional|further/i.test(match[2]) && !grace))
    return 'unread';
  const partial = PART.test(plain) ? 'ceil' : /\bfull\s/i.test(match[2] ?? '') ? 'floor' : null;
  return { rule: 'step', sizeS: count * unit, percent, partial, graceS: graceCount * graceUnit };
}

function readMultiple({ plain }: Sentence): Rule | null {
  const times = TIMES.exec(plain);
  const count = times ? readCount(times[1] ?? '') : null;
  if (count !== null && count > 1 && (LOST.test(plain) || PRO_RATA.test(plain)))
    return {
      rule: 'multiplier',
      multiplier: exact(count),
      duration: BEYOND.test(plain) ? 'beyond_allowance' : 'total',
    };
  if (!PRO_RATA.test(plain) || !LOST.test(plain)) return null;
  return BEYOND.test(plain)
    ? { rule: 'multiplier', multiplier: exact(1), duration: 'beyond_allowance' }
    : { rule: 'pro_rata' };
}

/** "you can claim a credit of the following value:" speaks for the lines below it, up to three. */
function isBelowLeadIn(sentence: Sentence, sentences: readonly Sentence[]): boolean {
  const at = sentences.indexOf(sentence);
  return sentences.slice(Math.max(0, at - 3), at).some(({ plain }) => ABOUT.test(plain) && plain.endsWith(':'));
}
