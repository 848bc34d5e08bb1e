import Table from 'cli-table3';
import { wrap } from './wrap.ts';

export interface GridColumn {
  readonly width: number;
  readonly align: 'left' | 'right';
}

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
} as const;

/** Cells in columns of given widths, wrapped at words, without borders: the one way lines are laid out. */
export function drawGrid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  gap: number,
  indent: number,
): string[] {
  if (rows.length === 0) return [];
  const table = new Table({
    chars: { ...BARE, middle: ' '.repeat(gap) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: columns.map((column) => column.width),
    colAligns: columns.map((column) => column.align),
  });
  for (const row of rows) table.push(...linesOf(columns, row));
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}

function linesOf(columns: readonly GridColumn[], row: readonly string[]): string[][] {
  const cells = columns.map((column, index) => wrap(row[index] ?? '', column.width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, nth) => cells.map((lines) => lines[nth] ?? ''));
}
