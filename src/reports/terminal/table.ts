import type { Block, Column } from '../document/blocks.ts';
import { drawGrid, type GridColumn } from './grid.ts';
import type { Pen } from './pen.ts';
import { longestWord, widthOf } from './wrap.ts';

type TableBlock = Extract<Block, { kind: 'table' }>;

const NARROWEST_TEXT = 14;
const INDENT = 2;
const LONGEST_TITLE_LINE = 11;

/** A table that fits: text columns give way first, then the gaps; where nothing fits, each row becomes a list. */
export function drawTable(block: TableBlock, width: number, pen: Pen): string[] {
  const used = block.columns
    .map((_, index) => index)
    .filter((index) => block.rows.some((row) => pen.write(row.cells[index] ?? []) !== ''));
  const columns = used.map((index) => block.columns[index] as Column);
  const cells = block.rows.map((row) => used.map((index) => styled(pen, row.role, pen.write(row.cells[index] ?? []))));
  const room = width - INDENT;
  for (const gap of [2, 1]) {
    const grid = layOut(columns, cells, room, gap);
    if (grid) return drawGrid(grid, withRules(block, columns, cells, grid, pen), gap, INDENT);
  }
  return asLists(block, columns, cells, room, pen);
}

function styled(pen: Pen, role: 'body' | 'total', text: string): string {
  return role === 'total' && text ? pen.bold(text) : text;
}

function layOut(
  columns: readonly Column[],
  cells: readonly string[][],
  room: number,
  gap: number,
): GridColumn[] | null {
  const own = columns.map((column, index) =>
    Math.max(titleWidth(column.title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const even = Math.max(0, ...own.filter((_, index) => columns[index]?.even));
  const natural = own.map((width, index) => (columns[index]?.even ? even : width));
  const least = columns.map((column, index) =>
    narrowest(
      column,
      natural[index] ?? 0,
      cells.map((row) => row[index] ?? ''),
    ),
  );
  const gaps = gap * (columns.length - 1);
  let spare = room - gaps - least.reduce((sum, width) => sum + width, 0);
  if (spare < 0) return null;
  const widths = [...least];
  // What is left goes, a column at a time, to whoever is furthest from its natural width.
  for (; spare > 0; spare -= 1) {
    const wants = widths.map((width, index) => (natural[index] ?? 0) - width);
    const most = wants.indexOf(Math.max(...wants));
    if ((wants[most] ?? 0) <= 0) break;
    widths[most] = (widths[most] ?? 0) + 1;
  }
  return columns.map((column, index) => ({ width: widths[index] ?? 1, align: isNumeric(column) ? 'right' : 'left' }));
}

function narrowest(column: Column, natural: number, texts: readonly string[]): number {
  if (isNumeric(column) || column.type === 'ref') return Math.max(natural, 1);
  const words = Math.max(longestWord(column.title), ...texts.map(longestWord));
  const bound = column.type === 'text' ? Math.min(words, NARROWEST_TEXT) : words;
  return Math.max(1, Math.min(natural, bound));
}

// Wide enough for a title on two lines.
function titleWidth(title: string): number {
  const half = Math.ceil(widthOf(title) / 2) + 1;
  return Math.max(longestWord(title), Math.min(half, LONGEST_TITLE_LINE));
}

function isNumeric({ type }: Column): boolean {
  return type === 'money' || type === 'percent' || type === 'quantity';
}

/** The titles, a thin rule under them, and one above the totals. */
function withRules(
  block: TableBlock,
  columns: readonly Column[],
  cells: readonly string[][],
  grid: readonly GridColumn[],
  pen: Pen,
): string[][] {
  const rule = grid.map(({ width }) => pen.dim('─'.repeat(width)));
  const head = columns.map((column) => (column.title ? pen.bold(column.title) : ''));
  const lines = block.rows.flatMap((row, index) => {
    const afterBody = row.role === 'total' && block.rows[index - 1]?.role === 'body';
    return afterBody ? [rule, cells[index] ?? []] : [cells[index] ?? []];
  });
  return [head, rule, ...lines];
}

function asLists(
  block: TableBlock,
  columns: readonly Column[],
  cells: readonly string[][],
  room: number,
  pen: Pen,
): string[] {
  const name = Math.min(Math.max(...columns.map((column) => widthOf(column.title))), Math.floor(room / 3));
  const grid: GridColumn[] = [
    { width: name, align: 'left' },
    { width: Math.max(1, room - name - 2), align: 'left' },
  ];
  return block.rows.flatMap((_, index) => {
    const row = cells[index] ?? [];
    const pairs = columns
      .map((column, nth) => [pen.bold(column.title), row[nth] ?? ''])
      .filter(([, text]) => text !== '');
    return [...(index > 0 ? [''] : []), ...drawGrid(grid, pairs, 2, INDENT)];
  });
}
