import type { ReceivedCredit } from '../records/reconciliation.ts';
import { matchesAny } from '../select.ts';
import { minorPlaces } from '../values/currency.ts';
import { type Exact, exact, HUNDRED, roundTo, toText, ZERO } from '../values/exact.ts';
import { addMonths } from '../values/period.ts';
import type { Claim } from './claims.ts';

/** A credit later than this many months after the incident's is not looked for: 3, as vendors issue within two cycles. */
const LATEST_MONTH = 3;

/** Whether a received credit can be for the claim, by vendor, service, place and time. What is not stated fits. */
export function canBeFor(credit: ReceivedCredit, claim: Claim): boolean {
  return isOfVendor(credit, claim) && isOfService(credit, claim) && isInPlace(credit, claim);
}

/** The same, by vendor and time alone. */
export function isOfVendor(credit: ReceivedCredit, claim: Claim): boolean {
  return credit.vendor === claim.contract.terms.vendor && isInTime(credit, claim);
}

function isInTime({ month, until, incidentMonth }: ReceivedCredit, { month: own, incidentBegin }: Claim): boolean {
  if (incidentMonth !== null) return incidentMonth === own.id;
  if (month === null || month < own.id || month > addMonths(own, LATEST_MONTH).id) return false;
  // A row of the month itself may have been issued before the incident.
  return month > own.id || until === null || until > incidentBegin;
}

function isOfService({ service, serviceCode }: ReceivedCredit, { contract, edition, services }: Claim): boolean {
  if (service === null && serviceCode === null) return true;
  const { id, service: ofTerms } = contract.terms;
  const logged = edition.commitments.flatMap(({ covers }) => covers.services);
  const named = services.flatMap(({ ServiceName }) => ServiceName ?? []);
  const coded = services.flatMap(({ x_ServiceCode }) => x_ServiceCode ?? []);
  if (named.length + coded.length === 0) return true;
  return matchesAny([id, ofTerms, ...logged, ...named], service) || matchesAny(coded, serviceCode);
}

function isInPlace({ region }: ReceivedCredit, { regions }: Claim): boolean {
  return region === null || region === 'global' || regions.length === 0 || regions.includes(region);
}

/** Whether the amount is one of these, to the cent. */
export function isOneOf(amount: Exact, amounts: readonly Exact[], currency: string): boolean {
  const places = minorPlaces(currency);
  const shown = roundTo(amount, places);
  return amounts.some((one) => roundTo(one, places).equals(shown));
}

/** `about 10 % of the charges`, where the amount is within one percent of what a row of the tier table pays. */
export function nearTier(amount: Exact, claim: Claim): string | null {
  const near = claim.tiers.find((tier) => isNear(amount, tier.amount));
  return near ? `about ${toText(near.percent)} % of the charges it is a share of` : null;
}

const ONE_PERCENT = exact(1, HUNDRED.n);

function isNear(amount: Exact, wanted: Exact): boolean {
  return wanted.compare(ZERO) > 0 && amount.sub(wanted).abs().compare(wanted.mul(ONE_PERCENT)) <= 0;
}
