import { z } from 'zod';
import { day, editionSpan, evidenceGrade, field, place } from './values.ts';

const clauses = z.array(
  z
    .strictObject({ commitment: z.string().nullable(), field, says: z.string(), grade: evidenceGrade, place })
    .meta({ id: 'Clause', description: 'What the contract says, and where.' }),
);

const strongest = z
  .strictObject({
    vendor: z.string().meta({ description: '`none`: no public term was found.' }),
    says: z.string(),
    url: z.string().nullable(),
    grade: evidenceGrade,
    retrieved: day,
    terms: z.string().nullable().meta({ description: 'The document of the library that holds it.' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'StrongestTerm', description: 'The strongest public term known, paraphrased.' });

const finding = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    weight: z.int().min(1).max(100).meta({ description: 'How much of a loss it leaves with the buyer.' }),
    clauses,
    known: z.boolean().meta({ description: 'false: what the text says of it is known by hearsay or not at all.' }),
    costs: z.string(),
    strongest,
    ask: z.string(),
  })
  .meta({ id: 'Finding' });

export const termsLintSchema = z
  .strictObject({
    schema: z.literal('makewhole-terms-lint/1'),
    terms: z.strictObject({
      id: z.string(),
      title: z.string(),
      edition: editionSpan,
      promises: z.array(z.string()),
      overlays: z.array(z.string()),
    }),
    findings: z.array(finding).meta({ description: 'Heaviest first.' }),
    held: z.array(z.strictObject({ rule: z.string(), title: z.string(), clauses })),
  })
  .meta({
    title: 'makewhole-terms-lint/1',
    description: 'What a contract lacks against the strongest public terms known. No legal advice.',
  });
