import type { ProseDocument } from '../document.ts';
import { listBlocks } from './block-list.ts';

const ITEM = /^(\s*)(?:[-*+•●◦▪‣·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+(\S.*)$/i;
const NUMBERED = /^\s*(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(\p{Lu}[^.;:]{2,79})$/u;

interface Line {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
}

/**
 * The blocks of plain text. Lines are joined where the text was wrapped at a width; a short line that ends no sentence
 * and stands above text is a heading.
 */
export function readPlain(text: string): Pick<ProseDocument, 'title' | 'blocks'> {
  const blocks = listBlocks();
  const lines = linesOf(text);
  const width = wrapWidth(lines);
  for (let at = 0; at < lines.length; ) {
    const first = lines[at] as Line;
    const rows = columnsAt(lines, at);
    if (rows.length > 1) {
      blocks.table(rows, { offset: first.offset, line: first.line });
      at += rows.length;
      continue;
    }
    const parts = [first.text.trim()];
    at += 1;
    while (at < lines.length && isWrapped(parts.at(-1) as string, (lines[at] as Line).text, width)) {
      parts.push((lines[at] as Line).text.trim());
      at += 1;
    }
    const whole = parts.join(' ');
    const place = { offset: first.offset, line: first.line };
    const item = ITEM.exec(first.text);
    const numbered = NUMBERED.exec(whole);
    if (whole === '') continue;
    if (numbered && isTitleLike(numbered[2] as string))
      blocks.heading((numbered[1] as string).split('.').length + 1, whole, place);
    else if (item) blocks.item(1 + Math.floor((item[1] as string).length / 4), whole.replace(ITEM, '$2'), place);
    else if (isHeading(whole, lines, at)) blocks.heading(2, whole, place);
    else blocks.paragraph(whole, place);
  }
  return { title: null, blocks: blocks.all() };
}

function linesOf(text: string): Line[] {
  let offset = 0;
  return text.split('\n').map((line, index) => {
    const at = offset;
    offset += line.length + 1;
    return { text: line.replace(/\r$/, ''), line: index + 1, offset: at };
  });
}

const COLUMNS = /\S(?:\s{3,}|\t+)(?=\S)/;

/** Lines below each other whose words stand in columns: cells with three spaces or a tab between them. */
function columnsAt(lines: readonly Line[], from: number): string[][] {
  const rows: string[][] = [];
  for (const { text } of lines.slice(from, from + 200)) {
    if (!COLUMNS.test(text.trim())) break;
    rows.push(text.trim().split(/\s{3,}|\t+/));
  }
  return rows;
}

/** The width at which a text was wrapped, or null where its lines are paragraphs. */
function wrapWidth(lines: readonly Line[]): number | null {
  const lengths = lines.map(({ text }) => text.length).filter((length) => length > 0);
  const longest = Math.max(0, ...lengths);
  if (longest > 120 || longest < 50) return null;
  const full = lengths.filter((length) => length > longest * 0.75).length;
  return full >= 5 && full * 3 >= lengths.length ? longest : null;
}

function isWrapped(line: string, next: string, width: number | null): boolean {
  if (line === '' || next.trim() === '' || ITEM.test(next) || NUMBERED.test(next)) return false;
  if (width !== null && line.length > width * 0.6) return !/[.:;]$/.test(line) || line.length > width * 0.75;
  return line.length > 50 && /^[\p{Ll}(]/u.test(next.trim()) && !/[.:;!?]$/.test(line);
}

function isHeading(line: string, lines: readonly Line[], next: number): boolean {
  if (!isTitleLike(line) || /\d\s*%|^\d/.test(line)) return false;
  const below = lines.slice(next).find(({ text }) => text.trim() !== '');
  if (!below) return false;
  const blankBelow = (lines[next]?.text ?? 'x').trim() === '';
  const blankAbove = next < 2 || (lines[next - 2]?.text ?? '').trim() === '';
  return (blankBelow && blankAbove) || below.text.length > line.length * 1.5 || line === line.toUpperCase();
}

function isTitleLike(line: string): boolean {
  return line.length <= 80 && /^["“(]?\p{Lu}/u.test(line) && !/[.;:,]$/.test(line) && line.split(' ').length <= 12;
}
