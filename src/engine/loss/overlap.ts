import { derived } from '../records/figure.ts';
import type { Instant } from '../values/instant.ts';
import { totalSeconds } from '../values/interval.ts';
import type { IncidentShare, Interruption, StopTimes } from './interruption.ts';
import type { Piece } from './piece.ts';

/** The pieces that one incident owns. */
export interface OwnedPieces {
  /** null: no incident of the case is known to have caused them. */
  readonly share: IncidentShare | null;
  readonly pieces: readonly Piece[];
}

/**
 * Shares an interruption among the incidents that kept the run down (research/training.md 5.4, E9): the first in time
 * owns what it would have cost alone, which is the time until its own end and the whole way back; a later one owns only
 * the time by which it kept the capacity away longer. The shares add up to the union, never to more.
 */
export function shareAmongIncidents(interruption: Interruption, pieces: readonly Piece[]): OwnedPieces[] {
  const [first, ...later] = interruption.incidents;
  const back = interruption.stop ? capacityBack(interruption.stop.times) : null;
  if (!first || later.length === 0 || back === null) return [{ share: first ?? null, pieces }];
  const extensions = extensionsOf(first, later, back);
  const owned = extensions.map(({ share, begin, end }) => ({
    share,
    pieces: cutOut(interruption.id, pieces, begin, end, share),
  }));
  const cuts = extensions.map(({ begin, end }) => ({ begin, end }));
  const rest = pieces.flatMap((piece) => without(piece, cuts));
  return [{ share: first, pieces: rest }, ...owned];
}

/** Until when the incidents kept the run from being restarted: later moments are the way back. */
function capacityBack(times: StopTimes): Instant | null {
  return (times.capacityBack ?? times.granted ?? times.ready)?.at ?? null;
}

interface Extension {
  readonly share: IncidentShare;
  readonly begin: Instant;
  readonly end: Instant;
}

function extensionsOf(first: IncidentShare, later: readonly IncidentShare[], back: Instant): Extension[] {
  let reached = first.end.at;
  return later.flatMap((share) => {
    const begin = reached;
    const end = Math.min(share.end.at, back);
    if (end <= begin) return [];
    reached = end;
    return [{ share, begin, end }];
  });
}

function cutOut(prefix: string, pieces: readonly Piece[], begin: Instant, end: Instant, share: IncidentShare): Piece[] {
  return pieces.flatMap((piece) => {
    if (!piece.span) return [];
    const span = { begin: Math.max(piece.span.begin, begin), end: Math.min(piece.span.end, end) };
    if (span.end <= span.begin) return [];
    const id = `${share.id}${piece.id.slice(prefix.length)}`;
    const says = `${piece.says}, longer because of ${share.incident}`;
    return [
      {
        ...piece,
        id,
        says,
        span,
        attribution: share.attribution,
        seconds: partSeconds(id, piece, span.end - span.begin, share),
      },
    ];
  });
}

function without(piece: Piece, cuts: readonly { readonly begin: Instant; readonly end: Instant }[]): Piece[] {
  const { span } = piece;
  if (!span) return [piece];
  const lost = cuts.reduce(
    (sum, cut) => sum + Math.max(0, Math.min(span.end, cut.end) - Math.max(span.begin, cut.begin)),
    0,
  );
  if (lost === 0) return [piece];
  const left = span.end - span.begin - lost;
  if (left === 0) return [];
  const begin = cuts.some((cut) => cut.begin <= span.begin) ? span.begin + lost : span.begin;
  const kept = { begin, end: begin + left };
  const seconds = derived({
    id: `${piece.id}.own_seconds`,
    label: piece.seconds.label,
    value: totalSeconds([kept]),
    unit: 'seconds',
    formula: 'what later incidents extended is theirs',
    inputs: [piece.seconds],
  });
  return [{ ...piece, span: kept, seconds }];
}

function partSeconds(id: string, piece: Piece, ms: number, share: IncidentShare): Piece['seconds'] {
  const value = totalSeconds([{ begin: 0, end: ms }]);
  const inputs = [piece.seconds, share.end.figure];
  return derived({
    id: `${id}.seconds`,
    label: piece.seconds.label,
    value,
    unit: 'seconds',
    formula: 'the part after the incidents before it had ended',
    inputs,
  });
}
