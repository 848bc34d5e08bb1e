import type { Interval } from '../values/interval.ts';
import type { Figure } from './figure.ts';

/** Against the incident: a region it hit, another one of the same vendor, or no telling. */
export type SpendPlace = 'hit' | 'elsewhere' | 'unknown';

/** A service in a region that in the hours of an incident cost more or less than its usual range. */
export interface OverspendLine {
  /** `overspend.I1.aws.AmazonEC2.us-east-1` */
  readonly id: string;
  readonly service: string;
  readonly region: string | null;
  readonly place: SpendPlace;
  /** In the clock hours of the incident. */
  readonly cost: Figure;
  /** In the same hours of the day in the week before: the median of its days, hour by hour. */
  readonly usual: Figure;
  /** Cost less usual; negative where less was spent. */
  readonly excess: Figure;
  /** The usual range: twice the most that one of those days is off its usual, in the same hours. */
  readonly spread: Figure;
}

/** What was billed for resources while a log says they were down. Not more than usual, but for nothing. */
export interface IdleSpend {
  readonly resources: readonly string[];
  readonly cost: Figure;
  /** The part for resources of runs and pools whose loss through the incident is computed: never added to it. */
  readonly ofRuns: Figure;
  readonly runs: readonly string[];
}

/**
 * Spending around one incident, beside its losses and its credits and in no total of either. Resources of runs, and
 * those a contract looks at one by one, are not in `lines`: what they cost is in the losses and the credits.
 */
export interface Overspend {
  readonly incident: string;
  readonly vendor: string;
  /** The clock hours that the incident touches. */
  readonly hours: Interval;
  /** Days of the week before that could be compared. */
  readonly days: number;
  readonly basis: 'BilledCost' | 'EffectiveCost';
  /** Sums over `lines`; null value: undetermined. Both without sign; `net` is more − less. */
  readonly more: Figure;
  readonly less: Figure;
  readonly net: Figure;
  /** Largest first. */
  readonly lines: readonly OverspendLine[];
  /** Services, by region, that stayed within the usual range. */
  readonly withinUsual: number;
  /** Services, by region, that are in no line because they could not be compared, and why. */
  readonly notCompared: readonly {
    readonly service: string;
    readonly region: string | null;
    readonly because: string;
  }[];
  readonly idle: IdleSpend | null;
}
