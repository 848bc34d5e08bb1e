import { assumed, derived, type Figure, measured } from '../../records/figure.ts';
import { exact, sum, toText, ZERO } from '../../values/exact.ts';
import { formatInstant } from '../../values/instant.ts';
import { type Pooled, placeOf } from './series.ts';

/** Beyond it the rest of the rows is one figure: nobody reads a thousand leaves. */
const MOST_RUNS = 40;

/**
 * The rows in which something failed, as the leaves under an uptime: rows that follow each other are one figure, which
 * names the line it begins with and says which others it holds.
 */
export function sampleFigures(prefix: string, rows: readonly Pooled[], assumptions: readonly string[]): Figure[] {
  const runs = runsOf(rows);
  const shown = runs.slice(0, MOST_RUNS).map((run, at) => runFigure(`${prefix}.rows${at + 1}`, run, assumptions));
  const rest = runs.slice(MOST_RUNS).flat();
  if (rest.length === 0) return shown;
  return [
    ...shown,
    derived({
      id: `${prefix}.rows${MOST_RUNS + 1}`,
      label: `Further rows, ${rest.length}`,
      value: exact(rest.length),
      unit: 'count',
      formula: linesOf(rest),
      origin: rest[0]?.rows[0]?.origin,
    }),
  ];
}

function runFigure(id: string, run: readonly Pooled[], assumptions: readonly string[]): Figure {
  const [first, last] = [run[0] as Pooled, run.at(-1) as Pooled];
  const counted = run.filter((row) => row.requests !== null);
  const errors = sum(counted.map((row) => row.errors ?? ZERO));
  const requests = sum(counted.map((row) => row.requests ?? ZERO));
  const { dimension, scope } = first.rows[0] ?? { dimension: null, scope: { id: '' } };
  const of = `${scope.id}${dimension === null ? '' : `, ${dimension}`}`;
  const span = `${formatInstant(first.begin)} to ${formatInstant(last.end)}`;
  const parts = {
    id,
    origin: first.rows[0]?.origin,
    ...(counted.length > 0
      ? {
          label: `Failed requests of ${of}`,
          value: errors,
          unit: 'count',
          formula: `${span}: ${toText(errors)} of ${toText(requests)} failed (${linesOf(run)})`,
        }
      : {
          label: `Level of ${of}`,
          value: first.value,
          unit: first.unit ?? 'count',
          formula: `${span}${run.length > 1 ? ', the first of them' : ''} (${linesOf(run)})`,
        }),
  };
  return assumptions.length > 0
    ? assumed({ ...parts, formula: [parts.formula, ...assumptions].join('; ') })
    : measured(parts);
}

/** Rows that follow each other without a gap. */
function runsOf(rows: readonly Pooled[]): Pooled[][] {
  const runs: Pooled[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.end === row.begin) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function linesOf(rows: readonly Pooled[]): string {
  const origins = rows.flatMap((row) => row.rows.map(({ origin }) => origin));
  const [first, last] = [origins[0], origins.at(-1)];
  if (!first || !last) return 'no row';
  const from = placeOf(first);
  return origins.length === 1 ? from : `${origins.length} rows, ${from} to ${placeOf(last)}`;
}
