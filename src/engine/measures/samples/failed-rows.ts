import type { Metric } from '../../records/metric.ts';
import { type Exact, exact, sum, ZERO } from '../../values/exact.ts';
import type { Interval } from '../../values/interval.ts';
import { gridOf } from './grid.ts';
import type { Pooled, Series } from './series.ts';

/** The intervals that count as failed under the metric, for promises that count time. */
export interface FailedRows {
  readonly spans: readonly Interval[];
  readonly rows: readonly Pooled[];
  /** Rows are longer than the minutes that the contract counts, so each is taken as even over its minutes. */
  readonly isEven: boolean;
}

const MINUTE = 60_000;

/** Whether samples decide or support a promise that counts time. */
export function readsCounts(metric: Metric): boolean {
  return metric.kind === 'failed_intervals' || metric.error_rate_gt !== null || metric.min_requests !== null;
}

/**
 * An interval failed when more than the stated share of its requests did; where no share is stated, when all of them
 * did. One with less traffic than the contract's floor did not fail, whatever became of its requests.
 */
export function failedRows(series: Series, metric: Metric, period: Interval): FailedRows | string {
  if (series.fault) return series.fault;
  if (isBelowPeriodFloor(series, metric, period)) return { spans: [], rows: [], isEven: false };
  if (metric.kind === 'failed_intervals') {
    const grid = gridOf(series, period, metric.interval_s);
    if (typeof grid === 'string') return grid;
    const cells = grid.cells.filter((cell) => hasFailed(cell, cell, metric));
    return { spans: cells, rows: cells.flatMap((cell) => cell.parts), isEven: false };
  }
  const rows = series.pooled.filter(
    (row) => row.requests !== null && hasFailed({ requests: row.requests, errors: row.errors ?? ZERO }, row, metric),
  );
  return { spans: rows, rows, isEven: rows.some((row) => row.end - row.begin > MINUTE) };
}

function hasFailed(
  { requests, errors }: { readonly requests: Exact; readonly errors: Exact },
  { begin, end }: Interval,
  { error_rate_gt: rate, min_requests: floor }: Metric,
): boolean {
  if (requests.n === 0n) return false;
  const needed =
    floor?.per === 'minute'
      ? floor.count.mul(exact(end - begin, MINUTE))
      : floor?.per === 'interval'
        ? floor.count
        : ZERO;
  if (requests.compare(needed) < 0) return false;
  return rate === null ? errors.equals(requests) : errors.compare(requests.mul(rate)) > 0;
}

function isBelowPeriodFloor({ pooled }: Series, { min_requests: floor }: Metric, period: Interval): boolean {
  if (floor?.per !== 'period') return false;
  const inside = pooled.filter((row) => row.begin >= period.begin && row.begin < period.end);
  return sum(inside.map((row) => row.requests ?? ZERO)).compare(floor.count) < 0;
}
