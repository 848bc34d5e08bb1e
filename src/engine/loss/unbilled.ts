import type { Bill, Charge } from '../records/charge.ts';
import type { Run } from '../records/run.ts';
import { matchesSelector } from '../select.ts';
import { clip, type Interval, subtract } from '../values/interval.ts';

/**
 * The spans of a window in which the bill shows no usage of the run's resources. null where it cannot say: no rows tie
 * to the run, its rows are not hourly, an hour is billed in part, or the bill ends before the window does.
 */
export function unbilledSpans(bill: Bill, run: Run, window: Interval): Interval[] | null {
  const { resources } = run;
  if (!resources) return null;
  const rows = bill.charges.filter((charge) => charge.ChargeCategory === 'Usage' && charge.chargePeriod !== null && matchesSelector(resources, charge));
  const completeTo = Math.max(...bill.files.map((file) => file.dataCompleteTo ?? 0), 0);
  if (rows.length === 0 || completeTo < window.end || rows.some((row) => !isHourly(row))) return null;
  const hours = new Map<number, { readonly quantity: number }>();
  for (const row of rows) {
    const begin = row.chargePeriod?.begin ?? 0;
    const quantity = (hours.get(begin)?.quantity ?? 0) + Number(row.ConsumedQuantity?.valueOf() ?? Number.NaN);
    hours.set(begin, { quantity });
  }
  const usual = Math.max(...[...hours.values()].map((hour) => hour.quantity));
  const touched = [...hours].filter(([begin]) => begin < window.end && begin + HOUR_MS > window.begin);
  // An hour billed in part does not say which part of it was billed.
  if (Number.isNaN(usual) || touched.some(([, hour]) => hour.quantity !== usual)) return null;
  return subtract(
    [window],
    clip(
      touched.map(([begin]) => ({ begin, end: begin + HOUR_MS })),
      window,
    ),
  );
}

const HOUR_MS = 3_600_000;

function isHourly(row: Charge): boolean {
  return row.chargePeriod !== null && row.chargePeriod.end - row.chargePeriod.begin === HOUR_MS;
}
