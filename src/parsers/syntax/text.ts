import type { TextFile } from './text-file.ts';

export interface Line {
  /** From 1, as editors count. */
  readonly number: number;
  /** Without the line break. Empty where `tooLong`. */
  readonly text: string;
  /** Whether a line break follows: the last line of a file that was cut while it was written has none. */
  readonly ended: boolean;
  /** Longer than {@link LONGEST_LINE}: no pattern is run on it. */
  readonly tooLong: boolean;
}

/** Characters. Longer lines occur (a dumped tensor), but none that tells of a step or a save. */
export const LONGEST_LINE = 65_536;
const LONGEST_EXCERPT = 120;

export function stripBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** The lines of a text, ended by `\n` or `\r\n`. */
export function* readLines(text: string): Generator<Line> {
  const body = stripBom(text);
  for (let begin = 0, number = 1; begin < body.length; number += 1) {
    const newline = body.indexOf('\n', begin);
    const ended = newline !== -1;
    const end = ended ? newline : body.length;
    const stop = ended && body[end - 1] === '\r' && end > begin ? end - 1 : end;
    const tooLong = stop - begin > LONGEST_LINE;
    yield { number, text: tooLong ? '' : body.slice(begin, stop), ended, tooLong };
    begin = end + 1;
  }
}

/** Where each line begins, as offsets into the text. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, from 1, of an offset. */
export function placeOf(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

/** The text on one line and short enough to be shown under an issue. */
export function excerptOf(text: string): string {
  const start = text
    .slice(0, LONGEST_EXCERPT * 4)
    .trim()
    .replace(/\s+/g, ' ');
  return shorten(start, LONGEST_EXCERPT);
}

/** At most `most` characters, without cutting one in two; what was cut shows as `…`. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${[...text.slice(0, most * 2)].slice(0, most - 1).join('')}…`;
}

/** The first line with something on it. */
export function firstLine(text: string): string {
  const start = text.trimStart();
  const newline = start.search(/[\r\n]/);
  return (newline === -1 ? start : start.slice(0, newline)).trim();
}

/** What the file begins with: enough to recognize a format without reading it all. */
export function headOf(file: TextFile, characters = LONGEST_LINE): string {
  return stripBom(file.text.slice(0, characters));
}
