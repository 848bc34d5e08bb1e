import { z } from 'zod';
import { isZone } from '../../../engine/values/instant.ts';
import { MEASURES, TEXT_KEYS, TIME_KEYS } from '../format.ts';

/**
 * The mapping file, field by field: what the columns of a bill mean that has no format of its own. Its YAML keeps every
 * scalar as text.
 */

const text = z.string().min(1, 'must not be empty').max(512, 'must not be longer than 512 characters');
const CATEGORIES = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const;
/** What a row is by nature, no column of a stranger's bill says in our words. */
const STATED_KEYS = TEXT_KEYS.filter((key) => key !== 'x_Nature');

/** strptime directives; without `%z`, because a time with its offset is read without a pattern. */
const PATTERN = /^(?:%[YymdHIMSfpbB]|[^%])+$/;

export const mappingSchema = z.strictObject({
  makewhole_columns: z.enum(['1']),
  vendor: text,
  delivery: z.enum(['replaces', 'adds']),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, like USD')
    .optional(),
  time_zone: text.refine(isZone, 'must be an IANA time zone like America/Los_Angeles').optional(),
  time_format: text
    .regex(PATTERN, 'must be a pattern like %m/%d/%Y %H:%M, of %Y %y %m %d %H %I %M %S %f %p %b %B')
    .optional(),
  period: z.enum(['hour', 'day', 'month']).optional(),
  columns: fields([...STATED_KEYS, ...TIME_KEYS, ...MEASURES]),
  constants: fields(STATED_KEYS.filter((key) => key !== 'BillingCurrency')).optional(),
  categories: z.record(text, z.enum(CATEGORIES)).optional(),
});

export type StatedMapping = z.output<typeof mappingSchema>;

function fields<K extends string>(keys: readonly K[]) {
  const shape = Object.fromEntries(keys.map((key) => [key, text.optional()]));
  return z.strictObject(shape as Record<K, z.ZodOptional<typeof text>>);
}
