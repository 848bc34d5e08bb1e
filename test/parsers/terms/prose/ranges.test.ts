import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, toText } from '../../../../src/engine/values/exact.ts';
import { type Edge, readRange } from '../../../../src/parsers/terms/prose/bounds.ts';
import { readCredit } from '../../../../src/parsers/terms/prose/credit-text.ts';
import { readCount, readPercent } from '../../../../src/parsers/terms/prose/numbers.ts';
import { settleTiers } from '../../../../src/parsers/terms/prose/settle-tiers.ts';

/** `[99,99.9)`; `?` where a dash leaves it open. */
function rangeOf(text: string): string | null {
  const read = readRange(text);
  if (read?.rest.trim() !== '') return null;
  const side = (edge: Edge | null, marks: readonly [string, string]) =>
    edge === null ? '' : edge.holds === null ? '?' : marks[edge.holds ? 0 : 1];
  const { low, high } = read.range;
  return `${side(low, ['[', '('])}${low ? toText(low.at) : ''},${high ? toText(high.at) : ''}${side(high, [']', ')'])}`;
}

describe('ranges of uptime', () => {
  test.each([
    ['Less than 99.99% but equal to or greater than 99.0%', '[99,99.99)'],
    ['< 99.9% and >= 99%', '[99,99.9)'],
    ['≥ 99.0 %, < 99.5 %', '[99,99.5)'],
    ['95.0% to < 99.9%', '[95,99.9)'],
    ['95.0% - < 99.9%', '[95,99.9)'],
    ['<99.98%-99.00%', '[99,99.98)'],
    ['99.0% - 99.9%', '?99,99.9?'],
    ['99.9% – 99.0%'.replace('–', '-'), '?99,99.9?'],
    ['between 98% and 99%', '?98,99?'],
    ['97.5 - 99%', '?97.5,99?'],
    ['< 95%', ',95)'],
    ['Below 90.0%', ',90)'],
    ['below 95 percent', ',95)'],
    ['Monthly uptime is less than 95.00%', ',95)'],
    ['99% or higher', '[99,'],
    ['at or above 99.9%', '[99.9,'],
    ['no less than 99.9%', '[99.9,'],
    ['more than 99.9%', '(99.9,'],
    ['up to 99.0%', ',99]'],
    ['98,5% to < 99,9%', '[98.5,99.9)'],
  ])('%s', (text, range) => {
    expect(rangeOf(text)).toBe(range);
  });

  test.each(['99.90%', '10%', 'uptime', '', '44 minutes', '30-60 minutes', 'more than 101%'])('%s is none', (text) => {
    expect(rangeOf(text)).toBeNull();
  });

  const percent = fc.integer({ min: 8000, max: 10_000 }).map((hundredths) => (hundredths / 100).toFixed(2));

  test('whatever the numbers, they are read whole', () => {
    fc.assert(
      fc.property(percent, percent, (a, b) => {
        fc.pre(a !== b);
        const [low, high] = decimal(a).compare(decimal(b)) < 0 ? [a, b] : [b, a];
        const range = `[${toText(decimal(low))},${toText(decimal(high))})`;
        expect(rangeOf(`Less than ${high}% but equal to or greater than ${low}%`)).toBe(range);
        expect(rangeOf(`${low}% to < ${high}%`)).toBe(range);
        expect(rangeOf(`Below ${high}%`)).toBe(`,${toText(decimal(high))})`);
      }),
    );
  });
});

describe('what a row pays', () => {
  test.each([
    ['10%', 'percent 10'],
    ['10 % of the monthly fee', 'percent 10'],
    ['ten percent (10%)', 'percent 10'],
    ['You will receive a credit equivalent to 30% of your charge', 'percent 30'],
    ['5% of fees plus the value of lost jobs', 'percent 5 and more'],
    ['n/a', 'none'],
    ['None', 'none'],
    ['0%', 'none'],
    ['100% of lost time at the hourly rate', 'pro_rata'],
    ['1 day of service', 'other'],
    ['10 GC', 'other'],
    ['$50', 'other'],
    ['10% to 20%', 'other'],
  ])('%s', (text, expected) => {
    const credit = readCredit(text);
    const words =
      credit.kind === 'percent' ? `percent ${toText(credit.percent)}${credit.more ? ' and more' : ''}` : credit.kind;
    expect(words).toBe(expected);
  });
});

describe('numbers', () => {
  test.each([
    ['thirty (30)', 30],
    ['30', 30],
    ['forty-five', 45],
    ['twenty four', 24],
    ['5 (five)', 5],
    ['thirty (60)', null],
  ])('%s', (text, count) => {
    expect(readCount(text)).toBe(count);
  });

  test('a percentage above 100 is none', () => {
    expect(readPercent('150%')).toBeNull();
    expect(readPercent('100%')?.equals(100)).toBe(true);
  });
});

describe('rows of a table', () => {
  const settle = (rows: readonly (readonly [string, string])[], target: string | null = null) => {
    const written = rows.map(([text, percent]) => ({
      range: readRange(text)?.range ?? { low: null, high: null },
      percent: decimal(percent),
    }));
    const settled = settleTiers(written, target === null ? null : decimal(target));
    const words = settled?.rows.map(({ ge, gt, lt, le, percent }) => {
      const low = ge ? `[${toText(ge)}` : gt ? `(${toText(gt)}` : '(';
      return `${low},${lt ? `${toText(lt)})` : le ? `${toText(le)}]` : ')'} ${toText(percent)}`;
    });
    return settled && { rows: words, rule: settled.tierRule, confidence: settled.confidence };
  };

  test('clear edges are taken as they are', () => {
    expect(
      settle([
        ['< 99.9% and >= 99%', '10'],
        ['< 99%', '25'],
      ]),
    ).toEqual({ rows: ['[99,99.9) 10', '(,99) 25'], rule: 'printed_range', confidence: 'sure' });
  });

  test('bare upper bounds mean the lowest row that holds', () => {
    expect(
      settle([
        ['<99.9%', '10'],
        ['<99%', '25'],
      ])?.rule,
    ).toBe('deepest_match');
  });

  test('an edge that a dash leaves open goes to the row that begins there, and at the target nothing is paid', () => {
    expect(
      settle(
        [
          ['99.0% - 99.9%', '10'],
          ['95.0% - 99.0%', '25'],
          ['< 95%', '50'],
        ],
        '99.9',
      ),
    ).toEqual({
      rows: ['[99,99.9) 10', '[95,99) 25', '(,95) 50'],
      rule: 'printed_range',
      confidence: 'likely',
    });
  });

  test('an edge that nobody else claims stays with its row', () => {
    expect(
      settle(
        [
          ['94.9% - 90%', '5'],
          ['< 90%', '10'],
        ],
        '95',
      )?.rows,
    ).toEqual(['[90,94.9] 5', '(,90) 10']);
  });

  test('a table that pays less for more downtime was not understood', () => {
    expect(
      settle([
        ['99% - 99.9%', '25'],
        ['< 99%', '10'],
      ]),
    ).toBeNull();
  });

  test('two rows for the same uptime were not understood', () => {
    expect(
      settle([
        ['95% to < 99.9%', '10'],
        ['90% to < 99%', '25'],
      ]),
    ).toBeNull();
  });
});
