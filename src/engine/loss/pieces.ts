import type { Figure } from '../records/figure.ts';
import { compute, undetermined } from './compute.ts';
import type { Interruption, ReleasedGpus, SpareSwap } from './interruption.ts';
import { elapsed } from './moment.ts';
import type { Piece } from './piece.ts';
import { reworkPieces } from './rework.ts';
import { stoppedTime } from './stopped-time.ts';

/** What an interruption cost, in GPUs and seconds, before any cover: every GPU-second stands in one piece. */
export function piecesOf(interruption: Interruption): Piece[] {
  const { stop } = interruption;
  const stopped = stop ? stoppedTime(interruption, stop) : [];
  // GPUs that are known to have been given back are taken off as their own line.
  const reduced = interruption.reduced && interruption.released.length === 0;
  const running = [
    ...(stop ? reworkPieces(interruption, stop, stopped) : []),
    ...interruption.slow.map((slow, index) => whole(interruption, 'degraded_excess', index, slow)),
  ].map((piece) => ({ ...piece, reduced }));
  return [
    ...stopped,
    ...running,
    ...interruption.stalls.map((stall, index) => whole(interruption, stall.kind, index, stall)),
    ...interruption.spares.map((spare, index) => nodeUnavailable(interruption, spare, index)),
    ...interruption.released.map((released, index) => avoided(interruption, released, index)),
  ];
}

function whole(
  interruption: Interruption,
  kind: Piece['kind'],
  index: number,
  lost: Pick<Piece, 'seconds' | 'span' | 'says'> & { readonly attribution?: Piece['attribution'] },
): Piece {
  const id = pieceId(interruption.id, kind, index);
  const { seconds, span, says, attribution = interruption.attribution } = lost;
  return { id, kind, says, span, gpus: interruption.gpus, seconds, attribution, rate: null, billed: 'yes' };
}

/** From the swap on only: until then the failed GPUs are among those of the job (E7). */
function nodeUnavailable(interruption: Interruption, spare: SpareSwap, index: number): Piece {
  const id = pieceId(interruption.id, 'node_unavailable', index);
  const label = 'failed node out of work after the swap';
  const parts = { id: `${id}.seconds`, label, unit: 'seconds' };
  return {
    id,
    kind: 'node_unavailable',
    says: label,
    span: spare.repaired ? { begin: spare.swapped.at, end: spare.repaired.at } : null,
    gpus: spare.gpus,
    seconds: spare.repaired
      ? elapsed(parts.id, label, spare.swapped, spare.repaired)
      : undetermined(parts, 'the end of the repair was not seen', [spare.swapped.figure]),
    attribution: interruption.attribution,
    rate: null,
    billed: 'yes',
  };
}

function avoided(interruption: Interruption, released: ReleasedGpus, index: number): Piece {
  const id = pieceId(interruption.id, 'avoided_unbilled', index);
  const parts = {
    id: `${id}.gpus`,
    label: 'GPUs given back',
    unit: 'gpus',
    formula: 'taken off: they were not billed',
  };
  const gpus: Figure = compute(parts, [released.gpus], (count) => count.neg());
  const { seconds, span } = released;
  return {
    id,
    kind: 'avoided_unbilled',
    says: 'GPUs given back and not billed',
    span,
    gpus,
    seconds,
    attribution: interruption.attribution,
    rate: null,
    billed: 'yes',
  };
}

function pieceId(prefix: string, kind: Piece['kind'], index: number): string {
  return `${prefix}.${kind}${index === 0 ? '' : `.${index + 1}`}`;
}
