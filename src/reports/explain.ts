import { nearest } from '../engine/values/nearest.ts';
import { findFigure } from './find-figure.ts';
import type { Report, ReportFigure } from './report-schema.ts';

/** A figure with its inputs in place of their ids. `inputs` is null where the same figure was explained further up. */
export interface ExplainedFigure extends Omit<ReportFigure, 'inputs'> {
  readonly id: string;
  /** Short names and places of the report that show this figure. */
  readonly names: readonly string[];
  readonly inputs: readonly ExplainedFigure[] | null;
}

export type Explanation =
  | { readonly found: true; readonly figure: ExplainedFigure }
  | { readonly found: false; readonly nearest: readonly string[] };

/** Walks from a figure to what it rests on: lines of files and clauses of contracts. From the record alone. */
export function explainFigure(report: Pick<Report, 'figures' | 'aliases'>, name: string): Explanation {
  const found = findFigure(report, name);
  if (!found)
    return {
      found: false,
      nearest: nearest(name, [...Object.keys(report.aliases), ...Object.keys(report.figures)], 5),
    };
  const names = namesById(report);
  const seen = new Set<string>();
  const explain = (id: string, figure: ReportFigure): ExplainedFigure => {
    const again = seen.has(id);
    seen.add(id);
    const inputs = figure.inputs.flatMap((input) => findById(report, input));
    return {
      id,
      names: names.get(id) ?? [],
      ...figure,
      inputs: again ? null : inputs.map((input) => explain(input.id, input.figure)),
    };
  };
  return { found: true, figure: explain(found.id, found.figure) };
}

function findById({ figures }: Pick<Report, 'figures'>, id: string): { id: string; figure: ReportFigure }[] {
  const figure = Object.hasOwn(figures, id) ? figures[id] : undefined;
  return figure ? [{ id, figure }] : [];
}

/** Shortest name first: that is the one to type. A figure that is base, low and high alike goes by its base. */
function namesById({ aliases }: Pick<Report, 'aliases'>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, id] of Object.entries(aliases)) {
    const known = names.get(id);
    if (known) known.push(name);
    else names.set(id, [name]);
  }
  for (const known of names.values())
    known.sort((a, b) => edge(a) - edge(b) || a.length - b.length || (a < b ? -1 : 1));
  return names;
}

function edge(name: string): number {
  return /\.(low|high)$/.test(name) ? 1 : 0;
}
