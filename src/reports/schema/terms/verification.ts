import { z } from 'zod';
import { issue } from '../sources.ts';
import { count } from '../values.ts';
import { day } from './values.ts';

export const termsVerificationSchema = z
  .strictObject({
    schema: z.literal('makewhole-terms-verification/1'),
    asOf: day,
    maxAgeDays: count,
    files: z.array(
      z.strictObject({
        file: z.string(),
        id: z
          .string()
          .nullable()
          .meta({ description: 'null: it could not be read, or is a family of shared clauses.' }),
        editions: count,
        promises: count,
        findings: z.array(issue),
      }),
    ),
    totals: z.strictObject({
      files: count,
      documents: count,
      editions: count,
      promises: count,
      errors: count,
      warnings: count,
      notes: count,
    }),
  })
  .meta({ title: 'makewhole-terms-verification/1', description: 'Whether terms files are sound.' });

export type TermsVerification = z.infer<typeof termsVerificationSchema>;
