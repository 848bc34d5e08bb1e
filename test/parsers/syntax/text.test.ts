import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excerptOf,
  firstLine,
  LONGEST_LINE,
  lineStarts,
  placeOf,
  readLines,
  shorten,
} from '../../../src/parsers/syntax/text.ts';

describe('readLines', () => {
  const linesOf = (text: string) => [...readLines(text)];

  it('counts from 1, takes both line breaks and says whether the last line is ended', () => {
    expect(linesOf('\uFEFFa\r\nb\n\nc')).toEqual([
      { number: 1, text: 'a', ended: true, tooLong: false },
      { number: 2, text: 'b', ended: true, tooLong: false },
      { number: 3, text: '', ended: true, tooLong: false },
      { number: 4, text: 'c', ended: false, tooLong: false },
    ]);
  });

  it('gives no text of a line that is too long, and the lines after it', () => {
    const lines = linesOf(`${'x'.repeat(LONGEST_LINE + 1)}\nb\n`);
    expect(lines.map(({ text, tooLong }) => [text, tooLong])).toEqual([
      ['', true],
      ['b', false],
    ]);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\0', 'é') })), (texts) => {
        expect(linesOf(texts.map((text) => `${text}\n`).join('')).map(({ text }) => text)).toEqual(texts);
      }),
    );
  });
});

it('placeOf is the inverse of counting', () => {
  const text = 'ab\n\ncde\n';
  const starts = lineStarts(text);
  expect([0, 1, 3, 4, 6].map((offset) => placeOf(starts, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
  ]);
});

it('an excerpt is one short line', () => {
  expect(excerptOf('  a\n\t b  ')).toBe('a b');
  expect([...excerptOf('😀'.repeat(1000))].length).toBeLessThanOrEqual(120);
  expect(shorten('😀😀😀', 2)).toBe('😀…');
  expect(firstLine('\n\n  first \r\nsecond')).toBe('first');
});
