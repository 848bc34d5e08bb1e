import { z } from 'zod';
import { issue } from './sources.ts';
import { amount, clause, count, decimal, figureRef, origin, time } from './values.ts';

const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ id: 'Month', description: 'A billing month, `2025-10`.' });
const rowCounts = z.array(z.strictObject({ reason: z.string(), rows: count }));

const contributor = z
  .strictObject({
    category: z.string(),
    nature: z.string().nullable(),
    service: z.string().nullable(),
    file: z.string(),
    billed: decimal,
    rows: count,
  })
  .meta({ id: 'Contributor', description: 'Rows that agree on category, kind, service and file, summed.' });

const invoice = z
  .strictObject({
    ref: figureRef,
    month,
    vendor: z.string().nullable().meta({ description: 'null: the bills of all vendors together.' }),
    document: z.string().nullable(),
    origin,
    status: z.enum(['agrees', 'differs', 'undetermined']),
    because: z.string(),
    invoice: decimal,
    billed: amount.meta({ description: 'Sum of BilledCost over every category, exact; null: unknown, see `because`.' }),
    difference: amount.meta({ description: 'Invoice less bills, exact.' }),
    rows: count,
    contributors: z.array(contributor).meta({ description: 'Largest first.' }),
    hints: z.array(z.string()).meta({ description: 'What equals the difference, and what the bills do not hold.' }),
  })
  .meta({ id: 'Invoice' });

const claim = z
  .strictObject({
    ref: figureRef,
    vendor: z.string(),
    terms: z.string(),
    edition: z.string(),
    commitment: z.string().meta({ description: 'Of levels that exclude each other, the one that pays more.' }),
    alternatives: z.array(z.string()),
    month,
    credits: z.array(z.string()).meta({ description: 'Refs of the credits of the report that it is the sum of.' }),
    claim: z
      .strictObject({ low: decimal, base: amount, high: amount })
      .meta({ description: 'What the terms give if it is claimed in time.' }),
    outcome: z.enum(['paid', 'short-paid', 'overpaid', 'missing', 'not-yet-due', 'undetermined']),
    certainty: z
      .enum(['certain', 'possible'])
      .nullable()
      .meta({ description: 'Whether what was received is for this claim; null: nothing was.' }),
    because: z.string(),
    received: z.array(figureRef),
    receivedTotal: amount,
    difference: amount.meta({ description: 'Received less the claim under the default readings.' }),
    claimBy: z.string().nullable(),
    due: z.strictObject({ earliest: time, latest: time.nullable(), clause }).nullable(),
  })
  .meta({ id: 'Claim', description: 'What one contract pays for one month, and what came of it.' });

const received = z
  .strictObject({
    ref: figureRef,
    kind: z.enum(['certain', 'possible', 'open', 'other']),
    shownBy: z.string(),
    vendor: z.string().nullable(),
    service: z.string().nullable(),
    region: z.string().nullable(),
    month: month.nullable(),
    incidentMonth: month.nullable(),
    amount: amount.meta({ description: 'What the customer got: the billed cost with its sign turned.' }),
    description: z.string().nullable(),
    rows: count,
    origin,
  })
  .meta({ id: 'Received', description: 'A credit in a bill, or one that the user states.' });

export const reconciliationSchema = z
  .strictObject({
    schema: z.literal('makewhole-reconciliation/1'),
    case: z.strictObject({ name: z.string(), asOf: time, currency: z.string() }),
    settled: z.boolean().meta({
      description: 'Every invoice agrees, every claim is paid or not yet due, and no service credit is left over.',
    }),
    invoices: z.array(invoice),
    claims: z.array(claim),
    received: z.array(received),
    loose: z
      .array(z.strictObject({ received: figureRef, because: z.string(), claims: z.array(figureRef) }))
      .meta({ description: 'Received credits that are tied to no claim, with the claims they may be for.' }),
    otherCredits: z
      .array(z.strictObject({ shownBy: z.string(), rows: count, amount }))
      .meta({ description: 'Credits and adjustments that nothing shows to be service credits.' }),
    limits: z.array(z.string()).meta({ description: 'What the exports of the vendors concerned cannot show.' }),
    billing: z.array(
      z.strictObject({
        file: z.string(),
        format: z.string(),
        rows: z.strictObject({ read: count, used: count, excluded: rowCounts, rejected: rowCounts }),
        dataCompleteTo: time.nullable(),
      }),
    ),
    provenance: z.strictObject({
      tool: z.string(),
      version: z.string(),
      inputs: z.array(z.strictObject({ label: z.string(), sha256: z.string(), bytes: count })),
    }),
    issues: z.array(issue),
  })
  .meta({
    title: 'makewhole-reconciliation/1',
    description:
      'Bills against the invoices that the user states, and claims under SLAs against the credits that came in. Amounts are decimals as text, in the currency of the case; times RFC 3339 in UTC.',
  });

export type ReconciliationRecord = z.infer<typeof reconciliationSchema>;
