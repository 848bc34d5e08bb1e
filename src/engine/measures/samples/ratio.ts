import { type Exact, exact } from '../../values/exact.ts';

const PLACES = 10n ** 40n;
/** Beyond it a fraction is no longer reduced: that would cost more than all the rest. */
const REDUCIBLE = 10n ** 1000n;

/**
 * The exact sum of many fractions, as one with a denominator that is not reduced. Month-long error rates have thousands
 * of denominators: joined in pairs they stay cheap, added one after the other they do not.
 */
export function sumOfFractions(fractions: Iterable<Exact>): {
  readonly numerator: bigint;
  readonly denominator: bigint;
} {
  const byDenominator = new Map<bigint, bigint>();
  for (const { s, n, d } of fractions) byDenominator.set(d, (byDenominator.get(d) ?? 0n) + s * n);
  let parts = [...byDenominator].map(([denominator, numerator]) => ({ numerator, denominator }));
  while (parts.length > 1)
    parts = Array.from({ length: Math.ceil(parts.length / 2) }, (_, pair) => {
      const [a, b] = [parts[2 * pair], parts[2 * pair + 1]];
      if (!a || !b) return (a ?? b) as { numerator: bigint; denominator: bigint };
      return {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      };
    });
  return parts[0] ?? { numerator: 0n, denominator: 1n };
}

/**
 * `100 × numerator ÷ denominator`. Exact while anybody could write it down; where the denominator has more than 40
 * digits, the middle between the two neighboring decimals of 40 places. No contract states a bound with so many places,
 * so the value stands on the same side of every bound as the exact one, and equals none that the exact one does not.
 */
export function percentOf(numerator: bigint, denominator: bigint): Exact {
  if (denominator < REDUCIBLE) {
    const value = exact(100n * numerator, denominator);
    if (value.d <= PLACES) return value;
  }
  const scaled = 100n * numerator * PLACES;
  const cut = scaled / denominator;
  return scaled % denominator === 0n ? exact(cut, PLACES) : exact(2n * cut + 1n, 2n * PLACES);
}
