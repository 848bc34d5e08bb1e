import { type Exact, exact, max, sum, ZERO } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { type Baseline, warmupLength } from './baseline.ts';
import type { Segment, StepSample } from './segments.ts';

/** What the way back took beyond steps × baseline, in seconds. */
export interface Redo {
  /** First steps above the baseline, up to the lost step. null: the log does not tell them from loading. */
  readonly warmup: Exact | null;
  /** The same beyond the lost step, where the way back was shorter than the warm-up. */
  readonly warmupAfter: Exact;
  readonly repeatedSaves: Exact;
  readonly newSaves: Exact;
  readonly excess: Exact;
}

/** A process that had a part in the way back, and where it went on from. */
export interface Resumption {
  readonly segment: Segment;
  readonly restored: number;
  /** null: only known from the first step backwards, so that nothing of the first step can be told from loading. */
  readonly ready: Instant | null;
}

interface RedoQuestion {
  readonly resumptions: readonly Resumption[];
  readonly lastStep: number;
  readonly baseline: Baseline;
  /** Steps that the run had saved before it failed: a save of one of them on the way back is a repetition. */
  readonly savedBefore: ReadonlySet<number>;
}

/**
 * Follows the steps from the restored one to the lost one, each once: a second failure on the way back owns the steps
 * it undid (E10). Warm-up is summed with its sign, for a first step can be charged with what the next one lacks (R5).
 */
export function followRedo({ resumptions, lastStep, baseline, savedBefore }: RedoQuestion): Redo | null {
  const pace = baseline.figure.value;
  const [first] = resumptions;
  if (!pace || !first) return null;
  let reached = first.restored;
  const stretches: Stretch[] = [];
  for (const resumption of resumptions) {
    const usable = stretchesOf(resumption, pace);
    const { samples } = resumption.segment;
    const warming = resumption === first ? warmupLength(samples, pace, baseline.noise) : 0;
    // A life whose every step is off the baseline is slow, and its slowness beyond the lost step is a slowdown's to
    // count: all but a first step, whose length only the end of loading shows.
    const isSlow = warming === samples.length;
    const isWarmupAfter = (index: number) =>
      index < warming && (!isSlow || (index === 0 && samples[0]?.seconds === null));
    for (const [index, stretch] of usable.entries()) {
      const from = Math.max(stretch.from, reached);
      if (stretch.to > from)
        stretches.push(...cutAt({ ...stretch, warming: index < warming }, from, lastStep, isWarmupAfter(index)));
    }
    reached = Math.max(reached, usable.at(-1)?.to ?? reached);
    if (reached >= lastStep) break;
  }
  const before = stretches.filter((stretch) => stretch.to <= lastStep);
  const beyond = (stretch: Stretch): Exact => stretch.own.sub(pace.mul(exact(stretch.to - stretch.from)));
  const add = (parts: readonly Stretch[], of: (stretch: Stretch) => Exact): Exact => sum(parts.map(of));
  const saving = (isOld: boolean) =>
    before.filter((s) => s.saves.length > 0 && s.saves.some((step) => savedBefore.has(step)) === isOld);
  const settled = before.filter((stretch) => !stretch.warming);
  // What the wall clock shows beside a step and no save explains is part of what that step took too long.
  const slowness = (stretch: Stretch): Exact =>
    beyond(stretch).add(stretch.saves.length === 0 ? stretch.overhead : ZERO);
  return {
    warmup:
      first.ready === null && first.segment.samples[0]?.basis !== 'logged'
        ? null
        : max(
            add(
              before.filter((s) => s.warming),
              slowness,
            ),
            ZERO,
          ),
    warmupAfter: max(
      add(
        stretches.filter((s) => s.warming && s.from >= lastStep),
        slowness,
      ),
      ZERO,
    ),
    repeatedSaves: add(saving(true), (stretch) => stretch.overhead),
    newSaves: add(saving(false), (stretch) => stretch.overhead),
    excess: add(settled, slowness),
  };
}

/** Steps (from, to] of one sample: the seconds they took themselves, and what the wall clock shows beside that. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly own: Exact;
  readonly overhead: Exact;
  readonly saves: readonly number[];
  readonly warming: boolean;
}

function stretchesOf({ segment, restored, ready }: Resumption, pace: Exact): Stretch[] {
  return segment.samples.flatMap((sample, index) => {
    const from = index === 0 ? restored : sample.step - (sample.steps ?? 0);
    const steps = sample.step - from;
    const wall = sample.wall ?? (ready === null ? null : exact(Math.max(0, sample.at - ready), 1000));
    return steps > 0 ? [stretchOf(sample, from, steps, wall, pace)] : [];
  });
}

function stretchOf(sample: StepSample, from: number, steps: number, wall: Exact | null, pace: Exact): Stretch {
  const base = { from, to: sample.step, saves: sample.saves, warming: false };
  const atPace = pace.mul(exact(steps));
  if (!wall) return { ...base, own: sample.seconds?.mul(exact(steps)) ?? atPace, overhead: ZERO };
  // A save of unknown length hides the step's own time: the step is taken at the baseline and the rest is the save.
  const own =
    sample.seconds?.mul(exact(steps)) ?? (sample.saves.length > 0 && atPace.compare(wall) < 0 ? atPace : wall);
  return { ...base, own, overhead: max(wall.sub(own), ZERO) };
}

/** The parts of a stretch up to the lost step and after it. After it only warm-up is still of interest. */
function cutAt(stretch: Stretch, from: number, lastStep: number, keepAfter: boolean): Stretch[] {
  const whole = exact(stretch.to - stretch.from);
  const part = (low: number, high: number): Stretch => {
    const share = exact(high - low).div(whole);
    return { ...stretch, from: low, to: high, own: stretch.own.mul(share), overhead: stretch.overhead.mul(share) };
  };
  if (stretch.to <= lastStep) return [part(from, stretch.to)];
  const inside = from < lastStep ? [part(from, lastStep)] : [];
  return keepAfter ? [...inside, part(Math.max(from, lastStep), stretch.to)] : inside;
}
