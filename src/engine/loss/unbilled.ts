import type { Bill, Charge } from '../records/charge.ts';
import type { Run } from '../records/run.ts';
import { matchesSelector } from '../select.ts';
import { type Exact, exact, isZero, ONE, sum, ZERO } from '../values/exact.ts';
import { clip, type Interval, totalSeconds, union } from '../values/interval.ts';
import { median } from './baseline.ts';
import { milliseconds } from './moment.ts';

const HOUR_MS = 3_600_000;
// An hour's usage is metered to the second or the minute; the log's edges are not those of the meter.
const SLACK_MS = 60_000;

/**
 * The parts of a run's idle time that an hourly bill does not show as used: in each hour the share of the usual
 * quantity that is missing, laid at the end of the idle time of that hour (where in the hour it lay does not change the
 * cost). null where the bill cannot say: no rows tie to the run, its rows are not hourly or not counted, it ends too
 * early, or it misses more time than the run was idle.
 */
export function unbilledSpans(bill: Bill, run: Run, idle: readonly Interval[]): Interval[] | null {
  const { resources } = run;
  const spans = union(idle);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!resources || !first || !last) return null;
  const rows = bill.charges.filter(
    (charge) => charge.ChargeCategory === 'Usage' && charge.chargePeriod !== null && matchesSelector(resources, charge),
  );
  const completeTo = Math.max(...bill.files.map((file) => file.dataCompleteTo ?? 0), 0);
  if (completeTo < last.end || rows.some((row) => !isHourly(row) || row.ConsumedQuantity === null)) return null;
  const byHour = quantities(rows);
  const usual = usualQuantity(byHour, first.begin);
  if (!usual) return null;
  const free: Interval[] = [];
  for (const hour of hoursOf(spans)) {
    const used = byHour.get(hour.begin) ?? ZERO;
    const missing = milliseconds(ONE.sub(used.div(usual)).mul(exact(HOUR_MS, 1000)));
    const room = clip(spans, hour);
    if (missing > milliseconds(totalSeconds(room)) + SLACK_MS) return null;
    free.push(...lastPart(room, missing));
  }
  return union(free);
}

function isHourly({ chargePeriod }: Charge): boolean {
  return (
    chargePeriod !== null && chargePeriod.end - chargePeriod.begin === HOUR_MS && chargePeriod.begin % HOUR_MS === 0
  );
}

function quantities(rows: readonly Charge[]): Map<number, Exact> {
  const byHour = new Map<number, Exact>();
  for (const row of rows) {
    const begin = row.chargePeriod?.begin ?? 0;
    byHour.set(begin, sum([byHour.get(begin) ?? ZERO, row.ConsumedQuantity ?? ZERO]));
  }
  return byHour;
}

/** What an hour used before the run was idle. null: the bill shows no such hour. */
function usualQuantity(byHour: ReadonlyMap<number, Exact>, idleFrom: number): Exact | null {
  const before = [...byHour].filter(([begin]) => begin + HOUR_MS <= idleFrom).map(([, quantity]) => quantity);
  const usual = before.length > 0 ? median(before) : null;
  return usual && !isZero(usual) ? usual : null;
}

function hoursOf(spans: readonly Interval[]): Interval[] {
  const begins = new Set<number>();
  for (const span of spans) {
    for (let begin = span.begin - (span.begin % HOUR_MS); begin < span.end; begin += HOUR_MS) begins.add(begin);
  }
  return [...begins].map((begin) => ({ begin, end: begin + HOUR_MS }));
}

function lastPart(spans: readonly Interval[], ms: number): Interval[] {
  let left = ms;
  return [...spans].reverse().flatMap((span) => {
    const take = Math.min(left, span.end - span.begin);
    left -= Math.max(0, take);
    return take > 0 ? [{ begin: span.end - take, end: span.end }] : [];
  });
}
