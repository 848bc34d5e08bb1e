import type { EmptyInterval } from '../../records/metric.ts';
import { type Exact, exact, toText, ZERO } from '../../values/exact.ts';
import { contains, type Interval, intersect, overlaps, subtract } from '../../values/interval.ts';
import { type Measure, type MeasureInput, NO_SAMPLES, open } from '../measure.ts';
import { type Cell, type Grid, gridOf, milliseconds } from '../samples/grid.ts';
import { percentOf, sumOfFractions } from '../samples/ratio.ts';

type Input = Parameters<(typeof measure)['count']>[0];

/**
 * 100 % less the mean of the error rates of all intervals (Amazon S3 by five minutes, Azure Storage by the hour). The mean
 * is not weighted: one failed request in a quiet interval weighs as much as a million in a busy one, and an interval
 * without requests takes part.
 */
export const measure: Measure<'mean_interval_error'> = {
  kind: 'mean_interval_error',
  says: 'mean of the error rates of all intervals, each of the same weight',
  by: 'share',
  count(input) {
    const { metric, series, period, exclusions } = input;
    if (!series || series.pooled.length === 0) return open(NO_SAMPLES);
    const grid = gridOf(series, period, metric.interval_s);
    if (typeof grid === 'string') return open(grid);
    const cells = grid.cells.filter((cell) => livesIn(cell, input));
    const total = input.life ? intervalsOf(grid, input) : grid.count;
    const rates = cells.map((cell) => rateOf(cell, input, exclusions));
    const missing = missingIntervals(total - cells.length, cells, input);
    const count = cells.length + missing.free + missing.failed;
    if (count === 0) return open('no interval of the period has a row');
    const { numerator, denominator } = sumOfFractions([...rates, exact(missing.failed)]);
    const all = BigInt(count) * denominator;
    return {
      kind: 'share',
      uptime: percentOf(all - numerator, all),
      formula: `100 % less the mean error rate of ${count} intervals of ${toText(metric.interval_s)} s: ${cells.length} with rows, ${missing.says}`,
      lost: cells.flatMap((cell, at) => ((rates[at] as Exact).n > 0n ? cell.parts.filter(hasErrors) : [])),
      isOfTime: true,
    };
  },
};

/** The error rate of an interval that has a row. Errors in time that is excluded do not count, nor does an interval with too little traffic. */
function rateOf(cell: Cell, input: Input, exclusions: readonly Interval[]): Exact {
  if (exclusions.some((exclusion) => overlaps(exclusion, cell))) return ZERO;
  if (cell.requests.n === 0n) return isFailedIfEmpty(cell, input) ? exact(1) : ZERO;
  const floor = input.metric.min_requests;
  if (floor?.per === 'interval' && cell.requests.compare(floor.count) < 0) return ZERO;
  return cell.errors.div(cell.requests);
}

/** Intervals without a row: no requests came, or nobody knows and they are left out, as the reading has it. */
function missingIntervals(count: number, cells: readonly Cell[], input: Input) {
  const none = { free: 0, failed: 0 };
  if (count === 0) return { ...none, says: 'none without' };
  // Nobody can say of an interval he has no row of that it had no requests and so was down.
  if (input.choices.missing_intervals === 'left_out' || emptyMeans(input) === 'unavailable')
    return { ...none, says: `${count} without, which are left out` };
  const failed = emptyMeans(input) === 'declared' ? failedUnseen(cells, input) : 0;
  return { free: count - failed, failed, says: `${count} without, taken to have had no requests` };
}

function isFailedIfEmpty(cell: Cell, input: Input): boolean {
  const meaning = emptyMeans(input);
  return meaning === 'unavailable' || (meaning === 'declared' && isInside(cell, input.declared));
}

/** What an interval without requests counts as; the text may leave it to a reading. */
export function emptyMeans({
  metric,
  choices,
}: {
  readonly metric: { readonly empty_interval: EmptyInterval };
  readonly choices: MeasureInput['choices'];
}): string {
  const stated = metric.empty_interval;
  if (stated === 'available' || stated === 'unavailable') return stated;
  return choices.empty_interval ?? 'available';
}

/** Intervals inside a declared outage of which no row speaks. */
function failedUnseen(cells: readonly Cell[], { declared, period, metric, exclusions }: Input): number {
  const length = milliseconds(metric.interval_s);
  const unseen = subtract(subtract(intersect(declared, [period]), cells), exclusions);
  return unseen.reduce((count, span) => {
    const first = Math.ceil((span.begin - period.begin) / length);
    const last = Math.floor((span.end - period.begin) / length);
    return count + Math.max(last - first, 0);
  }, 0);
}

function isInside(cell: Interval, spans: readonly Interval[]): boolean {
  return subtract([cell], spans).length === 0;
}

function livesIn(cell: Interval, { life }: Input): boolean {
  return life === null || life.some((span) => contains(span, cell.begin));
}

/** The intervals that begin while the unit existed. */
function intervalsOf(grid: Grid, { life, period, metric }: Input): number {
  const length = milliseconds(metric.interval_s);
  const begins = Array.from({ length: grid.count }, (_, index) => period.begin + index * length);
  return begins.filter((begin) => life?.some((span) => contains(span, begin))).length;
}

function hasErrors({ errors }: { readonly errors: Exact | null }): boolean {
  return errors === null || errors.n > 0n;
}
