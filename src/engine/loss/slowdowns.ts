import type { Incident } from '../records/assessment.ts';
import { assumed, derived, type Figure } from '../records/figure.ts';
import { type Exact, exact, sum, ZERO } from '../values/exact.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { type Baseline, baselineOf, isNoise, warmupLength } from './baseline.ts';
import type { Slowdown } from './interruption.ts';
import { milliseconds } from './moment.ts';
import type { StepSample } from './segments.ts';
import type { FoundStop } from './stops.ts';
import type { Timeline } from './timeline.ts';

export interface FoundSlowdown {
  readonly slow: Slowdown;
  readonly baseline: Figure;
  readonly reduced: boolean;
  readonly samples: readonly StepSample[];
}

interface SlowdownQuestion {
  readonly id: string;
  readonly timeline: Timeline;
  readonly incident: Incident;
  readonly incidents: readonly Incident[];
  readonly stops: readonly FoundStop[];
  readonly attribution: Slowdown['attribution'];
  /** Samples that an earlier incident answers for: no step is counted twice. */
  readonly claimed: ReadonlySet<StepSample>;
}

/**
 * Steps beyond the baseline while an incident was under way, or while the run had fewer GPUs than before it:
 * Σ (τ − τ0) over the steps, as measured, never from the number of nodes (research/training.md 5.3, E6, E11). What
 * belongs to a stop, to warm-up or to noise is not in it. null: the run was not slower.
 */
export function slowdownOf(question: SlowdownQuestion): FoundSlowdown | null {
  const { id, timeline, incident } = question;
  const impaired = question.incidents.map(({ span }) => span);
  const baseline = baselineOf({ id: `${id}.slow`, segments: timeline.segments, before: incident.span.begin, impaired });
  const pace = baseline.figure.value;
  if (!pace) return null;
  const isReduced = reducedBy(timeline, incident);
  const slow = candidates(question, baseline, (sample) => overlaps(spanOf(sample), incident.span) || isReduced(sample));
  const excess = sum(slow.map((sample) => excessOf(sample, baseline, pace)));
  const [first, last] = [slow[0], slow.at(-1)];
  if (!first || !last || excess.compare(ZERO) <= 0) return null;
  const reduced = slow.some(isReduced);
  const steps = slow.reduce((count, sample) => count + (sample.steps ?? 1), 0);
  const parts = {
    id: `${id}.degraded_excess.seconds`,
    label: 'slow steps beyond the baseline',
    value: excess,
    unit: 'seconds',
    inputs: [baseline.figure],
    origin: first.event.origin,
  };
  const formula = `Σ (seconds − seconds per healthy step) over ${steps} steps, noise left out`;
  const seconds = reduced
    ? assumed({ ...parts, formula: `${formula}; the global batch is taken to be unchanged` })
    : derived({ ...parts, formula });
  const says = reduced ? 'slower on fewer GPUs' : 'slower while the incident lasted';
  return {
    slow: {
      seconds,
      span: notEmpty({ begin: spanOf(first).begin, end: last.at }),
      says,
      attribution: question.attribution,
    },
    baseline: baseline.figure,
    reduced,
    samples: slow,
  };
}

function candidates(
  { timeline, stops, claimed }: SlowdownQuestion,
  baseline: Baseline,
  isMeant: (sample: StepSample) => boolean,
): StepSample[] {
  const stopped = stops.map(
    ({ last, caughtUp }): Interval => ({ begin: last.at, end: caughtUp?.at ?? Number.MAX_SAFE_INTEGER }),
  );
  return timeline.segments.flatMap(({ samples }) => {
    const warming = baseline.figure.value ? warmupLength(samples, baseline.figure.value, baseline.noise) : 0;
    // A life whose every step is off the baseline is not warming up: it is slow.
    return samples
      .slice(warming < samples.length ? warming : 0)
      .filter(
        (sample) => !claimed.has(sample) && isMeant(sample) && !stopped.some((span) => overlaps(spanOf(sample), span)),
      );
  });
}

/** Steps on fewer GPUs than before the incident, until the first step after it that has them all again. */
function reducedBy(timeline: Timeline, { span }: Incident): (sample: StepSample) => boolean {
  const samples = timeline.segments.flatMap((segment) => segment.samples);
  const before = samples.findLast((sample) => sample.at <= span.begin)?.gpus ?? null;
  if (before === null) return () => false;
  const whole = samples.find((sample) => sample.at > span.end && sample.gpus !== null && sample.gpus >= before);
  const until = whole?.at ?? Number.POSITIVE_INFINITY;
  return (sample) => sample.at > span.begin && sample.at < until && sample.gpus !== null && sample.gpus < before;
}

function notEmpty(span: Interval): Interval | null {
  return span.end > span.begin ? span : null;
}

function excessOf(sample: StepSample, baseline: Baseline, pace: Exact): Exact {
  if (!sample.seconds || isNoise(sample.seconds, pace, baseline.noise)) return ZERO;
  return sample.seconds.sub(pace).mul(exact(sample.steps ?? 1));
}

function spanOf(sample: StepSample): Interval {
  const length = sample.wall ?? sample.seconds;
  return { begin: sample.at - (length ? milliseconds(length) : 0), end: sample.at };
}
