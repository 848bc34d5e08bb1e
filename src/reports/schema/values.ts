import { z } from 'zod';

/** The small shapes that the parts of a report share. */

export const decimal = z
  .string()
  .regex(/^-?\d{1,200}(\.\d{1,200})?$/)
  .meta({ id: 'Decimal', description: 'A decimal number as text, never a binary float.' });

export const amount = decimal.nullable().meta({
  id: 'Amount',
  description:
    'A decimal as text; null is undetermined, with the reason under `undetermined` beside it. Never a stand-in for zero.',
});

export const time = z.iso
  .datetime({ offset: false })
  .meta({ id: 'Time', description: 'RFC 3339, UTC, `2025-10-20T09:18:00Z`.' });

/** `{field: reason}` for every null amount of the same object; absent where there is none. */
export const undetermined = z
  .record(z.string(), z.string())
  .optional()
  .meta({ description: 'Why a null amount beside it is null, by field name. Absent where every amount is known.' });

export const range = z.strictObject({ low: amount, base: amount, high: amount, undetermined }).meta({
  id: 'Range',
  description: '`base` is what the default readings give; `low` and `high` are the extremes of all readings.',
});

export const origin = z
  .strictObject({
    file: z.string(),
    line: z.int().nullable(),
    column: z.int().nullable(),
    pointer: z.string().nullable(),
  })
  .meta({ id: 'Origin', description: 'Where in an input something stands. Lines and columns count from 1.' });

export const clause = z
  .strictObject({
    terms: z.string(),
    field: z.string(),
    says: z.string(),
    grade: z.string(),
    url: z.string().nullable(),
    origin: origin.nullable(),
  })
  .meta({ id: 'Clause', description: 'A place in a contract, and how well its text is known.' });

export const grade = z
  .enum(['measured', 'derived', 'assumed'])
  .meta({ id: 'Grade', description: '`assumed` spreads to everything that is computed from it.' });

export const count = z.int().min(0).meta({ id: 'Count' });

export const figureRef = z.string().meta({
  id: 'Ref',
  description:
    'Short name of an item within this report. The amounts of an item are figures: `<ref>.<field>` names each, and `aliases` resolves it to an id in `figures`.',
});
