import type { Charge } from '../records/charge.ts';
import { type Exact, exact, isZero, ZERO } from '../values/exact.ts';
import { type Interval, totalSeconds } from '../values/interval.ts';

/** What the quantity of a row counts. */
export function unitOf(row: Charge): 'gpu-hours' | 'hours' | 'other' {
  const unit = (row.ConsumedUnit ?? '')
    .slice(0, 60)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (/^(gpuhours?|gpuhrs?|gpuh)$/.test(unit)) return 'gpu-hours';
  return /^(hours?|hrs?|h|instancehours?|vmhours?)$/.test(unit) ? 'hours' : 'other';
}

/**
 * Instances billed in most charge periods: quantity ÷ hours of the period. Hours in which capacity was gone, or in which
 * an instance and its replacement overlap, do not decide it. null: the rows do not count hours.
 */
export function usualInstances(rows: readonly Charge[]): Exact | null {
  const byPeriod = new Map<string, { readonly span: Interval; readonly quantity: Exact }>();
  for (const { chargePeriod, ConsumedQuantity } of rows) {
    if (!chargePeriod || !ConsumedQuantity) continue;
    const key = `${chargePeriod.begin}/${chargePeriod.end}`;
    byPeriod.set(key, { span: chargePeriod, quantity: (byPeriod.get(key)?.quantity ?? ZERO).add(ConsumedQuantity) });
  }
  const counts = new Map<string, { readonly instances: Exact; readonly periods: number }>();
  for (const { span, quantity } of byPeriod.values()) {
    const instances = perHour(quantity, span);
    const key = instances.toFraction();
    counts.set(key, { instances, periods: (counts.get(key)?.periods ?? 0) + 1 });
  }
  const [usual] = [...counts.values()].sort((a, b) => b.periods - a.periods || b.instances.compare(a.instances));
  return usual && !isZero(usual.instances) ? usual.instances : null;
}

/** Hours counted in a span ÷ the hours of the span: how many ran at a time. */
export function perHour(quantity: Exact, span: Interval): Exact {
  return quantity.mul(exact(3_600_000)).div(exact(span.end - span.begin));
}

/** Clock hours in which at least one of the rows lies. */
export function coveredHours(rows: readonly Charge[]): Exact {
  return totalSeconds(rows.flatMap((row) => row.chargePeriod ?? [])).div(exact(3600));
}

/** Capacity that was reserved, paid for and not used: `Unused` in the bill, or AWS's `UnusedBox`. */
export function isIdle({ CapacityReservationStatus }: Charge): boolean {
  return CapacityReservationStatus?.toLowerCase() === 'unused';
}

/**
 * Whether a row counts hours and costs nothing: a reservation's own count of the hours that its instances are billed
 * for in other rows, or an instance whose cost stands elsewhere. Either way its hours say nothing of a price.
 */
export function isFree({ BilledCost, EffectiveCost }: Charge): boolean {
  return BilledCost !== null && isZero(BilledCost) && (EffectiveCost === null || isZero(EffectiveCost));
}
