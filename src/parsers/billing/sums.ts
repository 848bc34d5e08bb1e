import { type Exact, exact } from '../../engine/values/exact.ts';

/** Sums are added in units of 1E-48, the finest that amounts.ts reads: adding integers is far cheaper than adding fractions. */
const PLACES = 48;
/** A tail is summed in units of 1E-18; see amounts.ts. */
export const TAIL_UNIT_PLACES = PLACES - 18;

/** The text of a decimal sum as an integer of units of 1E-`places`. */
export function toUnits(cell: string | number | boolean | null, places = PLACES): bigint {
  if (cell === null) return 0n;
  const match = /^(-?\d{1,40})(?:\.(\d{1,48}))?$/.exec(String(cell));
  if (!match) throw new Error(`DuckDB gave a sum that is no decimal: ${cell}`);
  const [, whole = '', fraction = ''] = match;
  return BigInt(whole + fraction.padEnd(places, '0'));
}

/** Trailing zeros go first: most sums have 12 decimals, and reducing a fraction of 48 digits is slow. */
export function toExact(units: bigint): Exact {
  for (const places of [12, 18]) {
    const rest = 10n ** BigInt(PLACES - places);
    if (units % rest === 0n) return exact(units / rest, 10n ** BigInt(places));
  }
  return exact(units, 10n ** BigInt(PLACES));
}
