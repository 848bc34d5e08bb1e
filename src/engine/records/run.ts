import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { ChargeSelector } from './charge.ts';
import type { Origin } from './issue.ts';
import type { StatedFacts } from './stated-facts.ts';

export type RunEventKind =
  | 'run_start'
  | 'scheduled'
  | 'load_start'
  | 'load_end'
  | 'first_step'
  | 'step'
  | 'save_start'
  | 'save_done'
  | 'save_committed'
  | 'failure'
  | 'detected'
  | 'capacity_back'
  | 'run_end';

/** Where a checkpoint lives: `memory` dies with its node (and its peer), `local` with its node, `remote` survives. */
export type Tier = 'memory' | 'local' | 'remote';

/** One line of a training log, as a fact. */
export interface RunEvent {
  readonly at: Instant;
  readonly run: string;
  /** Process life the event belongs to, counted from 1. */
  readonly attempt: number;
  readonly event: RunEventKind;
  /** For `step`: the step that was completed at `at`. For saves: the step that is saved. */
  readonly step: number | null;
  readonly gpus: number | null;
  readonly tier: Tier | null;
  /** Seconds per step, where the log says. */
  readonly stepSeconds: Exact | null;
  readonly note: string | null;
  readonly origin: Origin;
}

export interface TrainingLog {
  readonly format: string;
  readonly events: readonly RunEvent[];
}

/** Which hours of a run cost money: all of them, only those that ran, or the owner's own hardware. */
export type BillingMode = 'reserved' | 'on-demand' | 'owned';

/** Where the rate of a GPU-hour comes from. */
export type Price =
  | { readonly from: 'bill' }
  | { readonly from: 'stated'; readonly usdPerGpuHour: Exact; readonly origin?: Origin };

/** One training job of the case: its log, and what the user says of it. */
export interface Run {
  readonly id: string;
  readonly events: readonly RunEvent[];
  /** Paid GPUs of the job. null where neither the log nor the user says. */
  readonly gpus: number | null;
  readonly resources: ChargeSelector | null;
  readonly price: Price | null;
  readonly billing: BillingMode | null;
  /** Scope the run was in, to tie it to outages. */
  readonly vendor: string | null;
  readonly region: string | null;
  readonly zone: string | null;
  /** Spares, released GPUs, unbilled spans and cover, where the user states any. */
  readonly stated?: StatedFacts;
  readonly origin: Origin;
}
