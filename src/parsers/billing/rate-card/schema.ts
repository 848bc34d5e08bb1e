import { z } from 'zod';
import { type Exact, parseDecimal, ZERO } from '../../../engine/values/exact.ts';
import { type Instant, readInstant } from '../../../engine/values/instant.ts';

/** The rate card, field by field: prices of a contract, as its holder states them. YAML keeps every scalar as text. */

const text = z.string().min(1, 'must not be empty').max(512, 'must not be longer than 512 characters');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, like USD');

const amount = (lowest: 'zero' | 'above zero') =>
  text.transform((written, context): Exact => {
    const value = parseDecimal(written);
    const order = value?.compare(ZERO) ?? -1;
    if (value && (lowest === 'zero' ? order >= 0 : order > 0)) return value;
    const bound = lowest === 'zero' ? 'not below zero' : 'above zero';
    context.addIssue({ code: 'custom', message: `must be a decimal number like 2.10, ${bound}` });
    return z.NEVER;
  });

/** A time with its offset, or a day in UTC. */
const moment = text.transform((written, context): Instant => {
  const read = readInstant(/^\d{4}-\d{2}-\d{2}$/.test(written) ? `${written}T00:00:00Z` : written);
  if (read.ok) return read.instant;
  context.addIssue({ code: 'custom', message: 'must be a day like 2026-01-01, or a time with its offset' });
  return z.NEVER;
});

const place = {
  service: text.optional(),
  sku: text.optional(),
  instance_type: text.optional(),
  region: text.optional(),
  zone: text.optional(),
  resource: text.optional(),
};

const rate = z.strictObject({
  ...place,
  unit: text,
  price: amount('zero'),
  from: moment.optional(),
  until: moment.optional(),
});

const reservation = z.strictObject({
  ...place,
  unit: z.enum(['gpu_hour', 'instance_hour']),
  count: amount('above zero').optional(),
  hours_per_month: amount('above zero').optional(),
  price: amount('above zero'),
  from: moment,
  until: moment,
});

export const rateCardSchema = z.strictObject({
  makewhole_rates: z.enum(['1']),
  vendor: text,
  currency,
  document: text,
  rates: z.array(rate).default([]),
  reservations: z.array(reservation).default([]),
});
