import type { Time } from './format.ts';
import type { Sql } from './sql.ts';

/*
 * The shapes seen in exports: FOCUS, CUR with milliseconds, the FOCUS sample with a space, Oracle without seconds,
 * BigQuery with a spelled zone. Without a zone a time is UTC: FOCUS and CUR both say so (research/billing.md 3.1, 3.2).
 * A plain cast will not do: DuckDB reads 2025-03-01T00:00:00+02:00 as midnight UTC and 5/1/25 as the year 5.
 */
const SHAPES = [
  '%Y-%m-%dT%H:%M:%SZ',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M:%S.%fZ',
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%d %H:%M:%S.%f',
  '%Y-%m-%d %H:%M:%SZ',
  '%Y-%m-%d %H:%M:%S UTC',
  '%Y-%m-%dT%H:%MZ',
  '%Y-%m-%d',
];
const WITH_OFFSET =
  "'[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?[+-][0-9]{2}(:[0-9]{2})?'";

/** A time in a text cell. The usual shapes, that of BigQuery too, go through the cast, which is far faster and safe there. */
export function readTime(given: Sql): Time {
  const usual = `CASE WHEN strlen(${given}) = 20 AND ends_with(${given}, 'Z') THEN TRY_CAST(${given} AS TIMESTAMP)
    WHEN strlen(${given}) = 23 AND ends_with(${given}, ' UTC') THEN TRY_CAST(left(${given}, 19) AS TIMESTAMP) END`;
  const shapes = SHAPES.map((shape) => `'${shape}'`).join(', ');
  const shifted = `CASE WHEN regexp_full_match(${given}, ${WITH_OFFSET}) THEN timezone('UTC', TRY_CAST(${given} AS TIMESTAMPTZ)) END`;
  return { given, parsed: `coalesce(${usual}, try_strptime(${given}, [${shapes}]), ${shifted})` };
}

/** A time in a typed Parquet column. */
export function castTime(column: Sql, type: string): Time {
  const zoned = type === 'TIMESTAMP WITH TIME ZONE';
  return { given: column, parsed: zoned ? `timezone('UTC', ${column})` : `CAST(${column} AS TIMESTAMP)` };
}

/** Whether a span is in order and lies in the years that a bill can speak of: not in the year 5, not without end. */
export function isPlausible(begin: Sql, end: Sql): Sql {
  return `(${begin} >= TIMESTAMP '1990-01-01' AND ${end} >= ${begin} AND ${end} <= TIMESTAMP '2200-01-01')`;
}
