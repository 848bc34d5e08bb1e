import { z } from 'zod';
import { claim } from './claim.ts';
import { day, id, listOf, object, text } from './fields.ts';
import { ambiguity, evidenceEntry, exclusion, payment, period, remedy, stacking, versionSelection } from './terms.ts';

/** Clauses that the documents of one vendor have in common, taken in by an edition that says `inherits: <vendor>`. */
export const familyFile = object({
  schema: z.literal('sla-family/1', 'Expected `sla-family/1`.\nWrite `schema: sla-family/1` on the first line.'),
  vendor: id,
  says: text,
  last_checked: day,
  clauses: object({
    version_selection: versionSelection.optional(),
    period: period.optional(),
    payment: payment.optional(),
    stacking: stacking.optional(),
    claim: claim.optional(),
    exclusions: listOf(exclusion).optional(),
    remedy: remedy.optional(),
  }),
  evidence: listOf(evidenceEntry),
  ambiguity: listOf(ambiguity),
});
