import { outageFigure } from '../outage-span.ts';
import type { CaseRecords, Contract, Ticket } from '../records/case-records.ts';
import type { Claim, Commitment, Edition } from '../records/terms.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, union } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import { citing } from './clause.ts';
import { startClock } from './clock.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { type Life, lifeOf } from './life.ts';
import { pricingOf } from './pricing.ts';
import type { Choices } from './questions.ts';
import { eventsOf } from './stated-events.ts';
import type { UnitCharges } from './unit-charges.ts';
import { downtimeUnder, type UnitEvidence } from './unit-evidence.ts';
import type { Unit } from './units.ts';

/** One promise, for one unit, in one month. */
export interface UnitCase {
  readonly id: string;
  readonly records: CaseRecords;
  readonly contract: Contract;
  readonly edition: Edition;
  readonly editionBecause: string;
  readonly commitment: Commitment;
  readonly unit: Unit;
  readonly evidence: UnitEvidence;
  /** Notices that speak of the unit. */
  readonly tickets: readonly Ticket[];
  readonly charges: UnitCharges;
  /** `2025-10`; the readings of `month_zone` decide where it begins. */
  readonly monthId: string;
  readonly monthIn: (zone: string) => Month;
  readonly incidents: readonly string[];
  /** What the incident spans, for its deadlines. */
  readonly incident: Interval;
}

/** What the unit earns under one set of readings; its figures get the prefix `id`. */
export function evaluateUnder(input: UnitCase, id: string, choices: Choices): Evaluation {
  const { commitment, contract, records, unit, edition } = input;
  const month = input.monthIn(monthZone(input, choices));
  return evaluate({
    id,
    edition,
    commitment,
    evidence: input.evidence.outages
      .filter((outage) => outage.event === undefined)
      .map((outage) => outageFigure(outage, records.asOf)),
    down: countedFrom(input, choices, month),
    exclusions: contract.exclusions.filter((exclusion) => exclusion.proved),
    month,
    life: lifeUnder(input, month),
    pricing: pricingOf({
      unit,
      commitment,
      charges: input.charges,
      month,
      currency: records.currency,
      billEnds: billEnds(records, contract.terms.vendor),
      hourlyPrice: contract.hourlyPrice,
    }),
    attributes: attributesOf(input),
    choices,
    trusted: contract.trusted,
    currency: records.currency,
    events: eventsOf(contract, unit, records.asOf),
    cite: citing(contract.terms, edition),
  });
}

/** When the unit existed in the month. */
export function lifeUnder({ unit, contract, charges, records }: UnitCase, month: Month): Life | null {
  return lifeOf(unit, contract, charges.all('resource'), month, billEnds(records, contract.terms.vendor));
}

/** The downtime under these readings, from the moment that the contract's clock starts. */
function countedFrom({ evidence, commitment, tickets }: UnitCase, choices: Choices, month: Month): Interval[] {
  const down = downtimeUnder(evidence, choices, commitment.metric, month);
  const { spans, unstarted } = startClock(down, commitment.metric, tickets, evidence.observed);
  // Where no notice is shown at all nothing is claimable, and what it could be worth at most is computed.
  return union(spans.length > 0 ? spans : unstarted);
}

/** What is known of the unit: its place, what is said of all units of the contract, and of this one. */
export function attributesOf({ contract, unit }: UnitCase): Facts {
  return factsOf(contract, unit);
}

export function factsOf(contract: Contract, unit: Unit): Facts {
  const place = { ...(unit.region && { region: unit.region }), ...(unit.zone && { zone: unit.zone }) };
  return { ...place, ...contract.attributes, ...contract.unitAttributes[unit.id] };
}

/** The zone in which months are cut: the contract's, or the reading's. */
export function monthZone({ edition }: UnitCase, choices: Choices): string {
  return edition.period.tz ?? choices.month_zone ?? 'UTC';
}

/** The newest hour of any bill that holds charges of the vendor. */
function billEnds({ bill }: CaseRecords, vendor: string): Instant | null {
  const ends = bill.files.flatMap((file) => (file.vendors.includes(vendor) ? (file.dataCompleteTo ?? []) : []));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** How a claim is filed through the customer's channel: a partner may have other deadlines. */
export function claimOf({ edition, contract }: Pick<UnitCase, 'edition' | 'contract'>): Claim {
  const through = edition.claim.claimant.find((claimant) => claimant.channel === contract.channel);
  return through && through.steps.length > 0 ? { ...edition.claim, steps: through.steps } : edition.claim;
}
