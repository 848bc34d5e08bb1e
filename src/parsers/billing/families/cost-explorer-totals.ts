import { type Exact, exact, parseDecimal, sum, toText } from '../../../engine/values/exact.ts';
import type { FormatProblem } from '../format.ts';

/** The fact that holds the whole table as JSON, row by row without the header. */
export const GRID = 'grid';

type Row = readonly (string | null)[];

/**
 * The stated totals against the sums of their parts, along rows and columns. Every cell is written rounded, so a sum may
 * be off by half a unit of the last decimal for each of them, and by no more.
 */
export function checkTotals(facts: Readonly<Record<string, string | null>>): FormatProblem[] {
  const grid = JSON.parse(facts[GRID] ?? '[]') as Row[];
  const places = Math.max(0, ...grid.flatMap((row) => row.slice(1).map(decimalsOf)));
  const stated = grid.filter(isTotal);
  const rows = grid.filter((row) => !isTotal(row));
  const problems = [
    ...grid.map((row) => compare(`the row ${row[0] ?? '(no date)'}`, row.slice(1, -1), row.at(-1) ?? null, places)),
    ...(stated[0] ?? []).slice(1).map((total, at) => {
      const parts = rows.map((row) => row[at + 1] ?? null);
      return compare(`column ${at + 2}`, parts, total, places);
    }),
  ].filter((problem) => problem !== null);
  return grid.length === 0 ? [] : [...problems.slice(0, 5), ...(stated.length === 1 ? [] : [noTotal()]), NO_METRIC];
}

function isTotal(row: Row): boolean {
  return /total$/i.test(row[0]?.trim() ?? '');
}

/** Empty cells are no cost. A cell that is no number is reported where rows are read. */
function compare(where: string, cells: Row, total: string | null, places: number): FormatProblem | null {
  const parts = cells.flatMap((cell) => (cell === null ? [] : (parseDecimal(cell) ?? [])));
  const stated = total === null ? null : parseDecimal(total);
  if (!stated || parts.length !== cells.filter((cell) => cell !== null).length) return null;
  const added = sum(parts);
  const off = added.sub(stated).abs();
  return off.compare(roundingOf(parts.length, places)) <= 0 ? null : mismatch(where, added, stated);
}

function roundingOf(parts: number, places: number): Exact {
  return exact(parts + 1, 2n * 10n ** BigInt(places));
}

/** Decimals of a number in plain notation. One in E notation keeps digits, not decimals, and says nothing of the others. */
function decimalsOf(cell: string | null): number {
  return /^-?\d*\.(\d{1,30})$/.exec(cell?.trim() ?? '')?.[1]?.length ?? 0;
}

function mismatch(where: string, added: Exact, stated: Exact): FormatProblem {
  return {
    code: 'billing/checksum',
    severity: 'error',
    message: `The parts of ${where} add up to ${toText(added)}, and its total says ${toText(stated)}.`,
    fix: 'Download the file again: a part of it is missing, or it was changed.',
  };
}

function noTotal(): FormatProblem {
  return {
    code: 'billing/checksum',
    severity: 'error',
    message: 'The file has no single row of totals to check its parts against.',
    fix: 'Download the file again, whole and unchanged.',
  };
}

const NO_METRIC: FormatProblem = {
  code: 'billing/metric-not-stated',
  severity: 'note',
  message:
    'The file does not say which cost it shows (unblended, amortized, net, ...), which filters were set, and whether its rows are days or months.',
  fix: 'Take its sums for orientation. For a claim, give a Cost and Usage Report or a FOCUS export.',
};
