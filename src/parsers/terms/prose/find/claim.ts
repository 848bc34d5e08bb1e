import { type Found, found, type Remark, remark } from '../found.ts';
import { COUNT, readCount } from '../numbers.ts';
import type { Passages, Sentence } from '../passages.ts';

export type Anchor =
  | 'incident'
  | 'incident_end'
  | 'end_of_billing_month_of_incident'
  | 'incident_month_end'
  | 'reporting_period_end'
  | 'eligibility'
  | 'awareness'
  | 'correction';

export interface ReadStep {
  readonly act: 'claim' | 'ticket';
  readonly anchor: Anchor;
  readonly unit: 'days' | 'hours' | 'calendar_months' | 'billing_cycles';
  readonly count: number;
  readonly toEnd: boolean;
  readonly business: boolean;
  /** Whether the text says that the claim must have arrived; null where it says neither that nor that sending is enough. */
  readonly received: boolean | null;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const CLAIMING =
  /\b(?:claim\w*|request\w*|e-?mail|contact|notif\w*|submi\w*|report\w*|ticket|appl(?:y|ication)|receiv\w*|reclaim)\b/i;
const CREDIT =
  /\b(?:credit|claim|compensat\w*|refund|outage|incident|downtime|unavailab\w*|service availability|sla)\b/i;
const NOT_A_DEADLINE =
  /\b(?:(?:we|company|provider|vendor|\w+)\s+(?:will|shall|may|aim to)\s+(?:verify|respond|evaluate|process|review|issue|apply|credit)|respond within|process(?:ed)? claims|processed within|will (?:\w+ )?be (?:applied|issued|credited|processed)|terminat\w+|for example|review your|for processing|maintenance|changes? to this|update this|initial response|deployed)\b/i;

const WITHIN = new RegExp(
  String.raw`\b(?:within|no later than|not later than|up to|until)\s+(?:a period of\s+)?(?:the\s+)?(${COUNT})\s*(calendar\s+|business\s+|working\s+)?(day|hour|week|month)s?\b(.{0,160})`,
  'i',
);
const CYCLE = new RegExp(
  String.raw`\b(?:by|before)\s+the\s+end\s+of\s+the\s+(?:(${ORDINALS.join('|')})\s+)?(?:(following|next)\s+)?(?:monthly\s+)?(billing\s+(?:cycle|month|period)|calendar\s+month|month)\b(.{0,120})`,
  'i',
);

/** Until when a claim has to be made: every deadline that a sentence about claims states. */
export function findDeadlines({ sentences }: Passages): {
  readonly steps: readonly Found<ReadStep>[];
  readonly remarks: readonly Remark[];
} {
  const remarks: Remark[] = [];
  const steps: Found<ReadStep>[] = [];
  for (const sentence of sentences) {
    for (const clause of clausesOf(sentence)) {
      const { plain } = clause;
      if (!CLAIMING.test(plain) || !isAboutClaims(clause) || NOT_A_DEADLINE.test(plain)) continue;
      const step = readCycle(clause) ?? readWithin(clause);
      if (step === 'unclear') {
        remarks.push(
          remark('ambiguous', 'A deadline for claims was seen, and what it counts from was not understood.', sentence),
        );
        continue;
      }
      if (step && !steps.some(({ value }) => stepInWords(value) === stepInWords(step.value)))
        steps.push(found(step.value, step.sure ? 'sure' : 'likely', sentence));
    }
  }
  return { steps, remarks };
}

/** A sentence may hold two deadlines: `... within 24 hours ..., and receive a request by the end of ...`. */
function clausesOf(sentence: Sentence): Sentence[] {
  const parts = sentence.plain.split(
    /(?<=[a-z)]),?\s+and\s+(?=(?:must\s+)?(?:submit|receive|request|provide\s+a\s+claim)\b)|;\s+/i,
  );
  return parts.map((plain) => ({ ...sentence, plain }));
}

function isAboutClaims({ plain, headings, leadIn }: Sentence): boolean {
  return CREDIT.test(plain) || /credit|claim|request|compensat/i.test([...headings, leadIn ?? ''].join(' '));
}

function readCycle({ plain }: Sentence): { readonly value: ReadStep; readonly sure: boolean } | null {
  const match = CYCLE.exec(plain);
  if (!match) return null;
  const [, ordinal, next, what = '', rest = ''] = match;
  const position = ordinal
    ? ORDINALS.indexOf(ordinal.toLowerCase()) + 1
    : next || /^\s*(?:after|following)/i.test(rest)
      ? 1
      : 0;
  const billing = /billing/i.test(what);
  const known = /\b(?:incident|outage|downtime|unavailab\w*|event|failure|issue)\b/i.test(rest);
  const step = { act: actOf(plain), toEnd: true, business: false, received: receivedOf(plain) } as const;
  if (billing) return { value: { ...step, anchor: 'incident', unit: 'billing_cycles', count: position }, sure: known };
  return { value: { ...step, anchor: 'incident_month_end', unit: 'calendar_months', count: position }, sure: known };
}

function readWithin({ plain }: Sentence): { readonly value: ReadStep; readonly sure: boolean } | 'unclear' | null {
  const match = WITHIN.exec(plain);
  if (!match) return null;
  const [, written = '', kind = '', unit = '', rest = ''] = match;
  const number = readCount(written);
  if (number === null) return 'unclear';
  const anchor = anchorOf(rest) ?? anchorOf(plain.slice(0, match.index), true);
  if (!anchor) return 'unclear';
  const week = unit.toLowerCase() === 'week';
  return {
    sure: anchorOf(rest) !== null,
    value: {
      act: actOf(plain),
      anchor,
      unit: week
        ? 'days'
        : (`${unit.toLowerCase() === 'month' ? 'calendar_month' : unit.toLowerCase()}s` as ReadStep['unit']),
      count: week ? number * 7 : number,
      toEnd: false,
      business: /business|working/i.test(kind),
      received: receivedOf(plain),
    },
  };
}

const ANCHORS: readonly (readonly [RegExp, Anchor])[] = [
  [/\b(?:becom\w+|being|is|are|time)\b.{0,40}\b(?:eligible|entitled)\b/i, 'eligibility'],
  [/\b(?:becom\w+ aware|awareness|discover\w*|learn\w* of|notic(?:es|ing))\b/i, 'awareness'],
  [
    /\bend of (?:the |each |that )?(?:applicable |relevant |affected )?billing (?:month|cycle|period)/i,
    'end_of_billing_month_of_incident',
  ],
  [/\bend of (?:the |such |each |that )?reporting period/i, 'reporting_period_end'],
  [
    /\b(?:end|last day) of (?:the |such |each |that |any )?(?:applicable |relevant |affected |calendar )*month|\bmonth[- ]end\b/i,
    'incident_month_end',
  ],
  [/\b(?:correct\w*|restor\w*|resol(?:ved|ution))\b/i, 'correction'],
  [/\bend of (?:the |such |each )?(?:incident|outage|downtime|unavailability)/i, 'incident_end'],
  [
    /\b(?:incident|outage|downtime|unavailab\w*|event|failure|occur\w*|issue|interruption|experienced|purported)\b/i,
    'incident',
  ],
];

function anchorOf(text: string, onlyStrong = false): Anchor | null {
  const anchors = onlyStrong ? ANCHORS.slice(0, 2) : ANCHORS;
  return anchors.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function actOf(plain: string): ReadStep['act'] {
  return /\b(?:log|open|submit|raise|file|receive|create)\b[^.]{0,20}\b(?:support )?(?:ticket|case)\b/i.test(plain) &&
    !/\bcredit request\b|\brequest (?:a |for )?(?:service )?credit|\bclaim\b|receive\b[^.]{0,20}\bcredits?\b/i.test(
      plain,
    )
    ? 'ticket'
    : 'claim';
}

function receivedOf(plain: string): boolean | null {
  return /\b(?:received by|must receive|we receive|be received)\b/i.test(plain)
    ? true
    : /\b(?:sent|submit\w*|postmark)\b/i.test(plain)
      ? false
      : null;
}

/** `claim: incident + 2 billing_cycles end`. */
export function stepInWords({ act, anchor, count, unit, toEnd, business }: ReadStep): string {
  return `${act}: ${anchor} + ${count} ${unit}${toEnd ? ' end' : ''}${business ? ' business' : ''}`;
}
