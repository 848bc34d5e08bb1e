import { z } from 'zod';
import { day, listOf, object, termsId, text } from './fields.ts';

/** The customer's own document, laid over public terms: an order form, an enterprise addendum. */
export const overlayFile = object({
  schema: z.literal('sla-overlay/1', 'Expected `sla-overlay/1`.\nWrite `schema: sla-overlay/1` on the first line.'),
  terms: termsId,
  document: object({ title: text, date: day }),
  overrides: listOf(
    object({
      field: text,
      /** Left as it is: the terms schema judges it once it stands in its place. */
      value: z
        .unknown()
        .refine((value) => value !== undefined, 'Expected a value.\nWrite it after `value:`, or `value: null`.'),
      source: text,
      grade: z
        .literal(
          'negotiated',
          'Expected `negotiated`.\nLeave the field out: what your own document says is negotiated.',
        )
        .default('negotiated'),
      edition: text.optional(),
    }),
  ),
});
