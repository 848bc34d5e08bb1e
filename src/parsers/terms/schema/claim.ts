import { z } from 'zod';
import { flag, id, listOf, object, oneOf, optional, quantity, text } from './fields.ts';

/** Who asks for a credit, until when, with what. */

const OFFSET =
  'An offset needs exactly one unit.\nGive one of billing_cycles, calendar_months, days, hours: two months are not sixty days.';

const offset = object({
  billing_cycles: quantity.optional(),
  calendar_months: quantity.optional(),
  days: quantity.optional(),
  hours: quantity.optional(),
  to: z
    .literal('end', 'Expected `end`.\nWrite `to: end` for the end of the cycle or month, or leave it out.')
    .optional(),
}).refine(
  (given) =>
    [given.billing_cycles, given.calendar_months, given.days, given.hours].filter((unit) => unit !== undefined)
      .length === 1,
  OFFSET,
);

const step = object({
  id,
  act: oneOf('claim', 'ticket').default('claim'),
  anchor: oneOf(
    'incident',
    'incident_end',
    'end_of_billing_month_of_incident',
    'incident_month_end',
    'reporting_period_end',
    'eligibility',
    'awareness',
    'correction',
    'occurrence',
    'contracted_month_end',
  ),
  offset,
  calendar: oneOf('civil', 'business').default('civil'),
  event: oneOf('received', 'sent').default('received'),
  consequence: oneOf('forfeit', 'clock_not_started').default('forfeit'),
  reading: optional(id),
  conservative: flag.default(false),
});

export const claim = object({
  channel: optional(text),
  subject_must_contain: optional(text),
  explicit_request: optional(flag),
  claimant: listOf(object({ channel: id, files: oneOf('customer', 'partner'), steps: listOf(step) })),
  steps: listOf(step),
  required_evidence: listOf(id),
  evidence_retention_warning: listOf(object({ source: text, days: quantity })),
  decision: optional(oneOf('vendor_sole', 'good_faith', 'objective')),
  issue: optional(object({ within: offset, after: text })),
});
