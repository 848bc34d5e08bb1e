import { derived, type Figure } from '../records/figure.ts';
import type { Issue } from '../records/issue.ts';
import type { RunEvent } from '../records/run.ts';
import { exact, toText } from '../values/exact.ts';
import type { Reach } from './affected.ts';
import { total } from './compute.ts';
import { elapsed, type Moment, momentOf } from './moment.ts';
import type { FoundStop } from './stops.ts';
import type { Timeline } from './timeline.ts';

/** What a planned exit took, from its last save until the next process was ready: time of the run, not of an outage (R1). */
export interface PlannedExit {
  readonly saveStall: Figure | null;
  readonly requeue: Figure | null;
  readonly queueAndLaunch: Figure | null;
  readonly load: Figure | null;
  readonly total: Figure;
  readonly rollbackSteps: Figure;
}

export function plannedExit(timeline: Timeline, { before, after, last, restored, ready }: FoundStop): PlannedExit {
  const id = `runs.${timeline.run.id}.attempt-${before.attempt}.exit`;
  const save = before.saves.at(-1);
  const moment = (key: string, label: string, event: RunEvent | null | undefined): Moment | null =>
    event ? momentOf(`${id}.${key}`, label, event.at, { grade: 'measured', origin: event.origin }) : null;
  const saveStart = moment('saveStart', 'save began', save && save.step >= last.step ? save.started : null);
  const saved = moment('saved', 'save done', saveStart ? (save?.done ?? save?.committed) : null);
  const ended = moment('ended', 'process ended', before.ended);
  const begun = moment('begun', 'next process began', after?.begun ?? after?.scheduled);
  const isReady =
    ready &&
    momentOf(`${id}.ready`, 'ready to step', ready.at, {
      grade: ready.logged ? 'measured' : 'derived',
      origin: ready.event.origin,
    });
  const part = (key: string, label: string, from: Moment | null, to: Moment | null): Figure | null =>
    from && to && to.at >= from.at ? elapsed(`${id}.${key}`, label, from, to) : null;
  const parts = {
    saveStall: part('saveStall', 'save stall', saveStart, saved),
    requeue: part('requeue', 'requeue', saved, ended),
    queueAndLaunch: part('queueAndLaunch', 'queue and launch', ended, begun),
    load: part('load', 'load', begun, isReady),
  };
  const known = Object.values(parts).flatMap((figure) => figure ?? []);
  return {
    ...parts,
    total: total({ id: `${id}.total`, label: 'planned exit and restart', unit: 'seconds' }, known),
    rollbackSteps: derived({
      id: `${id}.rollbackSteps`,
      label: 'steps rolled back',
      value: exact(after ? Math.max(0, last.step - restored.step) : 0),
      unit: 'steps',
      formula: `last completed step ${last.step} − step the run went on from`,
      origin: last.event.origin,
    }),
  };
}

export function plannedExitIssue(timeline: Timeline, stop: FoundStop, reach: readonly Reach[]): Issue {
  const exit = plannedExit(timeline, stop);
  const took = exit.total.value
    ? ` It took ${toText(exit.total.value)} s, ${toText(exit.rollbackSteps.value ?? exact(0))} steps were rolled back.`
    : '';
  const during = reach[0] ? ` Incident ${reach[0].incident.id} was under way, but the log shows no fault.` : '';
  return {
    code: 'training/planned-exit',
    severity: reach.length > 0 ? 'warning' : 'note',
    message: `Attempt ${stop.before.attempt} of run ${timeline.run.id} ended by plan, so no loss is counted for it.${took}${during}`,
    origin: stop.before.ended?.origin,
    fix: reach.length > 0 ? 'If the exit was forced by the outage, give the log a failure line.' : undefined,
  };
}
