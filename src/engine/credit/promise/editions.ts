import type { Contract } from '../../records/case-records.ts';
import type { Edition } from '../../records/terms.ts';
import type { Instant } from '../../values/instant.ts';
import type { Interval } from '../../values/interval.ts';

export interface ChosenEdition {
  readonly edition: Edition;
  /** Why this one, for the report. */
  readonly because: string;
}

/**
 * The editions that can govern downtime in a month. One, by the contract's own rule; several only where the rule is
 * not stated and the month straddles two editions (schema.md rule 5).
 */
export function editionsFor(contract: Contract, incident: Interval, month: Interval, asOf: Instant): ChosenEdition[] {
  const editions = contract.terms.versions;
  const newest = editions.at(-1);
  if (!newest) return [];
  const { rule, stated } = newest.version_selection;
  if (rule === 'at_contract_start_or_renewal') return frozen(contract, incident.begin);
  if (rule === 'claim_date') return one(editions, asOf, 'in force on the day of the claim');
  if (stated)
    return one(editions, rule === 'month_start' ? month.begin : incident.begin, 'in force when the contract says');
  const straddling = editions.filter((edition) => touches(edition, { begin: month.begin, end: incident.end }));
  const because =
    straddling.length > 1
      ? 'in force in part of the month; the text does not say which edition governs'
      : 'in force at the incident';
  return straddling.map((edition) => ({ edition, because }));
}

function frozen(contract: Contract, at: Instant): ChosenEdition[] {
  const start = contract.contractStart;
  if (start !== null) return one(contract.terms.versions, start, 'in force when the contract began or was renewed');
  return one(
    contract.terms.versions,
    at,
    'in force at the incident; the contract fixes the edition at its start, which was not stated',
  );
}

function one(editions: readonly Edition[], at: Instant, because: string): ChosenEdition[] {
  return editions
    .filter((edition) => touches(edition, { begin: at, end: at + 1 }))
    .map((edition) => ({ edition, because }));
}

function touches(edition: Edition, span: Interval): boolean {
  const from = edition.effective_from ?? Number.NEGATIVE_INFINITY;
  const to = edition.effective_to ?? Number.POSITIVE_INFINITY;
  return from < span.end && span.begin < to;
}
