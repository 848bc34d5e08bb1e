import Fraction from 'fraction.js';

/**
 * An exact rational. Every amount of money, percentage and duration in the engine is one; a binary float never is.
 * Rounding happens once, by a named rule, where a value is shown ({@link toDecimal}).
 */
export type Exact = Fraction;

/** How a value on the edge between two decimals is settled. `half-up` rounds away from zero, as invoices do. */
export type Rounding = 'half-up' | 'half-even' | 'down';

// Bounded on purpose: "1E-100000000" costs seconds of CPU when scaled, so the text is measured before it is read.
const DECIMAL = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?$/;
const LONGEST_DECIMAL = 96;
const LARGEST_EXPONENT = 30;

export const ZERO: Exact = new Fraction(0n);
export const ONE: Exact = new Fraction(1n);
export const HUNDRED: Exact = new Fraction(100n);

/** An exact value from an integer, a bigint, or a ratio of two. Throws on a fractional number: that is a float on its way in. */
export function exact(numerator: bigint | number, denominator: bigint | number = 1n): Exact {
  return new Fraction(integer(numerator), integer(denominator));
}

function integer(value: bigint | number): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`not an exact integer: ${value}`);
  return BigInt(value);
}

/**
 * Reads a decimal as a person or an export writes it: `-12.50`, `.5`, `5.64902E-05`.
 * At most 30 digits on each side of the point and an exponent of -30 to 30; anything else is `undefined`, for the
 * caller to report with its place.
 */
export function parseDecimal(text: string): Exact | undefined {
  if (text.length > LONGEST_DECIMAL) return undefined;
  const match = DECIMAL.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const power = Number.parseInt(exponent, 10);
  if (Math.abs(power) > LARGEST_EXPONENT) return undefined;
  const scale = fraction.length - power;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  return scale >= 0 ? new Fraction(digits, 10n ** BigInt(scale)) : new Fraction(digits * 10n ** BigInt(-scale), 1n);
}

/** {@link parseDecimal} for a constant in our own code or data: throws where the text is not a decimal. */
export function decimal(text: string): Exact {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

/** The value rounded to `places` decimals, as text: `toDecimal(2/3, 2)` is `0.67`. Never prints `-0`. */
export function toDecimal(value: Exact, places: number, rounding: Rounding = 'half-up'): string {
  const scaled = signedNumerator(value) * 10n ** BigInt(places);
  const digits = String(magnitude(divide(scaled, value.d, rounding))).padStart(places + 1, '0');
  const whole = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return scaled < 0n && /[1-9]/.test(digits) ? `-${whole}` : whole;
}

/** The value rounded to `places` decimals, as a value. */
export function roundTo(value: Exact, places: number, rounding: Rounding = 'half-up'): Exact {
  const unit = 10n ** BigInt(places);
  return new Fraction(divide(signedNumerator(value) * unit, value.d, rounding), unit);
}

/** Every digit there is: `12.5`, `0.016`; a value with no finite decimal as a fraction: `2/3`. */
export function toText(value: Exact): string {
  const places = finitePlaces(value.d);
  return places === undefined ? `${signedNumerator(value)}/${value.d}` : toDecimal(value, places);
}

/** Reads back what {@link toText} wrote. */
export function fromText(text: string): Exact | undefined {
  const fraction = /^(-?\d{1,400})\/(\d{1,400})$/.exec(text);
  if (!fraction) return parseDecimal(text) ?? parseLongDecimal(text);
  const [, numerator = '0', denominator = '1'] = fraction;
  return /^0+$/.test(denominator) ? undefined : new Fraction(BigInt(numerator), BigInt(denominator));
}

function parseLongDecimal(text: string): Exact | undefined {
  const match = /^(-?)(\d{1,200})\.(\d{1,200})$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return new Fraction(BigInt(`${sign}${whole}${fraction}`), 10n ** BigInt(fraction.length));
}

/** The exact total. Decimals share few denominators: each is summed as integers, and only their totals are added as fractions. */
export function sum(values: Iterable<Exact>): Exact {
  const numerators = new Map<bigint, bigint>();
  for (const value of values) numerators.set(value.d, (numerators.get(value.d) ?? 0n) + signedNumerator(value));
  let total = ZERO;
  for (const [denominator, numerator] of numerators) total = total.add(new Fraction(numerator, denominator));
  return total;
}

export function min(first: Exact, ...rest: Exact[]): Exact {
  return rest.reduce((least, value) => (value.compare(least) < 0 ? value : least), first);
}

export function max(first: Exact, ...rest: Exact[]): Exact {
  return rest.reduce((most, value) => (value.compare(most) > 0 ? value : most), first);
}

export function isZero(value: Exact): boolean {
  return value.n === 0n;
}

function signedNumerator(value: Exact): bigint {
  return value.s < 0n ? -value.n : value.n;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const rest = magnitude(numerator % denominator) * 2n;
  const away = rest > denominator || (rest === denominator && (rounding === 'half-up' || quotient % 2n !== 0n));
  return rounding !== 'down' && away ? quotient + (numerator < 0n ? -1n : 1n) : quotient;
}

function finitePlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const places = Math.max(twos, fives);
  return rest === 1n && places <= 200 ? places : undefined;
}
