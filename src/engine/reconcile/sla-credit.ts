import type { Charge } from '../records/charge.ts';

/** What a credit or an adjustment of a bill shows itself to be. */
export interface SlaMark {
  /**
   * A service credit under an SLA: `certain` by the vendor's own type, `possible` by its words alone. `open`: nothing
   * tells. `other`: it says to be something else.
   */
  readonly is: 'certain' | 'possible' | 'open' | 'other';
  readonly says: string;
}

/** Google Cloud's `adjustment_info.type` for credits under an SLA (Cloud Billing export schema in BigQuery). */
const GOOGLE_SLA_TYPE = 'SLA_VIOLATION';

/**
 * No vendor documents the wording of its service credits in an export: AWS says only that the line's description has
 * the details (CUR data dictionary, lineItem/LineItemType `Credit`). These are the words that SLA documents themselves
 * use, so a match is `possible` and never more.
 */
const SLA_WORDS: readonly RegExp[] = [/\bSLAs?\b/i, /\bservice[- ]level\b/i, /\bservice credits?\b/i];

/** What the same column says of credits that are no remedy. `AWS Open Source Promotional Credits` is in FOCUS's sample. */
const OTHER_WORDS: readonly RegExp[] = [/\bpromo/i, /\bfree[- ]tier\b/i, /\bmigration acceleration\b/i, /\bEDP\b/];

/** Types that say how money moved and not why; the description may. */
const NO_REASON: readonly string[] = ['refund', 'credit', 'general adjustment'];

/** null: the row is neither credit nor adjustment. */
export function slaMark(charge: Charge): SlaMark | null {
  const { ChargeCategory, x_AdjustmentType: type, ChargeDescription: text } = charge;
  if (type === GOOGLE_SLA_TYPE) return { is: 'certain', says: `adjustment type ${GOOGLE_SLA_TYPE}` };
  if (ChargeCategory !== 'Credit' && ChargeCategory !== 'Adjustment') return null;
  if (type !== null && !NO_REASON.includes(type.toLowerCase())) return { is: 'other', says: `adjustment type ${type}` };
  if (text === null) return { is: 'open', says: 'no description' };
  if (OTHER_WORDS.some((pattern) => pattern.test(text)))
    return { is: 'other', says: 'a promotion or discount by its description' };
  return SLA_WORDS.some((pattern) => pattern.test(text))
    ? { is: 'possible', says: 'by its description only' }
    : { is: 'open', says: 'a description that names no SLA' };
}

/** A credit for an earlier failure is no charge of the month it is issued in: no base counts it. */
export function isSlaCredit(charge: Charge): boolean {
  const mark = slaMark(charge)?.is;
  return mark === 'certain' || mark === 'possible';
}
