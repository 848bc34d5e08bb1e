import type { BucketKind } from '../records/assessment.ts';
import type { Figure } from '../records/figure.ts';
import { isZero, max, sum, ZERO } from '../values/exact.ts';
import { compute, undetermined } from './compute.ts';
import type { Interruption, Stop } from './interruption.ts';
import type { Piece } from './piece.ts';

/**
 * The stepping part of a stop: from ready to step until the lost step is reached again. Work that was thrown away and
 * work that was done again are one loss, valued once, at the baseline (basis `redo`, research/training.md 5.3): never
 * both.
 */
export function reworkPieces(interruption: Interruption, stop: Stop, stopped: readonly Piece[]): Piece[] {
  const { attribution } = interruption;
  if (stop.resumed && stop.elapsed && !isKnown(interruption.baseline)) {
    const seconds = measuredRedo(interruption.id, stop.elapsed, stopped);
    return [
      pieceOf(interruption, 'rework', 'warm-up and steps done again, not told apart', seconds, attribution),
    ].flatMap((piece) => piece ?? []);
  }
  const pieces = [
    pieceOf(interruption, 'warmup_excess', 'slow first steps after the restart', stop.warmup, attribution),
    ...redonePieces(interruption, stop),
    pieceOf(
      interruption,
      'rework_normal_saves',
      'saves of the run that had to be made again',
      stop.repeatedSaves,
      attribution,
    ),
    pieceOf(
      interruption,
      'extra_save_stall',
      'saves on the way back that the run had not made before',
      stop.newSaves,
      'unclear',
    ),
    pieceOf(interruption, 'degraded_excess', 'redone steps off the baseline', stop.redoExcess, 'unclear'),
  ];
  return pieces.flatMap((piece) => piece ?? []);
}

function redonePieces(interruption: Interruption, stop: Stop): (Piece | null)[] {
  const { id, attribution, baseline } = interruption;
  const { lastStep, restoredStep, newest } = stop;
  if (!stop.resumed)
    return [pieceOf(interruption, 'rework', REDONE, notResumed(interruption, restoredStep), attribution)];
  if (!newest)
    return [
      pieceOf(
        interruption,
        'rework',
        REDONE,
        asSeen(stop, stepsAtBaseline(`${id}.rework`, lastStep, restoredStep, baseline)),
        attribution,
      ),
    ];
  const base = asSeen(stop, stepsAtBaseline(`${id}.rework`, lastStep, newest.step, baseline));
  const extra = asSeen(stop, stepsAtBaseline(`${id}.rework_extra_corrupt`, newest.step, restoredStep, baseline));
  return [
    pieceOf(interruption, 'rework', `${REDONE}, from the newest checkpoint`, base, attribution),
    pieceOf(interruption, 'rework_extra_corrupt', newest.why, extra, newest.attribution),
  ];
}

const REDONE = 'steps done again';

/** (from − to) steps at the baseline, never less than none. */
export function stepsAtBaseline(id: string, from: Figure, to: Figure, baseline: Figure): Figure {
  const steps = compute(
    { id: `${id}.steps`, label: 'steps to do again', unit: 'steps', formula: `${from.label} − ${to.label}` },
    [from, to],
    (last, first) => max(last.sub(first), ZERO),
  );
  return compute(
    { id: `${id}.seconds`, label: REDONE, unit: 'seconds', formula: 'steps × seconds per healthy step' },
    [steps, baseline],
    (count, each) => count.mul(each),
  );
}

/** Without a baseline the way back has no parts, but where both its ends were seen it has a length. */
function measuredRedo(id: string, whole: Figure, stopped: readonly Piece[]): Figure {
  const parts = {
    id: `${id}.rework.seconds`,
    label: REDONE,
    unit: 'seconds',
    formula: 'last completed step until it is reached again − the time stopped',
  };
  return compute(parts, [whole, ...stopped.map((piece) => piece.seconds)], (all, ...rest) =>
    max(all.sub(sum(rest)), ZERO),
  );
}

function notResumed(interruption: Interruption, restored: Figure): Figure {
  const parts = { id: `${interruption.id}.rework.seconds`, label: REDONE, unit: 'seconds' };
  return undetermined(parts, 'the run is not resumed in the log: its rework is at risk, see the range', [restored]);
}

function isKnown(figure: Figure): boolean {
  return figure.value !== null;
}

/** Steps that are still to be done again are reckoned, not seen. */
function asSeen(stop: Stop, seconds: Figure): Figure {
  if (stop.elapsed || seconds.value === null) return seconds;
  return { ...seconds, grade: 'assumed', formula: `${seconds.formula}; assumed: the log ends before they are done` };
}

function pieceOf(
  interruption: Interruption,
  kind: BucketKind,
  says: string,
  seconds: Figure | null,
  attribution: Piece['attribution'],
): Piece | null {
  if (!seconds || (seconds.value && isZero(seconds.value))) return null;
  // Redone steps that are off the baseline belong to this kind's own line, beside a slow span of the incident itself.
  const id = `${interruption.id}.${kind === 'degraded_excess' || kind === 'extra_save_stall' ? `redo.${kind}` : kind}`;
  return { id, kind, says, span: null, gpus: interruption.gpus, seconds, attribution, rate: null, billed: 'yes' };
}
