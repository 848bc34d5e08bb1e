import { z } from 'zod';
import { EDITION_STATUSES, EVIDENCE_GRADES } from '../../../engine/records/evidence-grade.ts';

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ id: 'Day', description: 'A day in UTC, `2026-11-21`.' });

/** What an evidence grade may be in an answer of `makewhole terms`. */
export const evidenceGrade = z
  .enum(EVIDENCE_GRADES)
  .meta({ id: 'EvidenceGrade', description: 'How well the text is known. No figure rests on the last two.' });

export const editionSpan = z
  .strictObject({
    name: z.string(),
    status: z.enum(EDITION_STATUSES),
    from: day.nullable(),
    until: day.nullable().meta({ description: 'The first day on which it no longer held.' }),
  })
  .meta({ id: 'Edition' });

export const field = z
  .string()
  .meta({ description: 'Path in the edition, `commitments.instance.credits.tiered.tiers`.' });

export const place = z
  .string()
  .nullable()
  .meta({ description: '`terms/aws/ec2.yaml:72`; null where the file does not state the field.' });
