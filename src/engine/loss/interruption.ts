import type { Attribution } from '../records/assessment.ts';
import type { Figure, Range } from '../records/figure.ts';
import type { Interval } from '../values/interval.ts';
import type { Moment } from './moment.ts';

/**
 * What the bucket model needs to know of one interruption of one run (research/training.md 5.1). Every fact is a figure
 * with its origin and grade. What was not seen is null and makes what depends on it undetermined: it is never zero.
 */
export interface Interruption {
  /** Prefix of the figures, `losses.<run>.<incident>`. */
  readonly id: string;
  readonly run: string;
  /**
   * The incidents that kept the run down, first in time first: the first owns what it would have cost alone, a later
   * one only its extension (E9). Empty: none of the case is known to have.
   */
  readonly incidents: readonly IncidentShare[];
  /** Who bears what nothing else decides. */
  readonly attribution: Attribution;
  /** N: paid GPUs of the job, all of them, however small the part that failed. */
  readonly gpus: Figure;
  /** τ0: seconds per healthy step. */
  readonly baseline: Figure;
  /** null: the run went on, slower (E11). */
  readonly stop: Stop | null;
  readonly slow: readonly Slowdown[];
  /** The run came back with fewer GPUs than it had: on demand, the others may not have been billed. */
  readonly reduced: boolean;
  readonly stalls: readonly Stall[];
  readonly spares: readonly SpareSwap[];
  readonly released: readonly ReleasedGpus[];
  readonly covers: readonly Cover[];
  /** Spans in which the job's GPUs were not billed. null: not known. It matters on demand only. */
  readonly unbilled: readonly UnbilledSpan[] | null;
  /** Facts of the timeline for people, beside those named here. */
  readonly facts: readonly Figure[];
}

/** An incident that had a part in an interruption. */
export interface IncidentShare {
  readonly incident: string;
  /** Prefix of the figures of its share. */
  readonly id: string;
  readonly end: Moment;
  readonly attribution: Attribution;
}

/** The run stopped: from the end of its last completed step until that step is reached again. */
export interface Stop {
  /** S_f. */
  readonly lastStep: Figure;
  /** S_k: the step the run went on from; 0 where there was no checkpoint. null value: not known. */
  readonly restoredStep: Figure;
  /** The newest checkpoint of the manifest, where an older one had to be taken (E4). */
  readonly newest: { readonly step: Figure; readonly attribution: Attribution; readonly why: string } | null;
  readonly times: StopTimes;
  /** Attempts to load that came to nothing, inside the time from `granted` to `ready`. */
  readonly failedLoads: readonly FailedLoad[];
  /** Seconds of the first steps above the baseline. null: not told apart from loading. */
  readonly warmup: Figure | null;
  /** Seconds of save stalls on the way back that the run had already had once. */
  readonly repeatedSaves: Figure | null;
  /** Seconds of saves on the way back that the run had not had before. */
  readonly newSaves: Figure | null;
  /** Seconds the redone steps took beyond the baseline, noise left out. Negative: they were faster. */
  readonly redoExcess: Figure | null;
  /** Top-down: seconds of full-job time from T0 to t_c that this interruption owns. null: step S_f was not seen again. */
  readonly elapsed: Figure | null;
  readonly resumed: boolean;
  /** Rework in seconds that a run which was never seen again still stands to lose. */
  readonly atRisk: Range | null;
}

/** null: not seen. What lies between two known moments is then booked undivided. */
export interface StopTimes {
  /** T0: end of the last completed step. */
  readonly lastStepEnd: Moment;
  /** t_f */
  readonly failed: Moment | null;
  /** t_d */
  readonly detected: Moment | null;
  /** t_r */
  readonly capacityBack: Moment | null;
  /** t_q */
  readonly granted: Moment | null;
  /** t_l: the process is ready to step. */
  readonly ready: Moment | null;
  /** t_c */
  readonly caughtUp: Moment | null;
  /** Where the log ends. */
  readonly observedUntil: Moment | null;
}

export interface FailedLoad {
  readonly begin: Moment;
  readonly end: Moment;
  readonly attribution: Attribution;
  readonly says: string;
}

/** The run went on slower between a proved onset and a proved fix. `seconds` is full-job time lost, as measured. */
export interface Slowdown {
  readonly seconds: Figure;
  readonly span: Interval | null;
  readonly says: string;
  readonly attribution: Attribution;
}

/** The whole job stood still for a known time, beside the stop itself. */
export interface Stall {
  readonly kind: 'extra_save_stall' | 'reconfigure';
  readonly seconds: Figure;
  readonly span: Interval | null;
  readonly says: string;
}

/** A spare took the place of failed GPUs, which stay paid for and out of work until they are repaired (E7). */
export interface SpareSwap {
  readonly gpus: Figure;
  readonly swapped: Moment;
  /** null: not repaired when the log ends. */
  readonly repaired: Moment | null;
}

/** GPUs that were given back and not billed while the job went on without them (E11). */
export interface ReleasedGpus {
  readonly gpus: Figure;
  readonly seconds: Figure;
  readonly span: Interval | null;
}

/** A span that was not billed, and who says so where the bill itself does not. */
export interface UnbilledSpan extends Interval {
  readonly figure?: Figure;
}

/** Capacity bought elsewhere to make up for lost hours. Those hours are valued at its price and nowhere else (E13). */
export interface Cover {
  readonly gpus: Figure;
  readonly seconds: Figure;
  /** Price of a GPU-hour of the cover. */
  readonly rate: Figure;
  /** Of several incidents that share the interruption, the one it was bought because of. Absent: the first. */
  readonly incident?: string | null;
}
