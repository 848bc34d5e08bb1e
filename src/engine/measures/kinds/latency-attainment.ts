import type { ThresholdBy } from '../../records/metric.ts';
import { type Exact, toText } from '../../values/exact.ts';
import { overlaps } from '../../values/interval.ts';
import { type Measure, type MeasureInput, open } from '../measure.ts';
import { milliseconds, rowsWithin } from '../samples/grid.ts';
import { percentOf } from '../samples/ratio.ts';
import { type Pooled, placeOf } from '../samples/series.ts';

/** Units of which less is better; of all others (tokens per second) more is. */
const TIMES: ReadonlySet<string> = new Set(['s', 'seconds', 'ms', 'milliseconds']);

/**
 * Share of the intervals in which a level was reached (OpenAI Scale Tier: minutes above so many tokens per second, by
 * model; Gemini with provisioned throughput). An interval without a row had no requests, or is left out, as read.
 */
export const measure: Measure<'latency_attainment'> = {
  kind: 'latency_attainment',
  says: 'share of the intervals in which the level of the contract was reached',
  by: 'share',
  count(input) {
    const { metric, series, period, exclusions } = input;
    if (!series?.pooled.some((row) => row.value !== null))
      return open(`the contract measures ${metric.threshold_by.unit}, which only a file of that level shows`);
    const threshold = thresholdOf(metric.threshold_by, input);
    if (!threshold) return open(`state ${metric.threshold_by.attribute}: the level of the contract depends on it`);
    const rows = rowsWithin(series, period);
    if (typeof rows === 'string') return open(rows);
    const length = milliseconds(metric.interval_s);
    const known = rows.filter((row) => row.value !== null);
    const other = known.find((row) => row.unit !== metric.threshold_by.unit || !isInterval(row, period, length));
    if (other)
      return open(
        `the row at ${placeOf(other.rows[0]?.origin ?? { file: '' })} is not ${metric.threshold_by.unit} of one interval of ${toText(metric.interval_s)} s`,
      );
    const missed = known.filter(
      (row) =>
        !isReached(row.value as Exact, threshold.level, metric.threshold_by.unit) &&
        !exclusions.some((span) => overlaps(span, row)),
    );
    const total = Math.ceil((period.end - period.begin) / length);
    const count = input.choices.missing_intervals === 'left_out' ? known.length : total;
    if (count === 0) return open('no interval of the period has a row');
    return {
      kind: 'share',
      uptime: percentOf(BigInt(count - missed.length), BigInt(count)),
      formula: `${count - missed.length} of ${count} intervals reached ${toText(threshold.level)} ${metric.threshold_by.unit} (${threshold.name}); ${known.length} have a row`,
      lost: missed,
      isOfTime: true,
    };
  },
};

/** The level for the model (or whatever decides): that of the series, as the case states it, or the reading. */
function thresholdOf(by: ThresholdBy, input: MeasureInput): { readonly name: string; readonly level: Exact } | null {
  const names = [input.dimension, input.attributes[by.attribute], input.choices[`attribute:${by.attribute}`]];
  for (const name of names) {
    const found = Object.entries(by.values).find(([known]) => known === name);
    if (found) return { name: found[0], level: found[1] };
  }
  return null;
}

function isReached(value: Exact, level: Exact, unit: string): boolean {
  const order = value.compare(level);
  return TIMES.has(unit) ? order <= 0 : order >= 0;
}

function isInterval(row: Pooled, period: { readonly begin: number }, length: number): boolean {
  return row.end - row.begin === length && (row.begin - period.begin) % length === 0;
}
