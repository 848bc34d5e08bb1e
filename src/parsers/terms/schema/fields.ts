import { z } from 'zod';
import { type Exact, parseDecimal } from '../../../engine/values/exact.ts';
import { type Instant, isZone, readInstant } from '../../../engine/values/instant.ts';
import { nearest } from '../../../engine/values/nearest.ts';

/**
 * The scalars of a terms file. The YAML reader keeps every scalar as text, so a field says here what its text must be.
 * A message's first line says what is wrong, its second what to do.
 */

// How an editor sees a number: our parser takes every scalar as text, an editor does not. Read by
// scripts/generate-terms-schema.ts, for every schema that carries `editor` in its metadata.
const NUMBER = { editor: { type: ['string', 'number'] } };

const LONGEST_TEXT = 2_000;
const LONGEST_LIST = 2_000;

function expected(what: string, fix: string): string {
  return `Expected ${what}.\n${fix}`;
}

const TEXT = expected('a text', 'Write one text here.');

export const text = z
  .string(TEXT)
  .min(1, expected('a text that is not empty', 'Write the text, or leave the field out.'))
  .max(LONGEST_TEXT, `The text is longer than ${LONGEST_TEXT} characters.\nShorten it: terms files paraphrase.`);

/** Ids are parts of field paths, so they hold no dot. */
export const id = z
  .string(TEXT)
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,63}$/,
    expected('an id', 'Use lower-case letters, digits, "-" and "_", and begin with a letter or digit.'),
  );

const isTermsId = /^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/;
export const termsId = z
  .string(TEXT)
  .regex(
    isTermsId,
    expected('an id of the form vendor/service', 'Write it like `aws/ec2`: lower-case letters, digits and "-".'),
  );

const DECIMAL = expected(
  'a decimal number',
  'Write it with digits and a point, e.g. `99.95`; no percent sign, no thousands separator.',
);

/** A decimal, exact. */
export const decimal = z
  .string(DECIMAL)
  .transform((written, context): Exact => {
    const value = parseDecimal(written);
    if (value) return value;
    context.issues.push({ code: 'custom', message: DECIMAL, input: written });
    return z.NEVER;
  })
  .meta(NUMBER);

/** A decimal that is at least 0. */
export const quantity = decimal
  .refine((value) => value.s >= 0n, expected('a number that is not negative', 'Remove the sign.'))
  .meta(NUMBER);

/** How many of something that has no parts: months, zones. */
export const wholeCount = quantity
  .refine(
    (value) => value.d === 1n && value.n > 0n,
    expected('a whole number from 1', 'Write `2`: a part of a month or of a zone means nothing.'),
  )
  .meta(NUMBER);

/** The length of an interval in seconds. Shorter ones are in no contract, and a month would have billions of them. */
export const intervalSeconds = quantity
  .refine((value) => value.compare(1) >= 0, expected('a length of at least 1 second', 'Write the interval in seconds.'))
  .meta(NUMBER);

/** An uptime in percent, 0 to 100. */
export const percentage = quantity
  .refine((value) => value.compare(100) <= 0, expected('a percentage from 0 to 100', 'Write 99.9 for 99.9 %.'))
  .meta(NUMBER);

/** `true` or `false`. */
export const flag = z
  .enum(['true', 'false'], expected('`true` or `false`', 'Write one of the two, in lower case.'))
  .transform((written) => written === 'true')
  .meta({ editor: { type: 'boolean' } });

const DAY = expected('a day of the form YYYY-MM-DD', 'Write it like `2026-11-20`.');

/** A day, kept as text. */
export const day = z.string(DAY).refine((written) => dayInstant(written) !== undefined, DAY);

/** The beginning of a UTC day. */
export const dayBegin = day.transform((written): Instant => dayInstant(written) ?? 0);

function dayInstant(written: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return undefined;
  const read = readInstant(written, 'UTC');
  return read.ok ? read.instant : undefined;
}

const MOMENT = expected('a time with its offset', 'Write it like `2026-05-01T10:50:00Z`.');

/** An RFC 3339 time with an offset. */
export const moment = z.string(MOMENT).transform((written, context): Instant => {
  const read = readInstant(written);
  if (read.ok) return read.instant;
  context.issues.push({ code: 'custom', message: MOMENT, input: written });
  return z.NEVER;
});

/** A month, `2026-05`. */
export const monthId = z
  .string(TEXT)
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, expected('a month of the form YYYY-MM', 'Write it like `2026-05`.'));

export const timeZone = z
  .string(TEXT)
  .max(64)
  .refine(isZone, expected('an IANA time zone', 'Write it like `UTC` or `America/Los_Angeles`.'));

/** One word of a closed list. */
export function oneOf<const Words extends readonly [string, ...string[]]>(...words: Words) {
  return z.enum(words, {
    error: ({ input }) => {
      const near = typeof input === 'string' ? nearest(input, words)[0] : undefined;
      return `${typeof input === 'string' ? `"${input.slice(0, 80)}" is not one of the words of this field` : 'Expected one word'}.\n${near ? `Did you mean "${near}"? ` : ''}The words are: ${words.join(', ')}.`;
    },
  });
}

/** A field that may be left out or be null. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null as never);
}

const LIST = expected('a list', 'Write the items below each other, each after a dash.');

/** A list that may be left out. */
export function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema, LIST)
    .max(LONGEST_LIST)
    .default(() => []);
}

/** A list that must be given and have an item; `missing` says what to write where it has none. */
export function someOf<Schema extends z.ZodType>(schema: Schema, missing: string) {
  return z.array(schema, LIST).min(1, `The list is empty.\n${missing}`).max(LONGEST_LIST);
}

/** A mapping with these fields and no others. An unknown field is named with its nearest neighbor. */
export function object<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownField(key, known)).join('\n')
        : expected('a mapping', `Its fields are: ${known.join(', ')}.`),
  });
}

/** A mapping from names to values of one kind, `{top: 10, standard: 5}`. */
export function named<Schema extends z.ZodType>(schema: Schema) {
  return z.record(
    z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9_. /-]{0,99}$/,
        expected('a plain name', 'Use letters, digits, ".", "-", "_", "/" and spaces.'),
      ),
    schema,
    expected('a mapping', 'Write `name: value` lines.'),
  );
}

function unknownField(key: string, known: readonly string[]): string {
  const near = nearest(key, known)[0];
  return near ? `Did you mean "${near}"?` : `The fields here are: ${known.join(', ')}.`;
}

/** One text or a list of texts. */
export const texts = z
  .union(
    [text.transform((one) => [one]), z.array(text).min(1).max(LONGEST_LIST)],
    expected('a text or a list of texts', 'Write `value` or `[value, value]`.'),
  )
  .meta({ editor: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } });
