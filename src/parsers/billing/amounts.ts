import type { Sql } from './sql.ts';

/*
 * How a decimal in text is summed exactly. DuckDB rounds a decimal cast in silence where digits are too many
 * (research/stack.md 1.5), so the shape of the text is looked at first:
 *   small  up to 6 digits before the point and 12 after: DECIMAL(18,12), which DuckDB reads about six times faster
 *   large  every other decimal, E notation as well, cut after the 18th decimal: DECIMAL(38,18)
 *   tail   the decimals 19 to 48 of a large one, in units of 1E-18: DECIMAL(38,30)
 * The value is small, or large + tail x 1E-18. What has still more digits, or is no decimal, is null in all three.
 */
const LARGE = "'-?[0-9]{1,18}([.][0-9]{0,18})?'";
const DECIMAL = "'[+-]?([0-9]{1,30}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})?'";
/** Binary doubles print up to 17 digits; with the exponent -30 that is the 47th decimal. */
const LAST_DECIMAL = 48;

/** Statements to run before a query that uses {@link largePart} or {@link tailPart}. */
export const AMOUNT_MACROS: readonly Sql[] = [
  "CREATE OR REPLACE TEMP MACRO mw_sign(t) AS CASE WHEN starts_with(t, '-') THEN '-' ELSE '' END",
  "CREATE OR REPLACE TEMP MACRO mw_mantissa(t) AS ltrim(split_part(lower(t), 'e', 1), '+-')",
  "CREATE OR REPLACE TEMP MACRO mw_digits(t) AS replace(mw_mantissa(t), '.', '')",
  `CREATE OR REPLACE TEMP MACRO mw_point(t) AS length(split_part(mw_mantissa(t), '.', 1))
     + coalesce(TRY_CAST(nullif(split_part(lower(t), 'e', 2), '') AS INTEGER), 0)`,
  `CREATE OR REPLACE TEMP MACRO mw_whole(t) AS
     '0' || left(mw_digits(t), greatest(mw_point(t), 0)) || repeat('0', mw_point(t) - length(mw_digits(t)))`,
  `CREATE OR REPLACE TEMP MACRO mw_fraction(t) AS
     rtrim(repeat('0', -mw_point(t)) || substr(mw_digits(t), greatest(mw_point(t), 0) + 1), '0')`,
  `CREATE OR REPLACE TEMP MACRO mw_large(t) AS CASE WHEN length(mw_fraction(t)) <= ${LAST_DECIMAL}
     THEN TRY_CAST(mw_sign(t) || mw_whole(t) || '.' || left(mw_fraction(t), 18) AS DECIMAL(38, 18)) END`,
  `CREATE OR REPLACE TEMP MACRO mw_tail(t) AS CASE WHEN length(mw_fraction(t)) BETWEEN 19 AND ${LAST_DECIMAL}
     THEN TRY_CAST(mw_sign(t) || '0.' || substr(mw_fraction(t), 19) AS DECIMAL(38, 30)) END`,
];

/**
 * At most 12 decimals (a text of 13 characters cannot have more) and no exponent: then the cast does not round. String
 * tests, because a regular expression costs three times as much, and this runs on every amount of every row.
 */
export function smallPart(text: Sql): Sql {
  const short = `(strlen(${text}) <= 13 OR strpos(${text}, '.') >= strlen(${text}) - 12)`;
  const plain = `NOT contains(${text}, 'e') AND NOT contains(${text}, 'E') AND NOT contains(${text}, '_')`;
  return `CASE WHEN ${short} AND ${plain} THEN TRY_CAST(${text} AS DECIMAL(18, 12)) END`;
}

/** For texts whose {@link smallPart} is null. */
export function largePart(text: Sql): Sql {
  return `CASE WHEN regexp_full_match(${text}, ${LARGE}) THEN TRY_CAST(${text} AS DECIMAL(38, 18))
    WHEN regexp_full_match(trim(${text}), ${DECIMAL}) THEN mw_large(trim(${text})) END`;
}

/** For texts whose {@link smallPart} is null. */
export function tailPart(text: Sql): Sql {
  return `CASE WHEN regexp_full_match(${text}, ${LARGE}) THEN NULL
    WHEN regexp_full_match(trim(${text}), ${DECIMAL}) THEN mw_tail(trim(${text})) END`;
}
