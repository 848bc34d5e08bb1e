import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { Origin } from './issue.ts';
import type { LevelSample } from './sample.ts';

export type OutageKind = 'down' | 'degraded' | 'throttled' | 'maintenance' | 'info' | 'retracted' | 'unknown';

/** Who says so: the vendor, or the customer's own probes, hosts or people. */
export type OutageSource = 'vendor-declared' | 'observed';

export type ScopeLevel = 'global' | 'region' | 'zone' | 'resource' | 'account';

/** What was hit. A zone id (`use1-az4`) and an account's zone name (`us-east-1a`) are never taken for each other. */
export interface Scope {
  readonly level: ScopeLevel;
  readonly id: string;
  /** The region and zone around it, where the source says. */
  readonly region?: string;
  readonly zone?: string;
}

/** How an edge of the span is known. */
export type EdgeBasis = 'structured' | 'prose' | 'post-time' | 'sample-edge' | 'capture-bound';

/** One claim by one source that one scope of one service was impaired for one span. Never overwritten by a later one. */
export interface Outage {
  /** Unique within the case: `<file>#<ref>/<scope>`. */
  readonly id: string;
  readonly vendor: string;
  /** The vendor's own reference, or the customer's. */
  readonly ref: string | null;
  readonly title: string;
  /** Service key as the source writes it, e.g. `EC2`, `aws/ec2`, a Google product id. Several names for one are listed. */
  readonly services: readonly string[];
  readonly scope: Scope;
  readonly begin: Instant;
  /** null: still open when the source was captured. */
  readonly end: Instant | null;
  readonly beginBasis: EdgeBasis;
  readonly endBasis: EdgeBasis;
  readonly kind: OutageKind;
  readonly source: OutageSource;
  /** The vendor's first public word of it; null where the source does not say. */
  readonly acknowledgedAt: Instant | null;
  /** As the source words it, or as the user states it. */
  readonly cause: string | null;
  readonly origin: Origin;
  /** Of an entry that stands for an event the user states, and claims no downtime: what the event spans. */
  readonly event?: Interval;
}

/** When a target was watched at all. Time outside is unknown: neither up nor down. */
export interface Coverage {
  readonly target: string;
  readonly scope: Scope;
  readonly services: readonly string[];
  readonly watched: readonly Interval[];
  readonly origin: Origin;
}

export interface OutageLog {
  readonly outages: readonly Outage[];
  readonly coverage: readonly Coverage[];
  /** Counted requests and levels, in any order. Absent: the logs hold none. */
  readonly samples?: readonly LevelSample[];
}
