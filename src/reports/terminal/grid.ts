import { widthOf, wrap } from './wrap.ts';

export interface GridColumn {
  readonly width: number;
  readonly align: 'left' | 'right';
}

/**
 * Cells in columns of given widths, wrapped at words, without borders: the one way lines are laid out.
 *
 * Padded here and not by cli-table3: that measures with Unicode tables of 2020, so an emoji or a CJK letter that is newer
 * breaks its columns, and it measures a whole cell again for every line of it.
 */
export function drawGrid(
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  gap: number,
  indent: number,
): string[] {
  return rows
    .flatMap((row) => linesOf(columns, row))
    .map((cells) => cells.map((cell, index) => pad(cell, columns[index] as GridColumn)))
    .map((cells) => `${' '.repeat(indent)}${cells.join(' '.repeat(gap))}`.trimEnd());
}

function linesOf(columns: readonly GridColumn[], row: readonly string[]): string[][] {
  const cells = columns.map((column, index) => wrap(row[index] ?? '', column.width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, nth) => cells.map((lines) => lines[nth] ?? ''));
}

function pad(cell: string, { width, align }: GridColumn): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return align === 'right' ? space + cell : cell + space;
}
