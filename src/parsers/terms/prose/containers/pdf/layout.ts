import type { BlockList } from '../block-list.ts';
import type { Run } from './content.ts';

/** Makes lines, table rows, paragraphs and headings of the runs of a page, by where they stand. */

interface Cell {
  text: string;
  readonly x: number;
  end: number;
}

interface Line {
  readonly cells: Cell[];
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}

const BULLET = /^([•●◦▪‣·–\-*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+/i;

/** @param body size of most of the document's letters, in points */
export function layOutPage(runs: readonly Run[], page: number, body: number, blocks: BlockList): void {
  const lines = linesOf(runs).filter((line) => !/^(page\s+)?\d{1,4}(\s*(of|\/)\s*\d{1,4})?$/i.test(textOf(line)));
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at);
    if (table) {
      blocks.table(table.rows, placeOf(page));
      at = table.next;
      continue;
    }
    const first = lines[at] as Line;
    const parts = [textOf(first)];
    let last = first;
    at += 1;
    while (at < lines.length && continues(last, lines[at] as Line, first) && !tableAt(lines, at)) {
      last = lines[at] as Line;
      parts.push(textOf(last));
      at += 1;
    }
    add(parts, first, page, body, blocks);
  }
}

/** The size in which most letters are set. */
export function bodySize(runs: readonly Run[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of runs) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 10;
}

function add(parts: readonly string[], first: Line, page: number, body: number, blocks: BlockList): void {
  const text = parts.reduce((joined, part) => (/[\p{L}]-$/u.test(joined) ? joined + part : `${joined} ${part}`));
  const place = placeOf(page);
  const short = parts.length <= 2 && text.length <= 120;
  if (short && first.size > body * 1.15) blocks.heading(first.size > body * 1.6 ? 1 : 2, text, place);
  else if (short && parts.length === 1 && first.bold && text.length <= 90 && !/[.;,]$/.test(text))
    blocks.heading(3, text, place);
  else if (BULLET.test(text)) blocks.item(1, text.replace(BULLET, ''), place);
  else blocks.paragraph(text, place);
}

function placeOf(page: number) {
  return { offset: 0, page };
}

function textOf(line: Line): string {
  return line.cells.map((cell) => cell.text).join(' ');
}

function continues(last: Line, next: Line, first: Line): boolean {
  if (Math.abs(next.size - first.size) > first.size * 0.1 || next.bold !== first.bold) return false;
  const gap = last.y - next.y;
  if (gap <= 0 || gap > first.size * 1.6) return false;
  // A sentence broken before "(30) days" goes on; a list item begins after a sentence.
  return !BULLET.test(textOf(next)) || (/^\(?\w/.test(textOf(next)) && !/[.:;]$|\b(?:and|or)$/.test(textOf(last)));
}

function linesOf(runs: readonly Run[]): Line[] {
  const sorted = runs
    .map((run, order) => ({ run, order }))
    .filter(({ run }) => run.text.trim() !== '' || run.width > 0)
    .sort((a, b) => b.run.y - a.run.y || a.run.x - b.run.x || a.order - b.order);
  const rows: Run[][] = [];
  for (const { run } of sorted) {
    const row = rows.at(-1);
    const base = row?.[0];
    if (row && base && Math.abs(base.y - run.y) <= Math.max(base.size, run.size) * 0.4) row.push(run);
    else rows.push([run]);
  }
  return rows.map(toLine).filter((line) => textOf(line).trim() !== '');
}

function toLine(row: readonly Run[]): Line {
  const runs = [...row].sort((a, b) => a.x - b.x);
  const cells: Cell[] = [];
  for (const run of runs) {
    const cell = cells.at(-1);
    const gap = cell ? run.x - cell.end : 0;
    if (run.text.trim() === '') continue;
    if (!cell || gap > run.size * 1.4) cells.push({ text: run.text.trimStart(), x: run.x, end: run.x + run.width });
    else {
      cell.text += (gap > run.size * 0.15 && !cell.text.endsWith(' ') ? ' ' : '') + run.text;
      cell.end = Math.max(cell.end, run.x + run.width);
    }
  }
  const [widest] = [...runs].sort((a, b) => b.text.length - a.text.length);
  return {
    cells,
    y: runs[0]?.y ?? 0,
    size: widest?.size ?? 0,
    bold: runs.every((run) => run.bold || run.text.trim() === ''),
  };
}

/** Rows of a table: two lines or more whose cells begin at the same places. */
function tableAt(lines: readonly Line[], from: number): { readonly rows: string[][]; readonly next: number } | null {
  const head = lines[from] as Line;
  if (head.cells.length < 2) return null;
  const columns = head.cells.map((cell) => cell.x);
  const rows: string[][] = [];
  let at = from;
  let whole = 0;
  let rowGap = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at] as Line;
    const places = line.cells.map((cell) => columnOf(cell, line, columns));
    if (places.includes(-1) || line.cells.length > columns.length) break;
    const gap = at > from ? (lines[at - 1] as Line).y - line.y : 0;
    const full = line.cells.length >= 2;
    const row = rows.at(-1);
    if (full && (at === from || !isSecondLine(line, gap, rowGap))) {
      rows.push(columns.map((_, column) => line.cells[places.indexOf(column)]?.text.trim() ?? ''));
      whole += 1;
      if (whole > 1) rowGap = rowGap === 0 ? gap : Math.min(rowGap, gap);
    } else if (row && gap <= line.size * LINE_SPACING && fitsColumns(line, places, columns)) {
      for (const [index, column] of places.entries())
        row[column] = `${row[column] ?? ''} ${line.cells[index]?.text.trim() ?? ''}`.trim();
    } else break;
  }
  return whole >= 2 ? { rows, next: at } : null;
}

/** Lines of one cell stand closer than rows do. */
const LINE_SPACING = 1.3;

/** A line that runs into the next column is text below the table. */
function fitsColumns(line: Line, places: readonly number[], columns: readonly number[]): boolean {
  return line.cells.every((cell, index) => cell.end <= (columns[(places[index] ?? 0) + 1] ?? Number.POSITIVE_INFINITY));
}

function isSecondLine(line: Line, gap: number, rowGap: number): boolean {
  return rowGap > 0 && gap < rowGap * 0.75 && gap <= line.size * LINE_SPACING;
}

function columnOf(cell: Cell, line: Line, columns: readonly number[]): number {
  const middle = (cell.x + cell.end) / 2;
  const near = columns.findIndex((x) => Math.abs(x - cell.x) <= line.size * 0.8);
  if (near >= 0) return near;
  // Centered cells begin anywhere between the columns' beginnings.
  const before = columns.filter((x) => x <= middle + line.size).length - 1;
  return before >= 0 && columns.length > 1 ? before : -1;
}
