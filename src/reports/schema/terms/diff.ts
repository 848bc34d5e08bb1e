import { z } from 'zod';
import { CLAUSE_GROUPS } from '../../../engine/records/terms-clause.ts';
import { count } from '../values.ts';
import { editionSpan, evidenceGrade, field, place } from './values.ts';

const side = z.strictObject({
  id: z.string(),
  title: z.string(),
  edition: editionSpan,
  commitment: z.string().nullable().meta({ description: 'The one promise that was asked for; null: all.' }),
});

const clause = z
  .strictObject({ says: z.string(), field, grade: evidenceGrade, place })
  .nullable()
  .meta({ description: 'null: this side does not speak of it.' });

const difference = z
  .strictObject({
    group: z.enum(CLAUSE_GROUPS),
    topic: z.string().meta({ description: 'The same words for every document.' }),
    rule: z.string().nullable().meta({ description: 'A credit rule beside the first one.' }),
    left: clause,
    right: clause,
  })
  .meta({ id: 'Difference' });

export const termsDiffSchema = z
  .strictObject({
    schema: z.literal('makewhole-terms-diff/1'),
    left: side,
    right: side,
    pairs: z.array(z.strictObject({ left: z.string(), right: z.string(), differences: z.array(difference) })),
    differences: z.array(difference).meta({ description: 'Of clauses that hold for every promise.' }),
    onlyLeft: z.array(z.string()),
    onlyRight: z.array(z.string()),
    same: count.meta({ description: 'Topics on which both say the same.' }),
  })
  .meta({
    title: 'makewhole-terms-diff/1',
    description: 'Two editions of SLA terms, or two vendors, clause by clause, where they differ.',
  });
