import type { Attribution, BucketKind } from '../records/assessment.ts';
import type { Figure } from '../records/figure.ts';
import type { Interval } from '../values/interval.ts';

/** A bucket before it has a price: GPUs times seconds, and what is known of who was billed for them. */
export interface Piece {
  /** Prefix of its figures, `losses.<run>.<incident>.<kind>`. */
  readonly id: string;
  readonly kind: BucketKind;
  /** For people: `hang until detected`. */
  readonly says: string;
  /** Where it lies in time. null: it is a length without a place, such as rework at the baseline. */
  readonly span: Interval | null;
  readonly gpus: Figure;
  readonly seconds: Figure;
  readonly attribution: Attribution;
  /** Its own price of a GPU-hour, where that is not the run's. */
  readonly rate: Figure | null;
  /** `nobody-knows`: on demand, and neither the bill nor the user says whether these hours were billed. */
  readonly billed: 'yes' | 'no' | 'nobody-knows';
  /** Why it costs nothing although it was billed. */
  readonly worthless?: string;
  /** It ran on fewer GPUs than the job had: on demand, nobody knows whether the others were billed. */
  readonly reduced?: boolean;
}

/** The wall-clock kinds during which the job has no GPUs to use: what on-demand capacity may not be billed for. */
export function isIdle(kind: BucketKind): boolean {
  return kind === 'outage_idle' || kind === 'queue';
}
