import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf, sumOfFractions } from '../../../src/engine/measures/samples/ratio.ts';
import { type Exact, exact, parseDecimal, sum } from '../../../src/engine/values/exact.ts';

const rate = fc
  .record({ requests: fc.integer({ min: 1, max: 100_000 }), errors: fc.nat(100_000) })
  .map(({ requests, errors }) => exact(errors % (requests + 1), requests));

describe('shares of many fractions', () => {
  it('add up as one after the other does', () => {
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 12 }), (rates) => {
        const { numerator, denominator } = sumOfFractions(rates);
        expect(exact(numerator, denominator).equals(sum(rates))).toBe(true);
      }),
    );
  });

  it('stand on the right side of every bound that a contract can state', () => {
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 1, maxLength: 60 }),
        fc.bigInt({ min: 0n, max: 10n ** 32n }),
        (rates, bound) => {
          const { numerator, denominator } = sumOfFractions(rates);
          const all = denominator * BigInt(rates.length);
          const value = percentOf(all - numerator, all);
          // bound / 10^30 is a percentage of thirty places; compared by multiplying out.
          const exactly = 100n * (all - numerator) * 10n ** 30n - bound * all;
          const order = exactly > 0n ? 1 : exactly < 0n ? -1 : 0;
          expect(Math.sign(value.compare(exact(bound, 10n ** 30n)))).toBe(order);
        },
      ),
    );
  });

  it('keep a value on a bound exactly there, however many fractions lead to it', () => {
    // Primes above 1,000: each pair of rates adds up to one, and no denominator cancels before that.
    const primes = Array.from({ length: 4000 }, (_, index) => index + 1000).filter((candidate) =>
      Array.from({ length: 70 }, (_, index) => index + 2).every((factor) => candidate % factor !== 0),
    );
    const rates = primes.flatMap((prime): Exact[] => [exact(1, prime), exact(prime - 1, prime)]);
    const { numerator, denominator } = sumOfFractions(rates);
    const count = BigInt(primes.length) * 1000n;
    const all = denominator * count;
    const value = percentOf(all - numerator, all);
    expect(denominator > 10n ** 1000n).toBe(true);
    expect(value.equals(parseDecimal('99.9') as Exact)).toBe(true);
  });
});
