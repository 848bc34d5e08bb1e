import type { EdgeBasis } from '../../engine/records/outage.ts';
import type { Instant } from '../../engine/values/instant.ts';
import type { Interval } from '../../engine/values/interval.ts';

/** One answer of a probe. */
export interface Sample {
  readonly at: Instant;
  readonly ok: boolean;
  readonly line: number;
}

/** A run of failed samples. */
export interface FailedRun extends Interval {
  readonly beginBasis: EdgeBasis;
  readonly endBasis: EdgeBasis;
  readonly line: number;
  readonly samples: number;
}

/**
 * The spans a target was watched: samples no further apart than twice the median spacing belong together; what lies
 * between two such groups is unknown. In whole milliseconds: twice the median of an even count is the sum of the two
 * middle ones, so nothing is rounded.
 *
 * @param samples of one target, in order of time, no two at the same time
 */
export function watchedSpans(samples: readonly Sample[]): Interval[] {
  const widest = widestGap(samples);
  const spans: { begin: Instant; end: Instant }[] = [];
  for (const { at } of samples) {
    const last = spans.at(-1);
    if (last && at - last.end <= widest) last.end = at;
    else spans.push({ begin: at, end: at });
  }
  return spans;
}

/**
 * The spans a target was down: from the first failed sample to the first good one. That is the span that counts,
 * neither the widest (from the last good sample) nor the tightest. Across a gap in the samples nothing is claimed: the
 * run ends at its last sample, bound by what was captured, and a run after the gap begins anew.
 */
export function failedRuns(samples: readonly Sample[], watched: readonly Interval[]): FailedRun[] {
  const runs: FailedRun[] = [];
  let next = 0;
  for (const span of watched) {
    let failing: Sample[] = [];
    const close = (end: Instant, endBasis: EdgeBasis) => {
      const [first] = failing;
      if (!first) return;
      const beginBasis = first.at === span.begin ? 'capture-bound' : 'sample-edge';
      runs.push({ begin: first.at, end, beginBasis, endBasis, line: first.line, samples: failing.length });
      failing = [];
    };
    for (let sample = samples[next]; sample && sample.at <= span.end; sample = samples[next]) {
      if (sample.ok) close(sample.at, 'sample-edge');
      else failing.push(sample);
      next += 1;
    }
    close(span.end, 'capture-bound');
  }
  return runs;
}

function widestGap(samples: readonly Sample[]): number {
  const gaps = samples.slice(1).map(({ at }, index) => at - (samples[index] as Sample).at);
  gaps.sort((a, b) => a - b);
  const upper = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const lower = gaps[Math.floor((gaps.length - 1) / 2)] ?? 0;
  return upper + lower;
}
