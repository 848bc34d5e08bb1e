import type { AssessmentStatus } from '../../records/assessment.ts';
import type { Contract } from '../../records/case-records.ts';
import type { Outage } from '../../records/outage.ts';
import type { Commitment } from '../../records/terms.ts';
import { isShare } from '../units/unit-samples.ts';
import { unmetCondition } from './eligibility.ts';

/** An answer that needs no arithmetic. */
export interface Refusal {
  readonly status: AssessmentStatus;
  readonly because: string;
}

/** A promise that covers nothing, was not published or was not seen. */
export function uncovered(commitment: Commitment): Refusal | undefined {
  if (commitment.coverage === 'excluded')
    return { status: 'not-covered', because: commitment.note ?? 'the contract excludes this' };
  if (commitment.coverage === 'not_published')
    return { status: 'no-sla', because: commitment.note ?? 'no commitment is published' };
  if (commitment.coverage === 'unknown')
    return { status: 'undetermined', because: commitment.note ?? 'the text of this commitment has not been seen' };
  return undefined;
}

/** Only the customer knows which resources form a group, or which two a log means by a pair. */
export function groupsUnknown(commitment: Commitment, { attributes, unitAttributes }: Contract): Refusal | null {
  const { group_by: groupBy, aggregation, unit } = commitment.scope;
  const isGrouped = groupBy !== null && !Object.values(unitAttributes).some((facts) => facts[groupBy] !== undefined);
  if (aggregation !== 'pairwise' && !isGrouped) return null;
  const unmet = unmetCondition(commitment, attributes);
  if (unmet) return { status: 'not-covered', because: unmet };
  const because =
    groupBy === null
      ? 'the contract speaks of two resources that cannot reach each other; name the pair as the resource: `one<->other`'
      : `the contract judges each ${unit} by its members; state \`${groupBy}\` for each of them under unit_attributes`;
  return { status: 'insufficient-evidence', because };
}

/** Outages of kinds that the promise does not count. A degradation may still exceed an error rate that it does count. */
export function otherKinds(judged: readonly Outage[], { covers, metric }: Commitment): Refusal {
  const kinds = [...new Set(judged.map((outage) => outage.kind))].sort();
  const only = `only outages of kind ${kinds.join(', ')}`;
  const isRate = isShare(metric) || metric.error_rate_gt !== null;
  if (isRate && kinds.some((kind) => kind === 'degraded' || kind === 'throttled'))
    return {
      status: 'insufficient-evidence',
      because: `${only}; the contract counts errors, and only an error-rate file shows how many there were`,
    };
  return { status: 'not-met', because: `${only}; this commitment counts ${covers.kinds.join(', ')}` };
}
