import type { Issue, Result } from '../records/issue.ts';
import type { Run, RunEvent, Tier } from '../records/run.ts';
import { exact } from '../values/exact.ts';
import { formatInstant, type Instant } from '../values/instant.ts';
import { milliseconds } from './moment.ts';
import { type Segment, segmentsOf } from './segments.ts';

/** A run's life: its process lives in order, and the marks that lie between them. */
export interface Timeline {
  readonly run: Run;
  readonly segments: readonly Segment[];
  /** `detected` and `capacity_back`, whichever attempt they are written under. */
  readonly marks: readonly RunEvent[];
  /** The tiers for which this log writes commits. */
  readonly committedTiers: ReadonlySet<Tier | null>;
  readonly first: RunEvent | null;
  /** The last line: what happened later is unknown. */
  readonly last: RunEvent | null;
}

/** The last step that was completed for certain, and when. */
export interface LastStep {
  readonly step: number;
  readonly at: Instant;
  readonly event: RunEvent;
  /** A save proves its step even where the step itself was not logged (R1: 425 logged, 427 saved). */
  readonly proof: 'step' | 'save';
}

export function timelineOf(run: Run): Result<Timeline> {
  const isMark = (event: RunEvent) => event.event === 'detected' || event.event === 'capacity_back';
  const segments = segmentsOf(run.events.filter((event) => !isMark(event)));
  const byTime = [...run.events].sort((a, b) => a.at - b.at);
  return {
    value: {
      run,
      segments,
      marks: byTime.filter(isMark),
      committedTiers: new Set(
        segments.flatMap((segment) => segment.saves).flatMap((save) => (save.committed ? [save.tier] : [])),
      ),
      first: byTime[0] ?? null,
      last: byTime.at(-1) ?? null,
    },
    issues: [...overlapIssues(run, segments), ...gpuIssues(run, segments)],
  };
}

/** The last step a segment completed. null where it completed none. */
export function lastStepOf(segment: Segment): LastStep | null {
  const sample = segment.samples.at(-1);
  const logged: LastStep | null = sample
    ? { step: sample.step, at: sample.at, event: sample.event, proof: 'step' }
    : null;
  const save = segment.saves.at(-1);
  const event = save ? (save.started ?? save.done ?? save.committed) : null;
  if (!save || !event || (logged && (save.step <= logged.step || event.at < logged.at))) return logged;
  return { step: save.step, at: event.at, event, proof: 'save' };
}

/** Where a step was first completed at or after `from`, between two samples in proportion. null: not seen. */
export function reachedAt(
  segments: readonly Segment[],
  step: number,
  from: Instant,
): { at: Instant; event: RunEvent; exact: boolean } | null {
  for (const segment of segments) {
    const sample = segment.samples.find((one) => one.step >= step && one.at >= from);
    if (!sample) continue;
    if (sample.step === step || !sample.seconds)
      return { at: sample.at, event: sample.event, exact: sample.step === step };
    const back = milliseconds(sample.seconds.mul(exact(sample.step - step)));
    return { at: Math.max(from, sample.at - back), event: sample.event, exact: false };
  }
  return null;
}

function overlapIssues(run: Run, segments: readonly Segment[]): Issue[] {
  return segments.flatMap((segment, index) => {
    const before = segments[index - 1];
    const [end, begin] = [before?.events.at(-1), segment.events[0]];
    if (!before || !end || !begin || begin.at >= end.at) return [];
    return [
      {
        code: 'training/attempts-overlap',
        severity: 'warning' as const,
        message: `Attempt ${segment.attempt} of run ${run.id} begins at ${formatInstant(begin.at)}, before attempt ${before.attempt} ends at ${formatInstant(end.at)}.`,
        origin: begin.origin,
        fix: 'Check that one run is not two, and that the clocks of the nodes agree.',
      },
    ];
  });
}

function gpuIssues(run: Run, segments: readonly Segment[]): Issue[] {
  const logged = segments[0]?.gpus ?? null;
  if (run.gpus === null || logged === null || run.gpus === logged) return [];
  return [
    {
      code: 'training/gpus-disagree',
      severity: 'warning',
      message: `The case gives run ${run.id} ${run.gpus} GPUs and its log ${logged}; the case's number is used.`,
      origin: run.origin,
      fix: 'Give the number of GPUs the job paid for.',
    },
  ];
}
