// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that our own pen wrote
const CODES = /\u001b\[\d+m/g;

/**
 * Columns a text takes at most. Whatever may be drawn double is counted double, whatever may draw nothing as one: a
 * cell is then rather too wide than broken.
 */
export function widthOf(text: string): number {
  const plain = text.replace(CODES, '');
  if (ASCII.test(plain)) return plain.length;
  let width = 0;
  for (const character of plain) width += DOUBLE.test(character) ? 2 : 1;
  return width;
}

const ASCII = /^[ -~]*$/;
// Hangul Jamo, the CJK radicals and everything beyond, and what is drawn as an emoji below them.
const DOUBLE = /[\u1100-\u115f\u2e80-\u{10ffff}]|\p{Emoji_Presentation}/u;

/** The longest word of a text, in columns. */
export function longestWord(text: string): number {
  return Math.max(0, ...text.split(' ').map(widthOf));
}

/**
 * Lines of at most `width` columns, broken at spaces. A longer word is broken, never cut: a reader must be able to copy
 * an id. Expects what a pen writes: every word carries its own color.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ').flatMap((one) => breakWord(one, width))) {
    const next = widthOf(word);
    if (line !== '' && used + 1 + next > width) {
      lines.push(line);
      line = word;
      used = next;
    } else {
      line = line === '' ? word : `${line} ${word}`;
      used = used === 0 ? next : used + 1 + next;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const letters = word.replace(CODES, '');
  // A word of several colors loses them here; one that is all one color keeps it in each part.
  const around = word.split(letters);
  const [begin = '', end = ''] = around.length === 2 ? around : [];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of GRAPHEMES.segment(letters)) {
    if (part !== '' && widthOf(part) + widthOf(segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part].map((one) => `${begin}${one}${end}`);
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
