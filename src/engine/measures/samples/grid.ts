import { type Exact, exact, ZERO } from '../../values/exact.ts';
import type { Interval } from '../../values/interval.ts';
import { type Pooled, placeOf, type Series } from './series.ts';

/** One interval of the contract, with what its rows come to. */
export interface Cell extends Interval {
  readonly requests: Exact;
  readonly errors: Exact;
  readonly parts: readonly Pooled[];
}

/** A period cut into the intervals of a contract, beginning with the period. */
export interface Grid {
  /** Of the whole period; the last one may be shorter. */
  readonly count: number;
  /** Those that have a row, in order. */
  readonly cells: readonly Cell[];
}

/**
 * Sorts counted rows into the intervals of the contract: rows of shorter intervals add up to one. A row that is longer,
 * or lies across the edge of an interval, says nothing of either: then the answer is a sentence that says so.
 */
export function gridOf(series: Series, period: Interval, interval: Exact): Grid | string {
  if (series.fault) return series.fault;
  const length = milliseconds(interval);
  const cells: { index: number; cell: Cell }[] = [];
  for (const part of series.pooled) {
    if (part.end <= period.begin || part.begin >= period.end || part.requests === null) continue;
    const index = Math.floor((part.begin - period.begin) / length);
    const begin = period.begin + index * length;
    if (part.begin < period.begin || part.end > begin + length) return misfit(part, interval);
    const last = cells.at(-1);
    const cell = last?.index === index ? last.cell : { begin, end: begin + length, ...NOTHING };
    const next = {
      ...cell,
      requests: cell.requests.add(part.requests),
      errors: cell.errors.add(part.errors ?? ZERO),
      parts: [...cell.parts, part],
    };
    if (last?.index === index) last.cell = next;
    else cells.push({ index, cell: next });
  }
  return { count: Math.ceil((period.end - period.begin) / length), cells: cells.map(({ cell }) => cell) };
}

/** The rows inside the period; a sentence where one of them lies across its edge. */
export function rowsWithin({ pooled, fault }: Series, period: Interval): readonly Pooled[] | string {
  if (fault) return fault;
  const inside = pooled.filter((part) => part.end > period.begin && part.begin < period.end);
  const across = inside.find((part) => part.begin < period.begin || part.end > period.end);
  return across ? `${whereOf(across)} lies across the edge of the period` : inside;
}

export function milliseconds(seconds: Exact): number {
  return Number(seconds.mul(exact(1000)).ceil().n);
}

function misfit(part: Pooled, interval: Exact): string {
  return `${whereOf(part)} does not fit into one interval of ${interval.toFraction()} seconds, counted from the begin of the period`;
}

function whereOf({ rows: [row] }: Pooled): string {
  return row ? `the interval at ${placeOf(row.origin)}` : 'an interval';
}

const NOTHING = { requests: ZERO, errors: ZERO, parts: [] };
