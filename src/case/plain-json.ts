import { type Exact, toText } from '../engine/values/exact.ts';

/** A record as plain JSON: exact values as decimal text, everything else as it is. */
export function toPlainJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (value === null || typeof value !== 'object') return value;
  if (isExact(value)) return toText(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlainJson(inner)]));
}

function isExact(value: object): value is Exact {
  return 'n' in value && 'd' in value && typeof value.n === 'bigint' && typeof value.d === 'bigint';
}
