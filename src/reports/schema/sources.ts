import { z } from 'zod';
import { amount, clause, count, figureRef, grade, origin, time } from './values.ts';

const rowCount = z.strictObject({ reason: z.string(), rows: count });

export const billFile = z
  .strictObject({
    ref: figureRef,
    file: z.string(),
    format: z.string(),
    rows: z
      .strictObject({ read: count, used: count, excluded: z.array(rowCount), rejected: z.array(rowCount) })
      .meta({ description: 'read = used + excluded + rejected.' }),
    totals: z
      .strictObject({ billed: amount, effective: amount, list: amount })
      .meta({ description: 'Sums of the used rows, exact; null: the export has no such column.' }),
    currency: z.string().nullable(),
    period: z.strictObject({ begin: time, end: time }).nullable(),
    dataCompleteTo: time.nullable(),
    vendors: z.array(z.string()),
    services: z.array(z.string()),
  })
  .meta({ id: 'BillFile' });

export const provenance = z
  .strictObject({
    tool: z.string(),
    version: z.string(),
    inputs: z.array(z.strictObject({ label: z.string(), sha256: z.string(), bytes: count })),
    terms: z.array(
      z.strictObject({
        id: z.string(),
        edition: z.string(),
        sha256: z.string(),
        lastChecked: z.string().nullable(),
        grade: z.string().nullable(),
      }),
    ),
    readings: z
      .record(z.string(), z.string())
      .meta({ description: 'Readings the user settled: subject to reading name.' }),
  })
  .meta({ id: 'Provenance' });

export const figure = z
  .strictObject({
    label: z.string(),
    value: z.string().nullable().meta({
      description: 'Exact: a decimal with every digit, or a fraction `2/3`. null is undetermined; `formula` says why.',
    }),
    shown: z.string().meta({ description: 'For people: rounded once, with its unit.' }),
    unit: z.string(),
    formula: z.string(),
    inputs: z.array(z.string()).meta({ description: 'Ids of the figures it was computed from.' }),
    grade,
    clause: clause.nullable(),
    origin: origin.nullable(),
  })
  .meta({ id: 'Figure' });

export const issue = z
  .strictObject({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    origin: origin.nullable(),
    excerpt: z.string().nullable(),
    fix: z.string().nullable(),
  })
  .meta({ id: 'Issue' });
