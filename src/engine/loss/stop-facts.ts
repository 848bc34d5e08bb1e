import type { Attribution } from '../records/assessment.ts';
import { assumed, derived, type Figure, measured, type Range } from '../records/figure.ts';
import type { RunEvent } from '../records/run.ts';
import { type Exact, exact, isZero, max, ZERO } from '../values/exact.ts';
import { type Interval, totalSeconds } from '../values/interval.ts';
import { compute, undetermined } from './compute.ts';
import type { Stop } from './interruption.ts';
import { followRedo, type Redo } from './redo.ts';
import { stepsAtBaseline } from './rework.ts';
import { failedLoads, stopTimes } from './stop-times.ts';
import type { FoundStop } from './stops.ts';
import type { Timeline } from './timeline.ts';

interface StopQuestion {
  /** Prefix of the figures. */
  readonly id: string;
  readonly timeline: Timeline;
  readonly found: FoundStop;
  /** This stop and every later one, in order. */
  readonly stops: readonly FoundStop[];
  readonly attribution: Attribution;
  readonly baseline: Figure;
}

/** A stop with every fact as a figure, and the warm-up that lies beyond the lost step. */
export function stopFrom(question: StopQuestion): { readonly stop: Stop; readonly warmupAfter: Figure | null } {
  const { id, timeline, found, baseline } = question;
  const { last, after } = found;
  const times = stopTimes(id, timeline, found);
  const redo = redoOf(question);
  const lastStep = stepFigure(`${id}.lastStep`, 'last completed step', last.step, last.event, last.estimated);
  const restoredStep = restoredFigure(id, found);
  const pace = baseline.value ?? ZERO;
  const line = (key: string, label: string, value: Exact | null | undefined): Figure | null =>
    value && !isZero(value)
      ? derived({ id: `${id}.${key}.seconds`, label, value, unit: 'seconds', formula: FOLLOWED, inputs: [baseline] })
      : null;
  const excess = redo && redo.excess.abs().compare(pace) > 0 ? redo.excess : null;
  const stop: Stop = {
    lastStep,
    restoredStep,
    newest: newestOf(id, found),
    times,
    failedLoads: failedLoads(id, times, found, question.attribution),
    warmup: line('warmup_excess', 'first steps beyond the baseline', redo?.warmup),
    repeatedSaves: line('rework_normal_saves', 'saves made again', redo?.repeatedSaves),
    newSaves: line('redo.extra_save_stall', 'saves not made before', redo?.newSaves),
    redoExcess: line('redo.degraded_excess', 'redone steps beyond the baseline', excess),
    elapsed: found.contradicted
      ? contradicted(id)
      : times.caughtUp
        ? ownTime(question, times.lastStepEnd.figure, times.caughtUp.figure)
        : null,
    resumed: after !== null,
    atRisk: after ? null : atRisk(id, found, lastStep, baseline),
  };
  return {
    stop,
    warmupAfter: line('warmup_after', 'first steps beyond the baseline, past the lost step', redo?.warmupAfter),
  };
}

const FOLLOWED = 'summed over the steps of the log';

function redoOf({ found, stops }: StopQuestion): Redo | null {
  const resumptions = stops.flatMap((stop) =>
    stop.after
      ? [{ segment: stop.after, restored: stop.restored.step, ready: stop.ready?.logged ? stop.ready.at : null }]
      : [],
  );
  const savedBefore = new Set(
    found.checkpoints.map((checkpoint) => checkpoint.step).concat(found.before.saves.map((save) => save.step)),
  );
  return found.after
    ? followRedo({ resumptions, lastStep: found.last.step, baseline: found.baseline, savedBefore })
    : null;
}

function stepFigure(id: string, label: string, step: number, event: RunEvent, estimate: string | null): Figure {
  const parts = { id, label, value: exact(step), unit: 'steps', origin: event.origin };
  return estimate
    ? assumed({ ...parts, formula: estimate })
    : measured({ ...parts, formula: `${event.event} ${event.step ?? ''}`.trim() });
}

function restoredFigure(id: string, { restored }: FoundStop): Figure {
  const { step, checkpoint, evidence } = restored;
  const parts = {
    id: `${id}.restoredStep`,
    label: 'checkpoint the run went on from',
    value: exact(step),
    unit: 'steps',
  };
  if (evidence && evidence.least === evidence.most)
    return measured({ ...parts, formula: `the next process went on from step ${step}`, origin: evidence.event.origin });
  if (!checkpoint) {
    const formula = evidence
      ? 'reckoned back from the first step of the next process'
      : 'no checkpoint was durable: from scratch';
    return derived({ ...parts, formula, origin: evidence?.event.origin });
  }
  const build = checkpoint.durability === 'unknown' && !evidence ? assumed : measured;
  return build({
    ...parts,
    formula: `newest checkpoint before the failure: ${checkpoint.why}`,
    origin: checkpoint.event.origin,
  });
}

/** Where an older checkpoint was taken than the newest durable one, who bears the difference depends on why (E4). */
function newestOf(id: string, { checkpoints, restored, tries, after }: FoundStop): Stop['newest'] {
  const newest = checkpoints.find((checkpoint) => checkpoint.durability !== 'not-durable');
  if (!newest || newest.step <= restored.step) return null;
  const loads = [...tries.flatMap((life) => life.loadStarts), ...(after?.loadStarts ?? [])];
  const failedToLoad = newest.corrupt || loads.some((load) => load.step !== null && load.step > restored.step);
  const step = stepFigure(`${id}.newestStep`, 'newest checkpoint of the manifest', newest.step, newest.event, null);
  return failedToLoad
    ? { step, attribution: 'customer', why: 'further steps done again: the newest checkpoint could not be loaded' }
    : {
        step,
        attribution: 'unclear',
        why: 'further steps done again: an older checkpoint was taken than the newest durable one',
      };
}

function contradicted(id: string): Figure {
  const parts = { id: `${id}.elapsed`, label: 'last completed step until it is reached again', unit: 'seconds' };
  return undetermined(parts, 'the next process stepped before this one had ended');
}

/**
 * T0 to t_c, less what later stops on the way back own: the first failure is charged with what it would have cost
 * alone, the second with the rest (research/training.md 5.4, E10).
 */
function ownTime({ id, stops }: StopQuestion, begin: Figure, end: Figure): Figure {
  const [own, ...later] = stops.map(spanOf);
  const nested = later.flatMap((span) => (span && own && span.begin < own.end ? [span] : []));
  const owned = own ? totalSeconds([own]).sub(totalSeconds(nested)) : ZERO;
  const formula =
    nested.length > 0
      ? 'caught up − end of the last completed step − what later failures own'
      : 'caught up − end of the last completed step';
  return compute(
    { id: `${id}.elapsed`, label: 'last completed step until it is reached again', unit: 'seconds', formula },
    [begin, end],
    () => max(owned, ZERO),
  );
}

function spanOf({ last, caughtUp }: FoundStop): Interval | null {
  return caughtUp ? { begin: last.at, end: caughtUp.at } : null;
}

/** From resuming at the newest checkpoint there can be, to giving the run up with all it has done (E3, R2). */
function atRisk(id: string, found: FoundStop, lastStep: Figure, baseline: Figure): Range {
  const { checkpoints, restored, last } = found;
  const best = checkpoints.find((checkpoint) => checkpoint.durability !== 'not-durable')?.step ?? 0;
  const from = (key: string, step: number): Figure => {
    const parts = { id: `${id}.atRisk.${key}.from`, label: 'checkpoint', value: exact(step), unit: 'steps' };
    return stepsAtBaseline(
      `${id}.atRisk.${key}`,
      lastStep,
      derived({ ...parts, formula: step === 0 ? 'none: from scratch' : 'if it can be restored' }),
      baseline,
    );
  };
  const worked = workedFromScratch(id, found);
  return {
    low: { ...from('low', best), label: 'work at risk, at least' },
    base: { ...from('base', restored.step), label: 'work at risk' },
    high: { ...(last.step === 0 || !worked ? from('high', 0) : worked), label: 'work at risk, at most' },
  };
}

/** Everything the run has done, as the clock shows it, where its only life began at step 0. */
function workedFromScratch(id: string, { before, last }: FoundStop): Figure | null {
  const begin = before.firstStep ?? before.loadEnds.at(-1);
  const end = before.failure ?? before.ended ?? last.event;
  const [sample] = before.samples;
  if (!begin || before.attempt !== 1 || !sample || begin.at >= sample.at || (before.loadEnds.at(-1)?.step ?? 0) > 0)
    return null;
  const value = exact(end.at - begin.at, 1000);
  const parts = { id: `${id}.atRisk.high.seconds`, label: 'work so far', value, unit: 'seconds', origin: end.origin };
  return measured({ ...parts, formula: 'from the start of training until it broke off' });
}
