import type { Attribution } from '../records/assessment.ts';
import { derived, type Figure } from '../records/figure.ts';
import { isZero, max, min, ZERO } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import { compute } from './compute.ts';
import type { Piece } from './piece.ts';

/** Capacity that several jobs share, and what of it was down. */
export interface Pool {
  /** Prefix of the figures. */
  readonly id: string;
  readonly gpus: Figure;
  /** How long all its jobs were down, and where that lies in time. */
  readonly seconds: Figure;
  readonly span: Interval | null;
  readonly attribution: Attribution;
  /** GPUs of each job that ran on the pool, as figures with the job's own ids. */
  readonly jobs: readonly Figure[];
  /** GPUs that waiting jobs asked for. null: not known. */
  readonly queuedGpus: Figure | null;
}

/**
 * The GPUs of a pool that belonged to no job while it was down (research/training.md 5.4, E8). They are a loss only as
 * far as work was waiting for them: min(idle GPUs, queued demand) × time. GPUs of a job are in the job's own loss and
 * nowhere else. Returned apart: what waiting jobs lost, and what was lost by nobody (worth nothing).
 */
export function unassignedPieces(pool: Pool): { readonly otherJobs: Piece | null; readonly unassigned: Piece | null } {
  const idle = compute(
    { id: `${pool.id}.idleGpus`, label: 'GPUs of the pool without a job', unit: 'gpus', formula: 'pool − jobs' },
    [pool.gpus, ...pool.jobs],
    (all, ...jobs) =>
      max(
        jobs.reduce((left, job) => left.sub(job), all),
        ZERO,
      ),
  );
  const queued =
    pool.queuedGpus ??
    derived({
      id: `${pool.id}.queuedGpus`,
      label: 'queued demand',
      value: null,
      unit: 'gpus',
      formula: 'the records do not say whether work was waiting',
    });
  const wanted = compute(
    {
      id: `${pool.id}.wantedGpus`,
      label: 'GPUs that work was waiting for',
      unit: 'gpus',
      formula: 'the lesser of idle GPUs and queued demand',
    },
    [idle, queued],
    (free, demand) => min(free, demand),
  );
  const left = compute(
    {
      id: `${pool.id}.unwantedGpus`,
      label: 'GPUs nobody was waiting for',
      unit: 'gpus',
      formula: 'idle GPUs − queued demand',
    },
    [idle, wanted],
    (free, used) => free.sub(used),
  );
  return {
    otherJobs: piece(pool, 'other_jobs_idle', 'idle GPUs that queued jobs were waiting for', wanted, {}),
    // Where the demand is not known, one line that says so is enough.
    unassigned: pool.queuedGpus
      ? piece(pool, 'unassigned', 'idle GPUs with no work waiting: no loss', left, {
          billed: 'no',
          worthless: 'worth nothing: no work was waiting for these GPUs',
        })
      : null,
  };
}

function piece(
  pool: Pool,
  key: string,
  says: string,
  gpus: Figure,
  worth: Partial<Pick<Piece, 'billed' | 'worthless'>>,
): Piece | null {
  if (gpus.value && isZero(gpus.value)) return null;
  const { seconds, span, attribution } = pool;
  const id = `${pool.id}.${key}`;
  return { id, kind: 'other_jobs_idle', says, span, gpus, seconds, attribution, rate: null, billed: 'yes', ...worth };
}
