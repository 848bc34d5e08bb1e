import { z } from 'zod';
import { type Exact, parseDecimal, ZERO } from '../engine/values/exact.ts';
import { type Instant, isZone, readInstant } from '../engine/values/instant.ts';

/** The scalars of a case file: what its text must be. The YAML reader keeps every scalar as text. */

export const LONGEST_TEXT = 512;
export const text = z
  .string()
  .min(1, 'must not be empty')
  .max(LONGEST_TEXT, `must not be longer than ${LONGEST_TEXT} characters`);
export const scalar = text.meta({ type: ['string', 'number', 'boolean'] });
export const texts = z.union([text.transform((one) => [one]), z.array(text).min(1, 'must name at least one')]);
export const values = z.union([scalar.transform((one) => [one]), z.array(scalar).min(1, 'must name at least one')]);

export const price = read(text.meta({ type: ['string', 'number'] }), (written, fail): Exact => {
  const value = parseDecimal(written);
  return value && value.compare(ZERO) > 0 ? value : fail('must be a decimal number above zero, like 2.25');
});

export const amount = read(text.meta({ type: ['string', 'number'] }), (written, fail): Exact => {
  const value = parseDecimal(written);
  return value && value.compare(ZERO) >= 0 ? value : fail('must be a decimal number like 12.50, not below zero');
});

export const signedAmount = read(text.meta({ type: ['string', 'number'] }), (written, fail): Exact => {
  return parseDecimal(written) ?? fail('must be a decimal number like 149913.60');
});

export const count = read(text.meta({ type: ['string', 'integer'] }), (written, fail): number =>
  /^[1-9]\d{0,8}$/.test(written) ? Number.parseInt(written, 10) : fail('must be a whole number from 1'),
);

export const countOrNone = read(text.meta({ type: ['string', 'integer'] }), (written, fail): number =>
  /^(?:0|[1-9]\d{0,8})$/.test(written) ? Number.parseInt(written, 10) : fail('must be a whole number from 0'),
);

export const instant = read(text.meta({ format: 'date-time' }), (written, fail): Instant => {
  const moment = readInstant(written);
  if (moment.ok) return moment.instant;
  return moment.problem === 'no-zone'
    ? fail(
        `has no time zone: write it with an offset, like ${written.length > 10 ? '2025-11-03T09:00:00Z' : `${written}T00:00:00Z`}`,
      )
    : fail('must be a time with an offset, like 2025-11-03T00:00:00Z');
});

/** A day of a contract: days are UTC days, as in the terms files. */
export const day = read(text, (written, fail): Instant => {
  const moment = readInstant(/^\d{4}-\d{2}-\d{2}$/.test(written) ? `${written}T00:00:00Z` : written);
  return moment.ok ? moment.instant : fail('must be a day like 2025-01-15');
});

export const month = text.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month like 2025-10');

export const zone = text.refine(isZone, 'must be an IANA time zone like America/Los_Angeles');
export const currency = text.regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, like USD');

export const flag = read(text.meta({ type: ['string', 'boolean'] }), (written, fail): boolean => {
  if (/^(true|yes)$/i.test(written)) return true;
  return /^(false|no)$/i.test(written) ? false : fail('must be true or false');
});

export const facts = z.record(z.string().max(LONGEST_TEXT), scalar);

/** Reads the text of a field; what `fail` is told becomes an issue at its place. */
function read<T>(
  field: z.ZodString,
  parse: (written: string, fail: (message: string) => never) => T,
): z.ZodType<T, string> {
  return field.transform(
    (written, context): T =>
      parse(written, (message) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }),
  );
}
