import { z } from 'zod';
import type { Ticket } from '../engine/records/case-records.ts';
import type { ChargeSelector, SelectorColumn } from '../engine/records/charge.ts';
import type { BillingMode } from '../engine/records/run.ts';
import {
  amount,
  count,
  countOrNone,
  currency,
  day,
  facts,
  flag,
  instant,
  LONGEST_TEXT,
  month,
  price,
  scalar,
  signedAmount,
  text,
  texts,
  values,
  zone,
} from './case-fields.ts';

/**
 * The case file, `makewhole.yaml`, field by field. The YAML reader keeps every scalar as text, so each field says how
 * its text is read; what an editor may show as a number is said in `meta` for the JSON Schema.
 */

const COLUMNS = [
  'x_Vendor',
  'ServiceProviderName',
  'ServiceName',
  'x_ServiceCode',
  'RegionId',
  'AvailabilityZone',
  'ResourceId',
  'x_InstanceType',
  'ChargeCategory',
  'ChargeFrequency',
  'x_Nature',
] as const satisfies readonly SelectorColumn[];

const columns = z.strictObject(
  Object.fromEntries(COLUMNS.map((column) => [column, values.optional()])) as Record<
    SelectorColumn,
    z.ZodOptional<typeof values>
  >,
);
/** `p5.48xlarge in use1-az4`, or FOCUS columns with their values. */
const resources = z.union([
  text.transform((written): { readonly written: string } => ({ written })),
  columns.transform((selector): { readonly selector: ChargeSelector } => ({ selector })),
]);

const bill = z
  .strictObject({ files: texts, format: text.optional(), columns: text.optional(), decimal_comma: flag.optional() })
  .refine(({ format, columns }) => format === undefined || columns === undefined, {
    path: ['columns'],
    message: 'says what the columns mean, and so does `format`: keep one of the two',
  });

/** What a log does not say of itself; with `target`, of that target of a probe log only. */
const map = z.strictObject({
  target: scalar.optional(),
  vendor: scalar.optional(),
  service: scalar.optional(),
  region: scalar.optional(),
  zone: scalar.optional(),
  resource: scalar.optional(),
});

const outageLog = z.strictObject({
  files: texts,
  format: text.optional(),
  tz: zone.optional(),
  maps: z.union([map.transform((one) => [one]), z.array(map)]).optional(),
});

const exclusion = z.strictObject({ begin: instant, end: instant, tag: text, proved: flag });

/** What was said to the vendor, or by it, and when: it starts clocks of a contract and meets steps of its claim. */
const ticket = z.strictObject({
  kind: z.enum([
    'ticket',
    'customer_notice',
    'reported',
    'provider_confirms',
    'identified',
    'aware',
    'claim',
  ] satisfies Ticket['kind'][]),
  at: instant,
  unit: text.optional(),
  document: text.optional(),
});

/** What a contract pays for and no log shows: lost data, a crash, a part that came late. */
const event = z.strictObject({
  rule: text,
  at: instant,
  begin: instant.optional(),
  unit: text.optional(),
  count: count.optional(),
  document: text,
});

const contract = z.strictObject({
  terms: text,
  overlays: texts.optional(),
  attributes: facts.optional(),
  unit_attributes: z.record(z.string().max(LONGEST_TEXT), facts).optional(),
  channel: text.optional(),
  evidence: values.optional(),
  exclusions: z.array(exclusion).optional(),
  tickets: z.array(ticket).optional(),
  unit_life: z.record(z.string().max(LONGEST_TEXT), z.strictObject({ from: instant, until: instant })).optional(),
  events: z.array(event).optional(),
  contract_start: day.optional(),
  hourly_price: price.optional(),
  trust: texts.optional(),
});

const document = text.optional();
const span = { begin: instant, end: instant, document };
const usdPrice = z.strictObject({ usd_per_gpu_hour: price });
const runPrice = z
  .union([
    text
      .regex(/^from-bill$/, 'must be from-bill, or a mapping with usd_per_gpu_hour')
      .transform(() => 'from-bill' as const),
    usdPrice,
  ])
  .optional();
const billingMode = z.enum(['reserved', 'on-demand', 'owned'] satisfies BillingMode[]).optional();

const training = z.strictObject({
  run: text,
  files: texts,
  format: text.optional(),
  tz: zone.optional(),
  gpus: count.optional(),
  resources: resources.optional(),
  price: runPrice,
  billing: billingMode,
  vendor: text.optional(),
  region: text.optional(),
  zone: text.optional(),
  spares: z
    .array(z.strictObject({ gpus: count, swapped_at: instant, repaired_at: instant.optional(), document }))
    .optional(),
  released: z.array(z.strictObject({ gpus: count, ...span })).optional(),
  unbilled: z.array(z.strictObject(span)).optional(),
  capacity_blocks: z.array(z.strictObject({ ...span, instances: count.optional() })).optional(),
  cover: z
    .array(
      z.strictObject({ gpus: count, hours: price, usd_per_gpu_hour: price, document: text, incident: text.optional() }),
    )
    .optional(),
});

const pool = z.strictObject({
  name: text,
  gpus: count,
  runs: texts,
  queued_gpus: countOrNone.optional(),
  resources: resources.optional(),
  price: runPrice,
  billing: billingMode,
  document,
});

const otherLoss = z.strictObject({ id: text, says: text, document: text, amount, cash: flag });

/** The amount of an invoice; without a vendor it is that of all the bills of the month. */
const invoice = z.strictObject({ month, vendor: text.optional(), amount: signedAmount, document });

/** A service credit that a document shows. */
const receivedCredit = z.strictObject({
  vendor: text,
  service: text.optional(),
  incident_month: month.optional(),
  amount: price,
  issued: day,
  document: text,
});

export const caseSchema = z.strictObject({
  makewhole: z.enum(['1']).meta({ type: ['string', 'integer'], enum: ['1', 1] }),
  name: text.optional(),
  as_of: instant.optional(),
  currency: currency.optional(),
  billing: z.array(bill).default([]),
  rates: texts.default([]),
  outages: z.array(outageLog).default([]),
  contracts: z.array(contract).default([]),
  training: z.array(training).default([]),
  pools: z.array(pool).default([]),
  zones: z.array(z.strictObject({ vendor: text, id: text, name: text })).default([]),
  readings: z.record(z.string().max(LONGEST_TEXT), scalar).default({}),
  other_losses: z.array(otherLoss).default([]),
  invoices: z.array(invoice).default([]),
  received_credits: z.array(receivedCredit).default([]),
});

/** A case as its author states it: nothing has been opened yet. */
export type CaseFile = z.output<typeof caseSchema>;
export type CaseContract = CaseFile['contracts'][number];
export type CaseTraining = CaseFile['training'][number];
export type CasePool = CaseFile['pools'][number];
