import { type Exact, parseDecimal } from '../../../engine/values/exact.ts';

/** Numbers as contracts write them: `thirty (30)`, `5`, `forty-five`, `99.95%`, `ten percent (10%)`. */

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const WORD = `(?:(?:${TENS.join('|')})(?:[- ](?:${ONES.slice(1, 10).join('|')}))?|${ONES.slice(1).join('|')}|hundred)`;

/** A whole number; {@link readCount} reads what it matched. */
export const COUNT = `(?:${WORD}\\s*\\(\\s*\\d{1,4}\\s*\\)|\\d{1,4}\\s*\\(\\s*${WORD}\\s*\\)|\\d{1,4}|${WORD})`;

/** `null` where words and digits disagree, `thirty (60)`: nobody can tell which was meant. */
export function readCount(written: string): number | null {
  const digits = /\d{1,4}/.exec(written)?.[0];
  const words = written
    .toLowerCase()
    .replace(/[\d()]/g, ' ')
    .trim();
  const spoken = words === '' ? null : countOfWords(words);
  if (digits === undefined) return spoken;
  const count = Number(digits);
  return spoken !== null && spoken !== count ? null : count;
}

function countOfWords(words: string): number | null {
  if (words === 'hundred') return 100;
  const one = ONES.indexOf(words);
  if (one >= 0) return one;
  const [ten = '', rest] = words.split(/[- ]+/);
  const tens = TENS.indexOf(ten);
  if (tens < 0) return null;
  const ones = rest === undefined ? 0 : ONES.indexOf(rest);
  return ones < 0 ? null : (tens + 2) * 10 + ones;
}

/** A percentage with its sign or word, `99.9%`, `99,9 %`, `ten percent (10%)`. The number is group 1 of a match of its own. */
export const PERCENT = String.raw`(?<![\d.,])\d{1,3}(?:[.,]\d{1,12})?\s*(?:%|percent\b|per cent\b)`;

/** `null` where the number is none or above 100. */
export function readPercent(written: string): Exact | null {
  const number = /(?<![\d.,])\d{1,3}(?:[.,]\d{1,12})?(?![.,]?\d)/.exec(written)?.[0];
  const value = number === undefined ? undefined : parseDecimal(number.replace(',', '.'));
  return value && value.compare(100) <= 0 ? value : null;
}
