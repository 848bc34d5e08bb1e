import type { Figure } from '../records/figure.ts';
import { derived } from '../records/figure.ts';
import type { BillingMode } from '../records/run.ts';
import { ZERO } from '../values/exact.ts';
import { clip, type Interval, overlaps, subtract, totalSeconds } from '../values/interval.ts';
import type { UnbilledSpan } from './interruption.ts';
import { isIdle, type Piece } from './piece.ts';

/**
 * Which pieces are money. Reserved and owned capacity is paid for whatever happens. On demand, hours that were not
 * billed are delay and no money: time in the queue by its nature, idle time where the bill or the user says so. Where
 * nobody says, the piece keeps its GPU-hours and its cost is undetermined.
 */
export function applyBilling(
  pieces: readonly Piece[],
  mode: BillingMode | null,
  unbilled: readonly UnbilledSpan[] | null,
): Piece[] {
  if (mode !== 'on-demand') return [...pieces];
  return pieces.flatMap((piece) => {
    if (piece.kind === 'queue') return [unbilledPart(piece, piece.span, piece.seconds, '')];
    if (piece.reduced) return [{ ...piece, billed: 'nobody-knows' }];
    if (!unbilled) return [isIdle(piece.kind) ? { ...piece, billed: 'nobody-knows' } : piece];
    return piece.span ? splitByBill(piece, piece.span, unbilled) : [piece];
  });
}

function splitByBill(piece: Piece, span: Interval, unbilled: readonly UnbilledSpan[]): Piece[] {
  const free = clip(unbilled, span);
  if (free.length === 0) return [piece];
  const paid = subtract([span], free);
  const says = unbilled.flatMap((one) => (one.figure && overlaps(one, span) ? [one.figure] : []));
  if (paid.length === 0) return [unbilledPart(piece, span, piece.seconds, '', says)];
  const part = (
    spans: readonly Interval[],
    name: string,
  ): { readonly span: Interval | null; readonly seconds: Figure } => ({
    span: spans.length === 1 ? (spans[0] ?? null) : null,
    seconds: derived({
      id: `${piece.id}.${name}.seconds`,
      label: `${piece.seconds.label}, ${name}`,
      value: totalSeconds(spans),
      unit: 'seconds',
      formula: `the ${name} spans of it`,
      inputs: [piece.seconds],
    }),
  });
  const billed = part(paid, 'billed');
  const rest = part(free, 'unbilled');
  return [
    { ...piece, id: `${piece.id}.billed`, ...billed },
    unbilledPart(piece, rest.span, rest.seconds, '.unbilled', says),
  ];
}

/** Delay only: no GPU of it was paid for. */
function unbilledPart(
  piece: Piece,
  span: Interval | null,
  seconds: Figure,
  suffix: string,
  inputs: readonly Figure[] = [],
): Piece {
  const id = `${piece.id}${suffix}`;
  const formula = 'none: on demand, and not billed in this time';
  const gpus = derived({ id: `${id}.gpus`, label: 'GPUs paid for', value: ZERO, unit: 'gpus', formula, inputs });
  return { ...piece, id, span, seconds, gpus, says: `${piece.says} (not billed: delay only)`, billed: 'no' };
}
