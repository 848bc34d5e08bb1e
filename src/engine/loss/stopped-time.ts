import type { BucketKind } from '../records/assessment.ts';
import type { Interval } from '../values/interval.ts';
import { subtract } from '../values/interval.ts';
import type { Interruption, Stop } from './interruption.ts';
import { elapsed, type Moment, momentOf } from './moment.ts';
import type { Piece } from './piece.ts';

/**
 * The wall-clock part of a stop, from the end of the last completed step until the process is ready to step again, cut
 * at the moments that were seen (research/training.md 5.3). Where a moment was not seen, the phases on both sides of it
 * are booked undivided: their sum is known, their border is not. Nothing is booked after the last moment seen.
 */
export function stoppedTime(interruption: Interruption, stop: Stop): Piece[] {
  const { times } = stop;
  const phases: readonly Phase[] = [
    { kind: 'aborted_step', says: 'the step that was lost half-way', end: times.failed },
    { kind: 'detect', says: 'hang until detected', end: times.detected },
    {
      kind: interruption.spares.length > 0 ? 'reschedule_on_spare' : 'outage_idle',
      says: idleWords(interruption),
      end: times.capacityBack,
    },
    { kind: 'queue', says: 'waiting for resources', end: times.granted },
    { kind: 'restart_load', says: 'restart and load', end: times.ready },
  ];
  const pieces: Piece[] = [];
  let begin = times.lastStepEnd;
  let open: Phase[] = [];
  for (const phase of phases) {
    open.push(phase);
    if (!phase.end) continue;
    if (phase.end.at > begin.at) pieces.push(...pieceOf(interruption, stop, open, begin, phase.end));
    begin = phase.end;
    open = [];
  }
  return pieces;
}

interface Phase {
  readonly kind: BucketKind;
  readonly says: string;
  readonly end: Moment | null;
}

function idleWords(interruption: Interruption): string {
  return interruption.spares.length > 0 ? 'moving to the spare' : 'idle while the capacity was out';
}

function pieceOf(
  interruption: Interruption,
  stop: Stop,
  phases: readonly Phase[],
  begin: Moment,
  end: Moment,
): Piece[] {
  const { kind, says } = merged(phases);
  const base = { gpus: interruption.gpus, attribution: interruption.attribution, rate: null, billed: 'yes' } as const;
  if (!phases.some((phase) => phase.kind === 'restart_load') || stop.failedLoads.length === 0) {
    const id = `${interruption.id}.${kind}`;
    return [
      {
        ...base,
        id,
        kind,
        says,
        span: { begin: begin.at, end: end.at },
        seconds: elapsed(`${id}.seconds`, says, begin, end),
      },
    ];
  }
  return splitAtFailedLoads(interruption, stop, { kind, says }, begin, end);
}

/** Loading that came to nothing is its own line, so that the load that worked is not counted with it. */
function splitAtFailedLoads(
  interruption: Interruption,
  stop: Stop,
  rest: { readonly kind: BucketKind; readonly says: string },
  begin: Moment,
  end: Moment,
): Piece[] {
  const moments = new Map(
    [begin, end, ...stop.failedLoads.flatMap((load) => [load.begin, load.end])].map((m) => [m.at, m]),
  );
  const pieceAt = (
    span: Interval,
    index: number,
    kind: BucketKind,
    says: string,
    attribution = interruption.attribution,
  ): Piece => {
    const id = `${interruption.id}.${kind}${index === 0 ? '' : `.${index + 1}`}`;
    const [from, to] = [momentAt(moments, span.begin, begin), momentAt(moments, span.end, end)];
    const seconds = elapsed(`${id}.seconds`, says, from, to);
    return { id, kind, says, span, gpus: interruption.gpus, seconds, attribution, rate: null, billed: 'yes' };
  };
  const failed = stop.failedLoads.map((load) => ({ begin: load.begin.at, end: load.end.at }));
  const others = subtract([{ begin: begin.at, end: end.at }], failed);
  return [
    ...others.map((span, index) => pieceAt(span, index, rest.kind, rest.says)),
    ...stop.failedLoads.map((load, index) =>
      pieceAt({ begin: load.begin.at, end: load.end.at }, index, 'failed_load_attempt', load.says, load.attribution),
    ),
  ].sort((a, b) => (a.span?.begin ?? 0) - (b.span?.begin ?? 0));
}

function momentAt(moments: ReadonlyMap<number, Moment>, at: number, fallback: Moment): Moment {
  return moments.get(at) ?? momentOf(`${fallback.figure.id}.cut`, fallback.figure.label, at, { grade: 'derived' });
}

/** Undivided time is named after the phase that costs most where it cannot be told apart: being out of capacity. */
function merged(phases: readonly Phase[]): { kind: BucketKind; says: string } {
  const [first] = phases;
  if (phases.length === 1 && first) return first;
  const kinds = phases.map((phase) => phase.kind);
  const head = (['outage_idle', 'reschedule_on_spare', 'detect', 'restart_load'] as const).find((kind) =>
    kinds.includes(kind),
  );
  return {
    kind: head ?? 'outage_idle',
    says: `${phases.map((phase) => SHORT[phase.kind]).join(', ')}: not told apart in the log`,
  };
}

const SHORT: Partial<Record<BucketKind, string>> = {
  aborted_step: 'aborted step',
  detect: 'hang',
  outage_idle: 'capacity out',
  reschedule_on_spare: 'move to spare',
  queue: 'queue',
  restart_load: 'restart and load',
};
