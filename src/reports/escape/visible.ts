import type { Text } from './text.ts';

// Controls (C0, DEL, C1), formats (bidi, zero-width, tags), private use, lone surrogates, line separators,
// and letters that draw nothing (Hangul fillers, variation selectors): whatever can move the cursor or hide in a line.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const BREAK = /\r\n|[\n\t]/g;
const OTHER_SPACE = /\p{Zs}/gu;
// A single grapheme can carry thousands of marks; the code points are bounded as well.
const CODE_POINTS_PER_GRAPHEME = 4;

/** The text on one line, cut, with every character that draws nothing written as `\u{202e}`. */
export function makeVisible(text: Text): string {
  const line = cut(text.unescaped, text.longest).replace(BREAK, ' ').replace(OTHER_SPACE, ' ');
  return line.replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function cut(text: string, longest: number): string {
  const bounded = Array.from(text.slice(0, longest * CODE_POINTS_PER_GRAPHEME * 2)).slice(
    0,
    longest * CODE_POINTS_PER_GRAPHEME,
  );
  const head = bounded.join('');
  if (head.length <= longest) return head.length < text.length ? `${head}…` : head;
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(head)].slice(0, longest);
  const shown = graphemes.map((grapheme) => grapheme.segment).join('');
  return shown.length < text.length ? `${shown}…` : shown;
}
