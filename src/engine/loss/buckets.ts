import type { LossBucket } from '../records/assessment.ts';
import type { Figure } from '../records/figure.ts';
import type { BillingMode } from '../records/run.ts';
import { exact, ZERO } from '../values/exact.ts';
import { compute, undetermined } from './compute.ts';
import type { Piece } from './piece.ts';

const SECONDS_PER_HOUR = exact(3600);

/** What turns GPU-hours into money. */
export interface Rate {
  /** Money per GPU-hour; a null value makes every cost undetermined. */
  readonly perGpuHour: Figure;
  readonly mode: BillingMode | null;
  readonly currency: string;
}

/** A piece with its GPU-hours and its cost: cost = GPUs × seconds ÷ 3600 × rate, exact. */
export function bucketOf(piece: Piece, rate: Rate): LossBucket {
  const { kind, says, span, gpus, seconds, attribution } = piece;
  const gpuHours = compute(
    { id: `${piece.id}.gpuHours`, label: `GPU-hours: ${says}`, unit: 'gpu-hours', formula: 'GPUs × seconds ÷ 3600' },
    [gpus, seconds],
    (count, time) => count.mul(time).div(SECONDS_PER_HOUR),
  );
  const cost = costOf(piece, gpuHours, rate);
  return {
    kind,
    says,
    span,
    gpus,
    seconds,
    gpuHours,
    cost,
    grade: seconds.grade,
    attribution,
    cash: isCash(piece, rate.mode),
  };
}

function costOf(piece: Piece, gpuHours: Figure, rate: Rate): Figure {
  const parts = { id: `${piece.id}.cost`, label: `Cost: ${piece.says}`, unit: rate.currency };
  if (piece.billed === 'no')
    return compute({ ...parts, formula: piece.worthless ?? 'no GPU-hour was billed' }, [gpuHours], () => ZERO);
  if (!piece.rate && rate.mode === null)
    return undetermined(parts, 'the billing mode of the run is not known (reserved, on-demand or owned)', [gpuHours]);
  if (piece.billed === 'nobody-knows')
    return undetermined(parts, 'neither the bill nor the case says whether these on-demand hours were billed', [
      gpuHours,
    ]);
  return compute({ ...parts, formula: 'GPU-hours × rate' }, [gpuHours, piece.rate ?? rate.perGpuHour], (hours, price) =>
    hours.mul(price),
  );
}

/** Cover and on-demand hours are money that leaves the house for it; reserved and owned hours were paid for anyway. */
function isCash(piece: Piece, mode: BillingMode | null): boolean {
  return piece.kind === 'cover_cost' || piece.kind === 'avoided_unbilled' || mode === 'on-demand';
}
