import { minorPlaces } from '../engine/values/currency.ts';
import { type Exact, exact, isZero, toDecimal, toText } from '../engine/values/exact.ts';
import { formatInstant } from '../engine/values/instant.ts';

/**
 * How a value is written: once as a machine reads it (`plain`), once as a person does (`shown`). This is the only
 * place where figures are rounded, half-up, and where a currency's minor unit matters. Nothing here knows a locale.
 */

const MONEY = /^[A-Z]{3}$/;
const RATE = /^[A-Z]{3}[ /]/;
const PLAIN_PLACES = 12;

export function isMoney(unit: string): boolean {
  return MONEY.test(unit);
}

/** A decimal for the record: money in minor units, everything else exact, or to twelve places where it has no end. */
export function plain(value: Exact, unit: string): string {
  if (isMoney(unit)) return toDecimal(value, minorPlaces(unit));
  const text = toText(value);
  if (!text.includes('/') && fraction(text).length <= PLAIN_PLACES) return text;
  // Percentages are cut: 98.99999 must not appear to have reached 99.
  return trim(toDecimal(value, PLAIN_PLACES, unit === 'percent' ? 'down' : 'half-up'), 0);
}

/** The number for people, without its unit: `68,812.50`, `98.7431`, `21.33`. A fraction is shown in percent. */
export function showNumber(value: Exact, unit: string): string {
  if (isMoney(unit)) return group(toDecimal(value, minorPlaces(unit)));
  if (RATE.test(unit)) return group(trim(toDecimal(value, 6), minorPlaces(unit.slice(0, 3))));
  if (unit === 'percent') return group(trim(toDecimal(value, 4, 'down'), 0));
  if (unit === 'fraction') return showShare(value);
  if (unit === 'gpu-hours' || unit === 'hours') return group(toDecimal(value, 2));
  return group(trim(toDecimal(value, 3), 0));
}

/** The number with its unit: `68,812.50 USD`, `2,040 s`, `7.14 %`. */
export function showValue(value: Exact, unit: string): string {
  if (unit === 'instant') return showInstant(value);
  return `${showNumber(value, unit)}${UNIT_SIGNS.get(unit) ?? ` ${unit}`}`;
}

/** Seconds as minutes to the tenth: `34.0`. */
export function showMinutes(seconds: Exact): string {
  return group(toDecimal(seconds.div(60n), 1));
}

/** Seconds as people say them: `9 h 12 min`, `5 min 20 s`, `0 s`. Rounded to the second. */
export function showDuration(seconds: Exact): string {
  const whole = BigInt(toDecimal(seconds, 0));
  const size = whole < 0n ? -whole : whole;
  const parts = [
    [size / 86_400n, 'd'],
    [(size / 3600n) % 24n, 'h'],
    [(size / 60n) % 60n, 'min'],
    [size % 60n, 's'],
  ] as const;
  const said = parts.filter(([count]) => count > 0n).map(([count, sign]) => `${count} ${sign}`);
  return `${whole < 0n ? '-' : ''}${said.join(' ') || '0 s'}`;
}

const UNIT_SIGNS = new Map([
  ['seconds', ' s'],
  ['minutes', ' min'],
  ['hours', ' h'],
  ['gpu-hours', ' GPU-hours'],
  ['gpus', ' GPUs'],
  ['percent', ' %'],
  ['fraction', ' %'],
  ['count', ''],
]);

// Far beyond any log: a number that no calendar holds is shown as the number it is.
const LAST_INSTANT = 8_640_000_000_000;

function showInstant(seconds: Exact): string {
  if (seconds.abs().compare(BigInt(LAST_INSTANT)) > 0) return `${toText(seconds)} s`;
  return formatInstant(Number(toDecimal(seconds.mul(1000n), 0)));
}

// A share that is not whole is never shown as whole, one that is not nothing never as nothing.
function showShare(value: Exact): string {
  const percent = value.mul(100n);
  const text = toDecimal(percent, 2);
  if (!isZero(percent) && /^-?0\.00$/.test(text)) return percent.compare(0n) > 0 ? '< 0.01' : '> -0.01';
  if (text === '100.00' && !percent.equals(exact(100))) return percent.compare(100n) < 0 ? '> 99.99' : '> 100.00';
  return group(text);
}

function fraction(text: string): string {
  return text.split('.')[1] ?? '';
}

function trim(text: string, keep: number): string {
  const [whole = '', places = ''] = text.split('.');
  const kept = places.slice(0, keep) + places.slice(keep).replace(/0+$/, '');
  return kept ? `${whole}.${kept}` : whole;
}

function group(text: string): string {
  const [whole = '', places] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === undefined ? grouped : `${grouped}.${places}`;
}
