import type { AssessmentStatus } from '../records/assessment.ts';
import type { Commitment } from '../records/terms.ts';
import { attributesOf, claimOf, type UnitCase } from './unit-case.ts';

/** What the contract wants to see and the case does not show. */
export function missingEvidence(input: UnitCase, status: AssessmentStatus): string[] {
  const { evidence, contract, unit, commitment } = input;
  const known = new Set(contract.evidence);
  if (evidence.outages.length > 0) known.add('incident_times').add('dates_and_times');
  if (unit.region || unit.zone) known.add('region_and_zone').add('region').add('affected_region');
  if (unit.members && !unit.wideOnly) known.add('resource_ids').add('instance_ids');
  const missing = claimOf(input).required_evidence.filter((tag) => !known.has(tag));
  if (status === 'insufficient-evidence')
    missing.unshift(`proof_that_the_${commitment.scope.unit.replaceAll(' ', '_')}_was_down`);
  const facts = attributesOf(input);
  for (const attribute of attributesAsked(commitment))
    if (facts[attribute] === undefined) missing.push(`attribute:${attribute}`);
  return missing;
}

/** Facts that decide whether the promise holds, or which level of it. */
function attributesAsked({ eligibility, credits }: Commitment): Set<string> {
  const preconditions = [...eligibility.all, ...eligibility.any].flatMap((condition) => Object.keys(condition));
  const levels = credits.flatMap((rule) =>
    rule.rule === 'tiers' ? rule.levels.flatMap((level) => Object.keys(level.when)) : [],
  );
  const multipliers = credits.flatMap((rule) =>
    rule.rule === 'multiplier' && rule.multiplier_by ? [rule.multiplier_by.attribute] : [],
  );
  return new Set([...preconditions, ...levels, ...multipliers]);
}
