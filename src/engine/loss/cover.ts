import type { Figure } from '../records/figure.ts';
import { type Exact, min, ZERO } from '../values/exact.ts';
import { compute } from './compute.ts';
import type { Cover, Interruption } from './interruption.ts';
import type { Piece } from './piece.ts';

/**
 * Hours that were bought back elsewhere are valued at the price of the cover and taken off the wasted hours: counting
 * both would value them twice (research/training.md 5.5, E13). Idle hours are bought back first, then the others in
 * their order. A cover whose size is not known is taken off nothing, and its own cost is undetermined.
 */
export function replaceWithCover(interruption: Interruption, pieces: readonly Piece[], cover: Cover): Piece[] {
  const id = `${interruption.id}.cover_cost`;
  const line: Piece = {
    id,
    kind: 'cover_cost',
    says: 'capacity bought elsewhere',
    span: null,
    gpus: cover.gpus,
    seconds: cover.seconds,
    attribution: interruption.attribution,
    rate: cover.rate,
    billed: 'yes',
  };
  if (!cover.gpus.value || !cover.seconds.value) return [line, ...pieces];
  let left = cover.gpus.value.mul(cover.seconds.value);
  const inOrder = [...pieces].sort((a, b) => rank(a) - rank(b));
  const rest = new Map<Piece, Piece>();
  for (const piece of inOrder) {
    const { gpus, seconds } = piece;
    if (!gpus.value || !seconds.value || gpus.value.compare(ZERO) <= 0) continue;
    const taken = min(left, gpus.value.mul(seconds.value));
    if (taken.compare(ZERO) <= 0) continue;
    rest.set(piece, { ...piece, span: null, seconds: lessCover(piece, cover, taken.div(gpus.value)) });
    left = left.sub(taken);
  }
  return [line, ...pieces.map((piece) => rest.get(piece) ?? piece)];
}

function rank(piece: Piece): number {
  return piece.kind === 'outage_idle' ? 0 : 1;
}

function lessCover(piece: Piece, cover: Cover, taken: Exact): Figure {
  const formula = `seconds − ${taken.toFraction()} s that the cover made good`;
  const parts = { id: `${piece.id}.uncovered_seconds`, label: piece.seconds.label, unit: 'seconds', formula };
  return compute(parts, [piece.seconds, cover.gpus, cover.seconds], (seconds) => seconds.sub(taken));
}
