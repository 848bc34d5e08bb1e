import { z } from 'zod';
import { EDITION_STATUSES, EVIDENCE_GRADES } from '../../../engine/records/evidence-grade.ts';
import { claim } from './claim.ts';
import { commitment } from './commitment.ts';
import { example } from './example.ts';
import {
  day,
  dayBegin,
  flag,
  id,
  listOf,
  object,
  oneOf,
  optional,
  percentage,
  quantity,
  someOf,
  termsId,
  text,
  timeZone,
  wholeCount,
} from './fields.ts';

/** A terms file: one document, its dated editions, every field with the grade of its evidence. */

export const evidenceGrade = oneOf(...EVIDENCE_GRADES);

const evidence = {
  grade: evidenceGrade,
  url: optional(text),
  retrieved: optional(day),
  version_date: optional(day),
  quote_hash: optional(text),
  note: optional(text),
};

/** Readings are settled by name in a case file: `readings: {month_zone: UTC}`. */
const readingName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_/+-]{0,63}$/,
    'Expected the name of a reading.\nUse letters, digits, "_", "-", "+" and "/".',
  );

const reading = object({
  name: readingName,
  value: text.optional(),
  grade: evidenceGrade,
  note: optional(text),
}).transform((given) => ({
  ...given,
  value: given.value ?? given.name,
}));

export const ambiguity = object({
  subject: id,
  field: text,
  state: oneOf('silent', 'ambiguous'),
  readings: someOf(reading, 'Write at least one reading; the first is the default.'),
});

export const period = object({
  kind: oneOf(
    'billing_month',
    'calendar_month',
    'applicable_period',
    'contracted_month',
    'reporting_period',
    'rolling_30_days',
    'rolling_365_days',
  ),
  tz: optional(timeZone),
  tz_stated: flag.optional(),
}).transform((given) => ({ ...given, tz_stated: given.tz_stated ?? given.tz !== null }));

export const payment = object({
  form: oneOf('invoice_credit', 'usage_balance', 'voucher', 'service_time', 'refund', 'unknown').default('unknown'),
  against: optional(text),
  transferable: optional(flag),
  reseller: optional(text),
  currency: optional(text),
  expiry: optional(text),
}).prefault({});

export const stacking = object({
  stated: flag.default(false),
  same_incident_levels: optional(oneOf('choose_one', 'sum', 'better_of')),
  separate_services: optional(oneOf('separate_claims', 'root_cause_only', 'one_service')),
  max_credits_per_service_per_period: optional(quantity),
  downtime_reuse: optional(flag),
}).prefault({});

export const remedy = object({
  effort_standard: optional(text),
  sole_and_exclusive: optional(flag),
  consequential_excluded: optional(flag),
  liability_cap_ref: optional(text),
  lost_work: optional(oneOf('excluded', 'covered')),
  price_adjustment_not_ld: optional(flag),
  spec_lock: optional(flag),
  termination: listOf(
    object({ below: percentage, months: wholeCount, of: optional(wholeCount), scope: text }).refine(
      ({ months, of }) => of === null || of.compare(months) >= 0,
      'More months are asked for than are looked at.\nWrite `months: 2, of: 5` for two of any five.',
    ),
  ),
}).prefault({});

export const exclusion = object({
  tag: id,
  effect: oneOf('not_downtime', 'void_claim', 'reduces_base').default('not_downtime'),
  text: optional(text),
});

export const evidenceEntry = object({ field: text, ...evidence });

export const versionSelection = object({
  rule: oneOf('incident_start', 'month_start', 'claim_date', 'at_contract_start_or_renewal'),
  stated: flag,
});

/** A part that an edition states itself or takes from its vendor's family. */
function ownOrInherited<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((given, context): z.output<Schema> => {
    if (given !== undefined) return given;
    context.issues.push({ code: 'custom', message: MISSING, input: undefined });
    return z.NEVER;
  });
}

const MISSING = 'It is missing.\nWrite it, or take it from the family of the vendor: `inherits: <vendor>`.';

const NO_EVIDENCE = {
  grade: 'not_found',
  url: null,
  retrieved: null,
  version_date: null,
  quote_hash: null,
  note: null,
} as const;

const edition = object({
  edition: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'Expected the name of an edition.\nUse its date, e.g. `2022-05-25`.'),
  published: optional(day),
  effective_from: optional(dayBegin),
  effective_to: optional(dayBegin),
  status: oneOf(...EDITION_STATUSES),
  inherits: optional(id),
  version_selection: ownOrInherited(versionSelection),
  evidence_default: object(evidence).default(NO_EVIDENCE),
  evidence: listOf(evidenceEntry),
  ambiguity: listOf(ambiguity),
  period: ownOrInherited(period),
  commitments: listOf(commitment),
  payment,
  stacking,
  claim: claim.prefault({}),
  exclusions: listOf(exclusion),
  remedy,
  supersedes: optional(text),
  moved_to: listOf(text),
  text_sha256: optional(
    z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in hexadecimal.\nWrite 64 digits, or leave the field out.'),
  ),
  examples: listOf(example),
});

export const termsFile = object({
  schema: z.literal('sla-terms/1', 'Expected `sla-terms/1`.\nWrite `schema: sla-terms/1` on the first line.'),
  id: termsId,
  vendor: id,
  operator: id,
  service: text,
  document: object({ title: text, url: optional(text), archive_url: optional(text), inherits: optional(text) }),
  last_checked: day,
  versions: someOf(edition, 'Write at least one edition, with `status: unknown` where the text was not seen.'),
});
