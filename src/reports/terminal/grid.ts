import Table from 'cli-table3';

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
    wordWrap: true,
  });
  for (const row of rows) table.push(row.map((cell, index) => breakLongWords(cell, columns[index]?.width ?? 1)));
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that our own pen wrote
const CODE = /(\u001b\[\d+m)/;

/**
 * Columns a text takes at most. Whatever may be drawn double is counted double: a cell is then rather too wide than
 * broken.
 */
export function widthOf(text: string): number {
  let width = 0;
  for (const [index, part] of text.split(CODE).entries()) {
    if (index % 2 === 1) continue;
    for (const character of part) width += (character.codePointAt(0) ?? 0) >= FIRST_WIDE ? 2 : 1;
  }
  return width;
}

// Hangul Jamo and everything beyond, but for the punctuation and signs that we write ourselves.
const FIRST_WIDE = 0x2e80;

/** The longest word of a text, in columns. */
export function longestWord(text: string): number {
  return Math.max(0, ...text.split(/\s+/).map(widthOf));
}

// An id longer than its column is broken, never cut: a reader must be able to copy it.
function breakLongWords(text: string, width: number): string {
  if (longestWord(text) <= width) return text;
  return text
    .split(/(\s+)/)
    .map((word) => (widthOf(word) <= width ? word : breakWord(word, width)))
    .join('');
}

function breakWord(word: string, width: number): string {
  let column = 0;
  let broken = '';
  for (const [index, part] of word.split(CODE).entries()) {
    if (index % 2 === 1) {
      broken += part;
      continue;
    }
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(part)) {
      const next = widthOf(segment);
      if (column > 0 && column + next > width) {
        broken += ' ';
        column = 0;
      }
      broken += segment;
      column += next;
    }
  }
  return broken;
}
