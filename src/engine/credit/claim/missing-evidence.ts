import { attributesAsked } from '../promise/facts.ts';
import { attributesOf, claimOf, type UnitCase } from '../unit-case.ts';
import { proofOf } from '../units/unit-evidence.ts';

/** What the contract wants to see and the case does not show. */
export function missingEvidence(input: UnitCase): string[] {
  const { evidence, contract, unit, commitment } = input;
  const known = new Set(contract.evidence);
  if (evidence.outages.length > 0) known.add('incident_times').add('dates_and_times');
  if (unit.region || unit.zone) known.add('region_and_zone').add('region').add('affected_region');
  if (unit.members && !unit.wideOnly) known.add('resource_ids').add('instance_ids');
  const missing = claimOf(input).required_evidence.filter((tag) => !known.has(tag));
  if (proofOf(evidence) === 'wider')
    missing.unshift(`proof_that_the_${commitment.scope.unit.replaceAll(' ', '_')}_was_down`);
  const facts = attributesOf(input);
  for (const attribute of attributesAsked(commitment))
    if (facts[attribute] === undefined) missing.push(`attribute:${attribute}`);
  return missing;
}
