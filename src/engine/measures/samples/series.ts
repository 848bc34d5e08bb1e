import type { Issue } from '../../records/issue.ts';
import type { LevelSample } from '../../records/sample.ts';
import { type Exact, ZERO } from '../../values/exact.ts';
import type { Interval } from '../../values/interval.ts';

/** What all rows of one interval come to. */
export interface Pooled extends Interval {
  /** null: the rows give levels, not counts. */
  readonly requests: Exact | null;
  readonly errors: Exact | null;
  readonly value: Exact | null;
  readonly unit: string | null;
  readonly rows: readonly LevelSample[];
}

/** The samples of one unit (and of one dimension, where the contract tells them apart), in order of time. */
export interface Series {
  readonly pooled: readonly Pooled[];
  /** Why the rows cannot be read together; null where they can. */
  readonly fault: string | null;
}

/**
 * Adds up the rows that speak of the same interval: a promise pools the requests of its unit. Rows that only share a
 * part of their time cannot be added up, and neither can two levels of one interval.
 */
export function seriesOf(samples: readonly LevelSample[]): Series {
  const sorted = [...samples].sort((a, b) => a.begin - b.begin || a.end - b.end);
  const pooled: Pooled[] = [];
  for (const sample of sorted) {
    const last = pooled.at(-1);
    if (!last || sample.begin >= last.end) pooled.push(single(sample));
    else if (sample.begin !== last.begin || sample.end !== last.end)
      return { pooled: [], fault: `intervals of different lengths overlap (${places(last.rows[0], sample)})` };
    else if (sample.requests === null || last.requests === null)
      return { pooled: [], fault: `two rows give a level of one interval (${places(last.rows[0], sample)})` };
    else pooled[pooled.length - 1] = added(last, sample);
  }
  return { pooled, fault: null };
}

function single({ begin, end, requests, errors, value, unit, ...sample }: LevelSample): Pooled {
  return {
    begin,
    end,
    requests,
    errors,
    value,
    unit,
    rows: [{ begin, end, requests, errors, value, unit, ...sample }],
  };
}

function added(pool: Pooled, sample: LevelSample): Pooled {
  return {
    ...pool,
    requests: (pool.requests ?? ZERO).add(sample.requests ?? ZERO),
    errors: (pool.errors ?? ZERO).add(sample.errors ?? ZERO),
    value: null,
    unit: null,
    rows: [...pool.rows, sample],
  };
}

function places(...samples: readonly (LevelSample | undefined)[]): string {
  return samples.flatMap((sample) => (sample ? [placeOf(sample.origin)] : [])).join(' and ');
}

/** `rates.csv:12`, for a sentence. */
export function placeOf({ file, line }: NonNullable<Issue['origin']>): string {
  return line === undefined ? file : `${file}:${line}`;
}
