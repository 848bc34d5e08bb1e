import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimal,
  exact,
  fromText,
  max,
  min,
  parseDecimal,
  roundTo,
  sum,
  toDecimal,
  toText,
} from '../../../src/engine/values/exact.ts';

const cents = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const rational = fc.tuple(cents, fc.bigInt({ min: 1n, max: 10n ** 9n })).map(([n, d]) => exact(n, d));

describe('exact values', () => {
  it('reads decimals as exports write them', () => {
    const cases: [string, string][] = [
      ['-12.50', '-12.5'],
      ['.5', '0.5'],
      ['5.', '5'],
      ['5.64902E-05', '0.0000564902'],
      ['2.3e-9', '0.0000000023'],
      ['35.2E-7', '0.00000352'],
      ['1E3', '1000'],
      ['+7', '7'],
      ['  1.5 ', '1.5'],
      ['2.523589325400648027', '2.523589325400648027'],
    ];
    for (const [text, plain] of cases) expect(toText(decimal(text)), text).toBe(plain);
  });

  it.each([
    '',
    '.',
    '-',
    '1,2,3',
    '1 000',
    '--1',
    '٣',
    'NaN',
    'Infinity',
    '0x10',
    '1e999999999',
    '1E-100000000',
    '1.234,56',
    '$5',
    '1_000',
    '12a',
    '9'.repeat(10_000),
    `0.${'1'.repeat(31)}`,
  ])('refuses %j at once', (text) => {
    const begun = performance.now();
    expect(parseDecimal(text)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(50);
  });

  it('rounds half-up away from zero, half-even to the even digit, down toward zero', () => {
    expect(['0.005', '-0.005', '2.675', '0.014999'].map((text) => toDecimal(decimal(text), 2))).toEqual([
      '0.01',
      '-0.01',
      '2.68',
      '0.01',
    ]);
    expect(['0.5', '1.5', '2.5', '-2.5'].map((text) => toDecimal(decimal(text), 0, 'half-even'))).toEqual([
      '0',
      '2',
      '2',
      '-2',
    ]);
    expect(['0.019', '-0.019'].map((text) => toDecimal(decimal(text), 2, 'down'))).toEqual(['0.01', '-0.01']);
    expect(toDecimal(decimal('-0.004'), 2)).toBe('0.00');
  });

  it('agrees with an integer oracle on percentages of whole cents, ties included', () => {
    for (const percent of [10n, 15n, 25n, 30n, 50n, 92n, 100n]) {
      for (let amount = 1n; amount <= 100_000n; amount += percent === 25n ? 1n : 37n) {
        const doubled = 2n * amount * percent + 100n;
        const oracle = doubled / 200n;
        const text = toDecimal(exact(amount, 100).mul(exact(percent, 100)), 2);
        expect(text).toBe(`${oracle / 100n}.${String(oracle % 100n).padStart(2, '0')}`);
      }
    }
  });

  it('keeps the laws of arithmetic', () => {
    fc.assert(
      fc.property(rational, rational, rational, (a, b, c) => {
        expect(a.add(b).equals(b.add(a))).toBe(true);
        expect(
          a
            .add(b)
            .add(c)
            .equals(a.add(b.add(c))),
        ).toBe(true);
        expect(a.mul(b.add(c)).equals(a.mul(b).add(a.mul(c)))).toBe(true);
        expect(a.sub(a).n).toBe(0n);
        expect(sum([a, b, c]).equals(a.add(b).add(c))).toBe(true);
        expect(min(a, b).compare(max(a, b))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('writes every value so that it reads back the same', () => {
    fc.assert(
      fc.property(rational, (value) => {
        expect(fromText(toText(value))?.equals(value)).toBe(true);
      }),
    );
  });

  it('never moves by more than half a unit when rounding', () => {
    fc.assert(
      fc.property(rational, fc.integer({ min: 0, max: 6 }), (value, places) => {
        const error = roundTo(value, places).sub(value).abs();
        expect(error.mul(exact(2n * 10n ** BigInt(places))).compare(1)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('lets no float in', () => {
    expect(() => exact(0.1)).toThrow(RangeError);
    expect(() => exact(2 ** 53)).toThrow(RangeError);
  });
});
