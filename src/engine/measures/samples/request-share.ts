import { type Exact, HUNDRED, ONE, sum, ZERO } from '../../values/exact.ts';
import { overlaps } from '../../values/interval.ts';
import { type Measured, type MeasureInput, NO_SAMPLES, open } from '../measure.ts';
import { rowsWithin } from './grid.ts';
import type { Pooled } from './series.ts';

/** What of the rows counts: all of it, and what was lost. */
export interface Counted {
  readonly all: Exact;
  readonly lost: Exact;
}

/**
 * 100 % less what was lost of all that was counted in the period, exactly. What was lost in excluded time is not lost;
 * below a floor of traffic for the whole period nothing is.
 */
export function shareOf(
  input: MeasureInput,
  of: string,
  count: (row: Pooled) => Counted | null = requestsOf,
): Measured {
  const { series, period, metric, exclusions } = input;
  if (!series || series.pooled.length === 0) return open(NO_SAMPLES);
  const rows = rowsWithin(series, period);
  if (typeof rows === 'string') return open(rows);
  const counted = rows.flatMap((row) => {
    const found = count(row);
    if (!found) return [];
    return [{ row, all: found.all, lost: exclusions.some((span) => overlaps(span, row)) ? ZERO : found.lost }];
  });
  const all = sum(counted.map((entry) => entry.all));
  if (all.n === 0n) return open(`the rows of the period count no ${of}`);
  const floor = metric.min_requests;
  const isBelow = floor?.per === 'period' && all.compare(floor.count) < 0;
  const lost = isBelow ? ZERO : sum(counted.map((entry) => entry.lost));
  return {
    kind: 'share',
    uptime: ONE.sub(lost.div(all)).mul(HUNDRED),
    formula: isBelow
      ? `${all.toFraction()} ${of}: fewer than the contract needs to count any failure`
      : `100 % less ${lost.toFraction()} lost of ${all.toFraction()} ${of}`,
    lost: isBelow ? [] : counted.flatMap((entry) => (entry.lost.n > 0n ? [entry.row] : [])),
    isOfTime: false,
  };
}

function requestsOf({ requests, errors }: Pooled): Counted | null {
  return requests === null ? null : { all: requests, lost: errors ?? ZERO };
}
