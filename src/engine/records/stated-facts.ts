import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { ChargeSelector } from './charge.ts';
import type { Origin } from './issue.ts';
import type { BillingMode, Price } from './run.ts';

/** What the user states beside the logs and the bill, each value with the line of the case file that states it. */
export interface Stated<T> {
  readonly value: T;
  readonly origin: Origin;
}

interface Entry {
  /** What proves it, as the user names it. */
  readonly document: string | null;
  /** Where the entry begins. */
  readonly origin: Origin;
}

/** A spare took the place of failed GPUs, which stay paid for until they are repaired (E7). */
export interface StatedSpare extends Entry {
  readonly gpus: Stated<number>;
  readonly swappedAt: Stated<Instant>;
  /** null: not repaired yet, or not known. */
  readonly repairedAt: Stated<Instant> | null;
}

/** GPUs that were given back and not billed while the job went on without them (E11). */
export interface StatedRelease extends Entry {
  readonly gpus: Stated<number>;
  readonly span: Stated<Interval>;
}

/** A span in which none of the run's GPUs were billed (E2). */
export interface StatedUnbilled extends Entry {
  readonly span: Stated<Interval>;
}

/** A reserved block of capacity that is paid once, with a fee (an EC2 Capacity Block). */
export interface StatedBlock extends Entry {
  readonly span: Stated<Interval>;
  /** null: as many as the bill shows. */
  readonly instances: Stated<number> | null;
}

/** Capacity bought elsewhere to make up for lost hours (E13). */
export interface StatedCover extends Entry {
  readonly gpus: Stated<number>;
  readonly hours: Stated<Exact>;
  readonly usdPerGpuHour: Stated<Exact>;
  /** Id or reference of the incident it was bought because of. null: the run has one interruption only. */
  readonly incident: Stated<string> | null;
}

/** What the user states of one run. */
export interface StatedFacts {
  readonly spares: readonly StatedSpare[];
  readonly released: readonly StatedRelease[];
  readonly unbilled: readonly StatedUnbilled[];
  readonly cover: readonly StatedCover[];
  readonly blocks?: readonly StatedBlock[];
}

/** Capacity that several runs share (E8): its GPUs that belong to no run are a loss as far as work waited for them. */
export interface StatedPool extends Entry {
  readonly name: string;
  readonly gpus: Stated<number>;
  /** Ids of the runs on it. */
  readonly runs: readonly string[];
  /** GPUs that waiting jobs asked for while it was down. null: not known, which is not zero. */
  readonly queuedGpus: Stated<number> | null;
  readonly resources: ChargeSelector | null;
  readonly price: Price | null;
  readonly billing: BillingMode | null;
}
