import type { Incident } from '../records/assessment.ts';
import type { Issue } from '../records/issue.ts';
import type { RunEvent } from '../records/run.ts';
import { exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { type Baseline, baselineOf, median } from './baseline.ts';
import { type Checkpoint, checkpointsAt, survivingTiers } from './checkpoints.ts';
import { milliseconds } from './moment.ts';
import { gapOf, type Restored, restoredFrom, resumeEvidence } from './resume.ts';
import type { Segment } from './segments.ts';
import { type LastStep, lastStepOf, reachedAt, type Timeline } from './timeline.ts';

/** A place where a run's steps broke off: what its log says of the way down and the way back, before any figure. */
export interface FoundStop {
  readonly before: Segment;
  /** Process lives that never completed a step. */
  readonly tries: readonly Segment[];
  /** The life that stepped again. null: none did. */
  readonly after: Segment | null;
  readonly last: LastStep & { readonly estimated: string | null };
  readonly baseline: Baseline;
  readonly checkpoints: readonly Checkpoint[];
  readonly restored: Restored;
  readonly ready: FoundReady | null;
  readonly caughtUp: { readonly at: Instant; readonly event: RunEvent; readonly exact: boolean } | null;
  readonly planned: boolean;
  /** The next life stepped before this one had ended: the times contradict each other. */
  readonly contradicted: boolean;
}

export interface FoundReady {
  readonly at: Instant;
  readonly event: RunEvent;
  /** As logged, or reckoned back from the first step seen. */
  readonly logged: boolean;
}

/** Every break between two process lives that stepped, and the end of the last one if something ended it. */
export function stopsOf(timeline: Timeline, incidents: readonly Incident[]): FoundStop[] {
  const { segments } = timeline;
  const productive = segments.filter((segment) => lastStepOf(segment) !== null);
  return productive.flatMap((before, index) => {
    const after = productive[index + 1] ?? null;
    const begin = segments.indexOf(before) + 1;
    const tries = segments.slice(begin, after ? segments.indexOf(after) : segments.length);
    if (!after && (before.planned || !(endedBadly(before, tries) || brokeOffInIncident(timeline, before, incidents))))
      return [];
    return [foundStop(timeline, { before, tries, after }, incidents)];
  });
}

function endedBadly(before: Segment, tries: readonly Segment[]): boolean {
  return before.failure !== null || tries.length > 0 || before.ended !== null;
}

/** The log breaks off, with no line of an end, and an incident that began in this life is under way when its next line was due. */
function brokeOffInIncident(timeline: Timeline, before: Segment, incidents: readonly Incident[]): boolean {
  const { last } = timeline;
  if (before.ended !== null || last === null) return false;
  const walls = before.samples.flatMap((sample) => sample.wall ?? []);
  const due = last.at + (walls.length > 0 ? 2 * milliseconds(median(walls)) : 0);
  // A life that began when the incident was already under way outlived it so far: its log may simply have been copied.
  const began = before.samples[0]?.at ?? last.at;
  return incidents.some(({ span }) => span.begin >= began && span.begin <= due && last.at < span.end);
}

function foundStop(
  timeline: Timeline,
  lives: Pick<FoundStop, 'before' | 'tries' | 'after'>,
  incidents: readonly Incident[],
): FoundStop {
  const { before, after } = lives;
  const { segments } = timeline;
  const earlier = segments.slice(0, segments.indexOf(before) + 1);
  const logged = lastStepOf(before) as LastStep;
  const impaired = incidents.map((incident) => incident.span);
  const baseline = baselineOf({ id: '', segments, before: logged.at, impaired });
  const last = refined(logged, before, baseline, incidents);
  const evidence = after ? resumeEvidence(after, gapOf(before) ?? 1) : null;
  const cutoff = Math.max(last.at, before.failure?.at ?? last.at);
  const survived = survivingTiers(before.failure, after ? [...after.loadStarts, ...after.loadEnds] : []);
  const checkpoints = checkpointsAt({ segments: earlier, cutoff, committedTiers: timeline.committedTiers, survived });
  const restored = restoredFrom(checkpoints, evidence);
  const ready = after ? readyOf(after, restored.step, baseline) : null;
  const caughtUp =
    after && restored.step >= last.step && ready
      ? { at: ready.at, event: ready.event, exact: ready.logged }
      : after && reachedAt(segments.slice(segments.indexOf(after)), last.step, last.at);
  return {
    ...lives,
    last,
    baseline,
    checkpoints,
    restored,
    ready,
    caughtUp,
    planned: before.planned,
    contradicted: isContradicted(last, after),
  };
}

/**
 * Where a log proves only every so many steps, steps may have been completed after the last one it proves. With a time
 * of the failure they are reckoned at the baseline, so that work is not booked as idle time; the loss as a whole does
 * not depend on it, for the step that must be reached again moves with them.
 */
function refined(
  last: LastStep,
  before: Segment,
  baseline: Baseline,
  incidents: readonly Incident[],
): FoundStop['last'] {
  const pace = baseline.figure.value;
  const gap = gapOf(before) ?? 1;
  const failedAt = before.failure?.at ?? incidentAfter(last, before, incidents);
  if (!pace || gap <= 1 || failedAt === null || failedAt <= last.at || last.proof === 'save')
    return { ...last, estimated: null };
  const room = exact(failedAt - last.at, 1000)
    .div(pace)
    .floor();
  const named = before.failure?.step ?? null;
  const steps = named !== null && named > last.step ? named - last.step : Math.min(gap - 1, Number(room.n));
  if (steps === 0) return { ...last, estimated: null };
  const at = Math.min(failedAt, last.at + milliseconds(pace.mul(exact(steps))));
  return {
    ...last,
    step: last.step + steps,
    at,
    estimated: `step ${last.step} is logged; ${steps} more at the baseline until the failure`,
  };
}

/** A log of saves alone does not show when the steps ended: the incident that begins after the last save does. */
function incidentAfter(last: LastStep, before: Segment, incidents: readonly Incident[]): Instant | null {
  if (before.samples.at(-1)?.basis !== 'saves') return null;
  const begins = incidents.map(({ span }) => span.begin).filter((begin) => begin > last.at);
  return begins.length > 0 ? Math.min(...begins) : null;
}

/** The end of loading, or the start of the first step; else the first step seen less the steps that led to it. */
function readyOf(after: Segment, restored: number, baseline: Baseline): FoundReady | null {
  const [sample] = after.samples;
  const first = after.firstStep;
  const isStart =
    first !== null &&
    (first.step === null || after.samples.some((one) => one.step === first.step && one.at > first.at));
  const logged = [...after.loadEnds, ...(isStart && first ? [first] : [])].filter(
    (event) => !sample || event.at <= sample.at,
  );
  const event = logged.sort((a, b) => a.at - b.at).at(-1);
  if (event) return { at: event.at, event, logged: true };
  const pace = (sample?.basis === 'logged' ? sample.seconds : null) ?? baseline.figure.value;
  if (!sample || !pace) return null;
  const back = sample.at - milliseconds(pace.mul(exact(Math.max(0, sample.step - restored))));
  const begun = after.scheduled ?? after.begun;
  return { at: Math.max(begun?.at ?? back, back), event: sample.event, logged: false };
}

function isContradicted(last: LastStep, after: Segment | null): boolean {
  const sample = after?.samples[0];
  return sample !== undefined && sample.at <= last.at;
}

/** Things a person should know about how a stop was read. */
export function stopIssues(timeline: Timeline, stop: FoundStop): Issue[] {
  const { restored } = stop;
  if (!restored.disagrees || !restored.evidence) return [];
  const { rule, evidence, step } = restored;
  const ruled = rule ? `step ${rule.step} (${rule.why})` : 'step 0: no checkpoint is known to have been durable';
  return [
    {
      code: 'training/resume-step-disagrees',
      severity: 'warning',
      message: `Run ${timeline.run.id} went on from step ${step}, where its saves say ${ruled}; what the log shows is used.`,
      origin: evidence.event.origin,
      fix: 'Check whether a commit line is missing, a checkpoint was damaged, or a tier outlived the failure.',
    },
  ];
}
