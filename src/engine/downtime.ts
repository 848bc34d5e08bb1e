import type { Metric } from './records/metric.ts';
import { type Exact, exact } from './values/exact.ts';
import { clip, type Interval, subtract, union } from './values/interval.ts';

const MINUTE = 60_000;

export interface DowntimeInput {
  /** What is known to have been down, in any order, overlaps allowed. */
  readonly down: readonly Interval[];
  /** Proved exclusions only. */
  readonly exclusions: readonly Interval[];
  readonly period: Interval;
  readonly metric: Metric;
  /** Readings taken for what the text leaves open: partial_minutes, minute_alignment, exclusions_applied. */
  readonly choices: Readonly<Record<string, string>>;
}

/**
 * The spans that count as downtime: the runs that are long enough, with what the contract does not count of a minute
 * cut away.
 */
export function countedDowntime(input: DowntimeInput): Interval[] {
  const { metric, choices } = input;
  const tested = countedRuns(input);
  if (read(metric.partial_minutes, choices.partial_minutes) !== 'drop') return tested;
  const alignment = read(metric.minute_alignment, choices.minute_alignment);
  return tested
    .map(alignment === 'clock' ? fullClockMinutes : fullElapsedMinutes)
    .filter((span) => span.end > span.begin);
}

/**
 * The runs of downtime: clipped to the period, joined, proved exclusions taken off, runs that are too short dropped. The
 * order of the run test and the exclusions is itself a reading where the text is silent (examples/sla.md G5).
 */
export function countedRuns({ down, exclusions, period, metric, choices }: DowntimeInput): Interval[] {
  const spans = union(clip(down, period));
  return read(metric.exclusions_applied, choices.exclusions_applied) === 'after_run_test'
    ? subtract(longRuns(spans, metric), exclusions)
    : longRuns(subtract(spans, exclusions), metric);
}

/** The intervals of the clock, counted from the begin of the period, that lie in a run as a whole. */
export function wholeIntervals(runs: readonly Interval[], period: Interval, seconds: Exact): Interval[] {
  const length = Number(seconds.mul(exact(1000)).ceil().n);
  return runs
    .map(({ begin, end }) => ({
      begin: period.begin + Math.ceil((begin - period.begin) / length) * length,
      end: period.begin + Math.floor((end - period.begin) / length) * length,
    }))
    .filter((span) => span.end > span.begin);
}

function read(stated: string, chosen: string | undefined): string | undefined {
  return stated === 'unspecified' ? chosen : stated;
}

function longRuns(spans: readonly Interval[], metric: Metric): Interval[] {
  const least = metric.min_run_s;
  if (least === null) return [...spans];
  const long = spans.filter((span) => {
    const order = exact(span.end - span.begin, 1000).compare(least);
    return metric.min_run_strict ? order > 0 : order >= 0;
  });
  if (metric.count_from === 'start') return long;
  const skipped = Number(least.mul(exact(1000)).ceil().n);
  return long.map((span) => ({ begin: span.begin + skipped, end: span.end }));
}

function fullElapsedMinutes(span: Interval): Interval {
  const length = span.end - span.begin;
  return { begin: span.begin, end: span.begin + (length - (length % MINUTE)) };
}

function fullClockMinutes(span: Interval): Interval {
  const late = (MINUTE - (span.begin % MINUTE)) % MINUTE;
  return { begin: span.begin + late, end: span.end - (span.end % MINUTE) };
}
