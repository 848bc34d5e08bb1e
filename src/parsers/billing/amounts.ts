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

/** Columns of one layer of a query, each beside those of the layers below it. */
export type Layer = readonly Sql[];

/**
 * The layers that read the text column `cell` into `<cell>_small`, `<cell>_large` and `<cell>_tail`. What is odd (E notation,
 * very long) is taken apart step by step; for all other rows those steps see null. Layers, because DuckDB plans an
 * expression anew wherever it is repeated.
 */
export function amountLayers(cell: string): readonly Layer[] {
  const odd = `${cell}_odd`;
  const long = `${cell} IS NOT NULL AND ${cell}_small IS NULL`;
  const sign = `CASE WHEN starts_with(${odd}, '-') THEN '-' ELSE '' END`;
  const point = `greatest(${cell}_point, 0)`;
  return [
    [`${smallPart(cell)} AS ${cell}_small`],
    [
      `CASE WHEN ${long} AND regexp_full_match(${cell}, ${LARGE}) THEN TRY_CAST(${cell} AS DECIMAL(38, 18)) END AS ${cell}_plain`,
    ],
    [
      `CASE WHEN ${long} AND ${cell}_plain IS NULL AND regexp_full_match(trim(${cell}), ${DECIMAL}) THEN lower(trim(${cell})) END AS ${odd}`,
    ],
    [
      `ltrim(split_part(${odd}, 'e', 1), '+-') AS ${cell}_mantissa`,
      `coalesce(TRY_CAST(nullif(split_part(${odd}, 'e', 2), '') AS INTEGER), 0) AS ${cell}_power`,
    ],
    [
      `replace(${cell}_mantissa, '.', '') AS ${cell}_digits`,
      `length(split_part(${cell}_mantissa, '.', 1)) + ${cell}_power AS ${cell}_point`,
    ],
    [
      `${sign} || '0' || left(${cell}_digits, ${point}) || repeat('0', ${cell}_point - length(${cell}_digits)) AS ${cell}_whole`,
      `rtrim(repeat('0', -${cell}_point) || substr(${cell}_digits, ${point} + 1), '0') AS ${cell}_fraction`,
    ],
    [
      `CASE WHEN ${odd} IS NULL THEN ${cell}_plain WHEN length(${cell}_fraction) <= ${LAST_DECIMAL}
        THEN TRY_CAST(${cell}_whole || '.' || left(${cell}_fraction, 18) AS DECIMAL(38, 18)) END AS ${cell}_large`,
      `CASE WHEN length(${cell}_fraction) BETWEEN 19 AND ${LAST_DECIMAL}
        THEN TRY_CAST(${sign} || '0.' || substr(${cell}_fraction, 19) AS DECIMAL(38, 30)) END AS ${cell}_tail`,
    ],
  ];
}

/**
 * At most 12 decimals (a text of 13 characters cannot have more) and no exponent: then the cast does not round. String
 * tests, because a regular expression costs three times as much, and this runs on every amount of every row.
 */
function smallPart(text: Sql): Sql {
  const short = `(strlen(${text}) <= 13 OR strpos(${text}, '.') >= strlen(${text}) - 12)`;
  const plain = `NOT contains(${text}, 'e') AND NOT contains(${text}, 'E') AND NOT contains(${text}, '_')`;
  return `CASE WHEN ${short} AND ${plain} THEN TRY_CAST(${text} AS DECIMAL(18, 12)) END`;
}
