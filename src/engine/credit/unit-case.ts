import { outageFigure, spanOf } from '../outage-span.ts';
import type { CaseRecords, Contract, Ticket } from '../records/case-records.ts';
import type { Claim } from '../records/claim.ts';
import type { Commitment, Edition } from '../records/terms.ts';
import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { type Window, windowOf } from './measuring/window.ts';
import { pricingOf } from './money/pricing.ts';
import { citing } from './promise/clause.ts';
import type { Facts } from './promise/facts.ts';
import type { Choices } from './readings/questions.ts';
import { type Life, lifeOf } from './units/life.ts';
import { partsUnder } from './units/parts.ts';
import { eventsOf } from './units/stated-events.ts';
import type { UnitCharges } from './units/unit-charges.ts';
import type { UnitEvidence } from './units/unit-evidence.ts';
import { isImpaired } from './units/unit-samples.ts';
import type { Unit } from './units/units.ts';

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
  const window = windowUnder(input, month);
  return evaluate({
    id,
    edition,
    commitment,
    evidence: input.evidence.outages
      .filter((outage) => outage.event === undefined)
      .map((outage) => outageFigure(outage, records.asOf)),
    parts: partsUnder(input, choices, window),
    exclusions: contract.exclusions.filter((exclusion) => exclusion.proved),
    month,
    window,
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

/** What the promise measures: the month, or days that roll. */
export function windowUnder({ edition, commitment, evidence, records }: UnitCase, month: Month): Window {
  const { asOf } = records;
  const ends = evidence.outages.map((outage) => spanOf(outage, asOf).end);
  const rows = evidence.samples.parts.flatMap(({ series }) => series.pooled.filter(isImpaired).map(({ end }) => end));
  const lastEnd = [...ends, ...rows].reduce((last, end) => Math.max(last, end), month.begin);
  return windowOf(edition, commitment, month, asOf, lastEnd);
}

/** When the unit existed in the month. */
export function lifeUnder({ unit, contract, charges, records }: UnitCase, month: Month): Life | null {
  return lifeOf(unit, contract, charges.all('resource'), month, billEnds(records, contract.terms.vendor));
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
