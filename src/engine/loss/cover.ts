import type { Attribution } from '../records/assessment.ts';
import type { Figure } from '../records/figure.ts';
import { type Exact, min, ZERO } from '../values/exact.ts';
import { compute } from './compute.ts';
import type { Cover } from './interruption.ts';
import type { Piece } from './piece.ts';

interface CoveredLoss {
  /** Prefix of the figures. */
  readonly id: string;
  readonly attribution: Attribution;
  /** GPUs of the whole job: what stood idle where nothing was billed. */
  readonly gpus: Figure;
}

/**
 * Hours that were bought back elsewhere are valued at the price of the cover and taken off the wasted hours: counting
 * both would value them twice (research/training.md 5.5, E13). Idle hours that were paid for are bought back first,
 * then idle hours that were not, then the others in their order. A cover whose size is not known is taken off nothing,
 * and its own cost is undetermined.
 */
export function replaceWithCover(loss: CoveredLoss, pieces: readonly Piece[], covers: readonly Cover[]): Piece[] {
  const lines = covers.map((cover, index) => coverLine(loss, cover, index));
  const known = covers.filter((cover) => cover.gpus.value && cover.seconds.value);
  let left = known.reduce((all, cover) => all.add(gpuSeconds(cover.gpus, cover.seconds) ?? ZERO), ZERO);
  const rest = new Map<Piece, Piece>();
  for (const piece of [...pieces].sort((a, b) => rank(a) - rank(b))) {
    const gpus = piece.billed === 'no' ? loss.gpus : piece.gpus;
    const size = gpuSeconds(gpus, piece.seconds);
    if (!size || !gpus.value || size.compare(ZERO) <= 0) continue;
    const taken = min(left, size);
    if (taken.compare(ZERO) <= 0) break;
    // What was not billed costs nothing: covering it uses the cover up and takes nothing off.
    if (piece.billed !== 'no')
      rest.set(piece, { ...piece, span: null, seconds: lessCover(piece, known, taken.div(gpus.value)) });
    left = left.sub(taken);
  }
  return [...lines, ...pieces.map((piece) => rest.get(piece) ?? piece)];
}

function coverLine({ id, attribution }: CoveredLoss, { gpus, seconds, rate }: Cover, index: number): Piece {
  return {
    id: `${id}.cover_cost${index === 0 ? '' : `.${index + 1}`}`,
    kind: 'cover_cost',
    says: 'capacity bought elsewhere',
    span: null,
    gpus,
    seconds,
    attribution,
    rate,
    billed: 'yes',
  };
}

function gpuSeconds(gpus: Figure, seconds: Figure): Exact | null {
  return gpus.value && seconds.value && gpus.value.mul(seconds.value);
}

function rank(piece: Piece): number {
  if (piece.kind !== 'outage_idle') return 2;
  return piece.billed === 'no' ? 1 : 0;
}

function lessCover(piece: Piece, covers: readonly Cover[], taken: Exact): Figure {
  const formula = `seconds − ${taken.toFraction()} s that the cover made good`;
  const parts = { id: `${piece.id}.uncovered_seconds`, label: piece.seconds.label, unit: 'seconds', formula };
  const inputs = [piece.seconds, ...covers.flatMap((cover) => [cover.gpus, cover.seconds])];
  return compute(parts, inputs, (seconds) => seconds.sub(taken));
}
