import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { Bill } from './charge.ts';
import type { GpuTable } from './gpu.ts';
import type { Origin } from './issue.ts';
import type { OutageLog } from './outage.ts';
import type { Run } from './run.ts';
import type { StatedEvent } from './stated-event.ts';
import type { StatedPool } from './stated-facts.ts';
import type { Terms } from './terms.ts';

/**
 * Something the customer or the vendor said and when: `aware` is when the customer first knew, `claim` when the claim
 * was filed. A ticket is a notice and a report as well.
 */
export interface Ticket {
  readonly kind: 'ticket' | 'customer_notice' | 'reported' | 'provider_confirms' | 'identified' | 'aware' | 'claim';
  readonly at: Instant;
  /** The unit it speaks of; null: all that the outage hit. */
  readonly unit: string | null;
  readonly document: string | null;
  readonly origin: Origin;
}

/** A contract of the case: terms, and what only the customer knows of it. */
export interface Contract {
  readonly terms: Terms;
  /** For terms whose edition is frozen at the start or renewal of the contract. */
  readonly contractStart: Instant | null;
  /** Facts of the units: `{worst_disk_class: premium_ssd}`; for one unit under its id in `unitAttributes`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly unitAttributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `direct`, `csp`, `reseller`. */
  readonly channel: string;
  /** Spans that are no downtime under the contract. Only proved ones are taken off. */
  readonly exclusions: readonly (Interval & {
    readonly tag: string;
    readonly proved: boolean;
    readonly origin: Origin;
  })[];
  /** Notices that start a clock of the contract, or meet a step of its claim. */
  readonly tickets: readonly Ticket[];
  /** When a unit existed, by its id, for contracts that count only its own minutes. */
  readonly lives: Readonly<Record<string, Interval>>;
  /** Evidence the customer holds, by the tags of `claim.required_evidence`. */
  readonly evidence: readonly string[];
  /** Price of an hour of a unit, for terms that price time and a case without a bill. */
  readonly hourlyPrice: Exact | null;
  /** What the contract pays for and no log shows. Absent: nothing is stated. */
  readonly events?: readonly StatedEvent[];
  /** Fields that the user overrides by name although their evidence is too weak to yield a figure. */
  readonly trusted: readonly string[];
}

/** Zone id to zone name and back, as only the customer's account knows it. */
export interface ZoneMap {
  readonly vendor: string;
  readonly zoneId: string;
  readonly zoneName: string;
}

export interface StatedLoss {
  readonly id: string;
  readonly says: string;
  readonly document: string;
  readonly amount: Exact;
  readonly cash: boolean;
  readonly origin: Origin;
}

/** Everything a case holds, read and normalized: the whole input of the engine. */
export interface CaseRecords {
  readonly name: string;
  readonly asOf: Instant;
  readonly currency: string;
  readonly bill: Bill;
  /** What an instance of each known type holds. Absent: nothing is known. */
  readonly gpus?: GpuTable;
  readonly outages: OutageLog;
  readonly contracts: readonly Contract[];
  readonly runs: readonly Run[];
  /** Capacity that runs share. Absent: none is stated. */
  readonly pools?: readonly StatedPool[];
  readonly zones: readonly ZoneMap[];
  /** Readings the user settled: subject to reading name. */
  readonly readings: Readonly<Record<string, string>>;
  readonly otherLosses: readonly StatedLoss[];
}
