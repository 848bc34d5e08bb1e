import type { Charge } from '../../records/charge.ts';
import type { CreditBase } from '../../records/credit-rule.ts';
import type { BillRows } from '../../records/figure.ts';
import { type Exact, sum, ZERO } from '../../values/exact.ts';
import { formatInstant } from '../../values/instant.ts';
import { type Interval, intersect, overlaps, totalSeconds } from '../../values/interval.ts';
import type { Choices } from '../readings/questions.ts';

const HALF_A_MONTH = 15 * 86_400_000;

export type CostColumn = BillRows['cost'];

/** Which cost a base speaks of: list price, amortized, or as billed. */
export function costColumn(spec: CreditBase, choices: Choices): CostColumn {
  if (spec.basis === 'list_price') return 'ListCost';
  return choices.base_basis === 'effective' ? 'EffectiveCost' : 'BilledCost';
}

/** The month a charge is billed in, `2025-10`. A billing period is cut near the month's edge, so its middle tells. */
export function billingMonthOf({ billingPeriod, chargePeriod }: Charge): string | null {
  if (billingPeriod) return formatInstant(billingPeriod.begin + HALF_A_MONTH).slice(0, 7);
  return chargePeriod ? formatInstant(chargePeriod.begin).slice(0, 7) : null;
}

/** The sum of a column; null where a row does not give it, for the rest would be a part taken for the whole. */
export function sumOf(rows: readonly Charge[], column: CostColumn): Exact | null {
  const amounts = rows.map((row) => row[column]);
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length ? null : sum(known);
}

/** Rows whose charge period touches one of the spans. */
export function touching(rows: readonly Charge[], spans: readonly Interval[]): Charge[] {
  return rows.filter(({ chargePeriod }) => chargePeriod !== null && spans.some((span) => overlaps(span, chargePeriod)));
}

/** What the rows cost inside the spans: each by the share of its charge period that lies there. */
export function costWithin(rows: readonly Charge[], spans: readonly Interval[], column: CostColumn): Exact | null {
  let total = ZERO;
  for (const row of rows) {
    const cost = row[column];
    const period = row.chargePeriod;
    if (cost === null || period === null || period.end <= period.begin) return null;
    total = total.add(cost.mul(totalSeconds(intersect([period], spans))).div(totalSeconds([period])));
  }
  return rows.length === 0 ? null : total;
}

/** An upfront fee is in no base: it is paid for more than the month. */
export function isOneTime({ ChargeFrequency }: Charge): boolean {
  return ChargeFrequency?.toLowerCase() === 'one-time';
}
