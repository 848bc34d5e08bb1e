import { derived, type Figure, measured } from '../records/figure.ts';
import { decimal, type Exact, exact, max } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { undetermined } from './compute.ts';
import { milliseconds } from './moment.ts';
import type { Segment, StepSample } from './segments.ts';

/** Seconds per healthy step, and how far healthy steps stray from it. */
export interface Baseline {
  readonly figure: Figure;
  /** Steps no further from the baseline than this are noise: 3 × the median absolute deviation. */
  readonly noise: Exact;
}

const MANY_ENOUGH = 1000;
// A log whose steps hardly stray would else call a step 0.1 % off the baseline warm-up (examples/training.md R5).
const SETTLED_WITHIN = decimal('0.05');

interface BaselineQuestion {
  readonly id: string;
  readonly segments: readonly Segment[];
  /** End of the last completed step: later steps are not healthy evidence of the time before. */
  readonly before: Instant;
  /** Spans in which steps may have been slowed: those of the incidents. */
  readonly impaired: readonly Interval[];
}

/**
 * The median of the healthy steps before the failure, the nearest 1000 at most: cut where the number of GPUs changed,
 * without the warm-up of each process, without steps that hold a save of unknown length, without steps inside an
 * incident (research/training.md 5.1). Where nothing was logged before, the steps after the way back stand in.
 */
export function baselineOf(question: BaselineQuestion): Baseline {
  const earlier = healthy(question.segments, question.impaired, (sample) => sample.at <= question.before);
  const picked =
    earlier.length > 0
      ? earlier
      : healthy([...question.segments].reverse(), question.impaired, (sample) => sample.at > question.before);
  const parts = { id: `${question.id}.baseline`, label: 'seconds per healthy step', unit: 'seconds' };
  if (picked.length === 0)
    return { figure: undetermined(parts, 'the log shows no healthy step to measure it on'), noise: exact(0) };
  const when = earlier.length > 0 ? 'before the failure' : 'after the run was back: none was logged before it';
  const seconds = picked.map((sample) => sample.seconds as Exact);
  const value = median(seconds);
  const middle = picked.find((sample) => sample.seconds?.compare(value) === 0) ?? (picked[0] as StepSample);
  const how =
    middle.basis === 'logged'
      ? 'as logged'
      : middle.basis === 'saves'
        ? 'from the times of the saves'
        : 'from the stamps of the lines';
  const build = middle.basis === 'logged' ? measured : derived;
  const formula = `median of ${picked.length} healthy step ${picked.length === 1 ? 'time' : 'times'} ${when}, ${how}`;
  return { figure: build({ ...parts, value, formula, origin: middle.event.origin }), noise: noiseOf(seconds, value) };
}

/** How many of the first samples are still warming up: all before the first within the noise, or 5 %, of the baseline. */
export function warmupLength(samples: readonly StepSample[], baseline: Exact, noise: Exact): number {
  const settled = samples.findIndex(
    (sample) => sample.seconds !== null && isNoise(sample.seconds, baseline, max(noise, baseline.mul(SETTLED_WITHIN))),
  );
  return settled < 0 ? samples.length : settled;
}

export function isNoise(seconds: Exact, baseline: Exact, noise: Exact): boolean {
  return seconds.sub(baseline).abs().compare(noise) <= 0;
}

export function median(values: readonly Exact[]): Exact {
  const sorted = [...values].sort((a, b) => a.compare(b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as Exact;
  return sorted.length % 2 === 1 ? upper : upper.add(sorted[middle - 1] as Exact).div(exact(2));
}

function noiseOf(values: readonly Exact[], center: Exact): Exact {
  return median(values.map((value) => value.sub(center).abs())).mul(exact(3));
}

function healthy(
  segments: readonly Segment[],
  impaired: readonly Interval[],
  isMeant: (sample: StepSample) => boolean,
): StepSample[] {
  const usable = oneRegime(
    segments,
    (sample) => isMeant(sample) && sample.seconds !== null && !isImpaired(sample, impaired),
  );
  const flat = usable.flat();
  if (flat.length === 0) return [];
  const rough = median(flat.map((sample) => sample.seconds as Exact));
  const noise = noiseOf(
    flat.map((sample) => sample.seconds as Exact),
    rough,
  );
  const settled = usable.flatMap((samples) => samples.slice(warmupLength(samples, rough, noise)));
  return settled.length > 0 ? settled : flat;
}

/** The newest samples of each process life back to the last change of the number of GPUs, oldest first. */
function oneRegime(segments: readonly Segment[], isUsable: (sample: StepSample) => boolean): StepSample[][] {
  const lives: StepSample[][] = [];
  let gpus: number | null = null;
  let count = 0;
  for (const segment of [...segments].reverse()) {
    const life: StepSample[] = [];
    for (const sample of [...segment.samples].reverse()) {
      if (count >= MANY_ENOUGH || !isUsable(sample)) continue;
      if (gpus !== null && sample.gpus !== null && sample.gpus !== gpus) return [...lives, life.reverse()].reverse();
      gpus = sample.gpus ?? gpus;
      life.push(sample);
      count += 1;
    }
    lives.push(life.reverse());
  }
  return lives.reverse();
}

function isImpaired(sample: StepSample, impaired: readonly Interval[]): boolean {
  const length = sample.wall ?? sample.seconds;
  const begin = sample.at - (length ? milliseconds(length) : 0);
  return impaired.some((span) => overlaps(span, { begin, end: sample.at }));
}
