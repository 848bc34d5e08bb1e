import type { Exact } from '../../../../engine/values/exact.ts';
import { exact, parseDecimal } from '../../../../engine/values/exact.ts';
import { type Found, found } from '../found.ts';
import { COUNT, PERCENT, readCount, readPercent } from '../numbers.ts';
import type { Passages, Sentence } from '../passages.ts';

export type Basis = 'charges_paid' | 'monthly_bill' | 'amount_due' | 'net_fees' | 'list_price' | 'contract_price';

export interface ReadBase {
  readonly basis: Basis;
  /** The words of the contract, shortened. */
  readonly says: string;
}

export interface Minimum {
  readonly amount: Exact;
  readonly currency: string;
  readonly strict: boolean;
}

export interface Delay {
  readonly count: number;
  readonly unit: 'days' | 'billing_cycles' | 'calendar_months';
  readonly after: string;
}

const PHRASES: readonly (readonly [RegExp, Basis])[] = [
  [/\bamounts? due\b/i, 'amount_due'],
  [/\bnet (?:mrc|fees?|charges?|monthly|recurring)/i, 'net_fees'],
  [/\blist prices?\b/i, 'list_price'],
  [/\b(?:fees?|charges?|amounts?|price)\b[^.]{0,40}\b(?:actually )?paid\b|\bpaid by (?:you|customer)/i, 'charges_paid'],
  [/\bmonthly bill\b/i, 'monthly_bill'],
  [
    /\b(?:monthly|recurring|subscription|base|service|server|hosting|one month's)\b[^.]{0,40}\b(?:fees?|charges?|rentals?|prices?|cost|rate|plan)\b|\bmrc\b|\bfees?\b|\brental\b/i,
    'contract_price',
  ],
];

const SHARE =
  /\b(?:(?:calculated|determined|based)\s+(?:solely\s+|only\s+)?(?:as|on|against|from)\s+(?:a\s+|the\s+)?(?:percentage\s+of\s+|amount\s+)?|(?:a |the )?percent(?:age)?\s+of\s+|equal to\s+[^.]{0,30}?\bof\s+)([^.]{5,160})/i;
const CREDIT = /\b(?:credit|refund|compensat\w*)/i;
const DEFINITION = /^"?([A-Z][A-Za-z ]{3,60})"?\s+(?:means|is)\b\s*(.*)$/;

/** What the percentages are of. `cells` are the phrases that stand beside them in tables and lists. */
export function findBase({ sentences }: Passages, cells: readonly Sentence[]): readonly Found<ReadBase>[] {
  const definitions = new Map(
    sentences.flatMap(({ plain }): [string, string][] => {
      const match = DEFINITION.exec(plain);
      return match ? [[(match[1] as string).trim().toLowerCase(), match[2] as string]] : [];
    }),
  );
  const spoken = sentences.flatMap((sentence) => {
    if (!CREDIT.test(sentence.plain) && !CREDIT.test(sentence.headings.join(' ')) && !/\bPMB\b/.test(sentence.plain))
      return [];
    const phrase = SHARE.exec(sentence.plain)?.[1];
    return phrase === undefined || /\bminutes\b|\bunavailab/i.test(phrase.slice(0, 40))
      ? []
      : ofPhrase(phrase, sentence, definitions, 'sure');
  });
  if (spoken.length > 0) return spoken;
  const beside = cells.flatMap((cell) => ofPhrase(cell.plain, cell, definitions, 'likely'));
  return beside.length > 0 ? beside : sentences.flatMap((sentence) => ofShare(sentence, definitions));
}

const PART = new RegExp(`${PERCENT}\\s+of\\s+([^.;,]{5,80})`, 'i');

/** `3% of monthly base fee`, wherever credits are spoken of. */
function ofShare(sentence: Sentence, definitions: ReadonlyMap<string, string>): Found<ReadBase>[] {
  const about = CREDIT.test([sentence.plain, sentence.leadIn ?? '', ...sentence.headings].join(' '));
  const phrase =
    about && !/exceed|maximum|capped/i.test(sentence.plain.slice(0, 40)) ? PART.exec(sentence.plain)?.[1] : undefined;
  return phrase === undefined ? [] : ofPhrase(phrase, sentence, definitions, 'likely');
}

function ofPhrase(
  phrase: string,
  source: Sentence,
  definitions: ReadonlyMap<string, string>,
  confidence: 'sure' | 'likely',
): Found<ReadBase>[] {
  const term = [...definitions.keys()].find((name) => name.length > 6 && phrase.toLowerCase().includes(name));
  const defined = term === undefined ? null : definitions.get(term);
  const basis = (defined && basisOf(defined)) ?? basisOf(phrase);
  if (!basis) return [];
  const says = phrase
    .replace(
      /\s+(?:in accordance|as described|according|that did not|which did not|for the billing cycle in which)\b.*$/i,
      '',
    )
    .trim();
  return [found({ basis, says }, basis === 'contract_price' ? 'likely' : confidence, source)];
}

function basisOf(phrase: string): Basis | null {
  return PHRASES.find(([pattern]) => pattern.test(phrase))?.[1] ?? null;
}

const CAP = new RegExp(
  String.raw`\b(?:not exceed|exceed|capped at|maximum(?: [\w ]{0,60}?)?(?: of| is| credit of)?|up to(?: a maximum of)?|limited to|no more than)\s+(?:of\s+)?(?:\w+\s+){0,2}?(${PERCENT}|${COUNT}\s+hundred percent)(?:\s*\(?[^)]{0,10}\))?\s*(?:of\s+)?([^.;,]{0,100})`,
  'i',
);
const WHOLE_CAP =
  /\b(?:not(?:,? under any circumstances?,?)?|never) exceed (?:your |the |customer's )?((?:total )?(?:amount due|(?:applicable )?monthly (?:service )?(?:fees?|charges?|bill))[^.;,]{0,80})|\bmaximum credit of one month\b/i;

export interface ReadCap {
  readonly percent: Exact;
  readonly of: string;
}

/** The most that all credits of a month come to. */
export function findCaps({ sentences }: Passages): readonly Found<ReadCap>[] {
  return sentences.flatMap((sentence) => {
    const { plain } = sentence;
    if (!/\b(?:credits?|compensat\w*|refund\w*|rental|fees?)\b/i.test(plain)) return [];
    const whole = WHOLE_CAP.exec(plain);
    if (whole) return [found({ percent: exact(100), of: (whole[1] ?? 'one month of fees').trim() }, 'sure', sentence)];
    const match = CAP.exec(plain);
    const percent = match ? readPercent(match[1] ?? '') : null;
    if (!match || !percent || /error rate|latency|uptime of/i.test(match[0]) || /uptime|availab/i.test(match[2] ?? ''))
      return [];
    if (!/fee|charge|bill|rental|amount|month|paid|price|service/i.test(match[2] ?? '')) return [];
    return [found({ percent, of: (match[2] ?? '').trim() }, 'sure', sentence)];
  });
}

const CURRENCIES: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };
const MINIMUM =
  /\b(greater than|more than|at least|exceeds?|minimum (?:of|credit of)|less than|below)\s+(?:(?:one|two|five|ten)\s+(?:us\s+)?(?:dollars?|euros?)\s*)?\(?\s*([$€£])\s?(\d{1,4}(?:\.\d{1,2})?)/i;

/** The smallest credit that is issued. */
export function findMinimum({ sentences }: Passages): readonly Found<Minimum>[] {
  return sentences.flatMap((sentence) => {
    const match = CREDIT.test(sentence.plain) ? MINIMUM.exec(sentence.plain) : null;
    const amount = parseDecimal(match?.[3] ?? '');
    const currency = CURRENCIES[match?.[2] ?? ''];
    if (!match || !amount || !currency) return [];
    return [found({ amount, currency, strict: /greater|more|exceed/i.test(match[1] ?? '') }, 'sure', sentence)];
  });
}

export type PaymentForm = 'invoice_credit' | 'usage_balance' | 'voucher' | 'service_time' | 'refund';

const FORMS: readonly (readonly [RegExp, PaymentForm])[] = [
  [/\bvouchers?\b/i, 'voucher'],
  [
    /\b(?:account balance|service account|prepaid balance)\b|\baccount is credited\b|\bcredited to (?:your|the|customer's)[^.]{0,30}\baccount\b(?! used)|\bissued to the [^.]{0,30}account\b/i,
    'usage_balance',
  ],
  [
    /\b(?:against|towards?|to|on|at|in)\s+(?:[^.]{0,25}\s)?(?:future|next|upcoming|subsequent|following|your applicable)\b[^.]{0,50}\b(?:payments?|bills?|invoices?|billing cycles?|use|charges?|fees)\b|\bto customer's next invoice|\bapplicable monthly service fees\b.*\bapply\b|\bapply the service credit\b/i,
    'invoice_credit',
  ],
];

/** In what form a credit is paid. */
export function findPayment({ sentences }: Passages): readonly Found<PaymentForm>[] {
  return sentences.flatMap((sentence) => {
    if (!CREDIT.test(sentence.plain)) return [];
    const form = FORMS.find(([pattern]) => pattern.test(sentence.plain));
    return form ? [found(form[1], 'likely', sentence)] : [];
  });
}

const NOT_TRANSFERABLE =
  /\b(?:may|can|shall|will)?\s*not be (?:transferred|transferable|sold)|\bnon-transferable\b|\bnot transferable\b/i;

export function findTransferable({ sentences }: Passages): readonly Found<boolean>[] {
  return sentences.flatMap((sentence) =>
    CREDIT.test(sentence.plain) && NOT_TRANSFERABLE.test(sentence.plain) ? [found(false, 'sure', sentence)] : [],
  );
}

const SOLE =
  /\b(?:sole(?: and exclusive)?|exclusive|only) (?:\w+ )?remed(?:y|ies)\b|\bexclusive remedies\b|\bsole remedy\b/i;

export function findSoleRemedy({ sentences }: Passages): readonly Found<boolean>[] {
  return sentences.flatMap((sentence) =>
    SOLE.test(sentence.plain) && !/\bnot (?:the |your |customer's )?(?:sole|exclusive)\b/i.test(sentence.plain)
      ? [found(true, 'sure', sentence)]
      : [],
  );
}

const ISSUE = new RegExp(
  String.raw`\b(?:issued?|appl(?:y|ied)|credited|process\w*|paid)\b[^.]{0,120}?\bwithin\s+(${COUNT})\s*(business\s+)?(days?|billing cycles?|months?)\b([^.]{0,80})`,
  'i',
);
const NEXT =
  /\b(?:appl(?:y|ied)|issued|credited)\b[^.]{0,80}?\b(?:(?:to|in|at|on)\s+(?:the |your )?(?:next|following)\s+(?:monthly invoice|billing cycle|billing period)|(?:to|in) the billing cycle following)/i;

/** By when the vendor pays a credit that it has confirmed. */
export function findIssue({ sentences }: Passages): readonly Found<Delay>[] {
  return sentences.flatMap((sentence) => {
    const { plain } = sentence;
    if (
      (!CREDIT.test(plain) && !/\bclaims?\b/i.test(plain)) ||
      /\b(?:must|should|shall|needs? to)\b[^.]{0,40}\b(?:submit|request|notif|receiv)/i.test(plain)
    )
      return [];
    const match = ISSUE.exec(plain);
    const count = match ? readCount(match[1] ?? '') : null;
    if (match && count !== null) {
      const unit = /cycle/i.test(match[3] ?? '')
        ? 'billing_cycles'
        : /month/i.test(match[3] ?? '')
          ? 'calendar_months'
          : 'days';
      if (/^\s*(?:of|from) (?:the )?(?:incident|becom)/i.test(match[4] ?? '') && /request|notify|submit/i.test(plain))
        return [];
      return [
        found(
          {
            count,
            unit,
            after: (match[4] ?? '').replace(/^\s*(?:following|after|of|from)\s+/i, '').trim() || 'confirmation',
          },
          'likely',
          sentence,
        ),
      ];
    }
    return NEXT.test(plain)
      ? [found({ count: 1, unit: 'billing_cycles', after: 'confirmation' }, 'likely', sentence)]
      : [];
  });
}
