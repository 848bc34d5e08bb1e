import type { Metric, MetricKind } from '../records/metric.ts';
import type { Exact } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { Pooled, Series } from './samples/series.ts';

/** What a metric is given: one unit (and one dimension of it) in one period, under one set of readings. */
export interface MeasureInput<M extends Metric = Metric> {
  readonly metric: M;
  readonly period: Interval;
  /** What is known to have been down, in any order, overlaps allowed. */
  readonly down: readonly Interval[];
  /** What the vendor declared, whatever the readings. */
  readonly declared: readonly Interval[];
  /** Proved exclusions only. */
  readonly exclusions: readonly Interval[];
  /** When the unit existed, where only that time counts; null: the whole period counts. */
  readonly life: readonly Interval[] | null;
  /** Counted requests and levels; null: the logs hold none. */
  readonly series: Series | null;
  /** What the series is of, where the contract tells dimensions apart. */
  readonly dimension: string | null;
  /** Down time of each part of the unit that a log names, for promises that count parts. */
  readonly members: ReadonlyMap<string, readonly Interval[]>;
  readonly attributes: Readonly<Record<string, string>>;
  /** Readings taken for what the text leaves open. */
  readonly choices: Readonly<Record<string, string>>;
}

/** What a metric makes of a period. */
export type Measured =
  /** Spans of downtime; the uptime is the rest of the time. */
  | { readonly kind: 'time'; readonly counted: readonly Interval[] }
  /** A share that is not one of time. */
  | {
      readonly kind: 'share';
      /** Percent. */
      readonly uptime: Exact;
      /** How it came about, for people. */
      readonly formula: string;
      /** The rows in which something was lost, in order of time. */
      readonly lost: readonly Pooled[];
      /** Whether what is missing to 100 % can be read as time of the period: a share of requests cannot. */
      readonly isOfTime: boolean;
    }
  /** Why there is no figure, and what would give one. */
  | { readonly kind: 'open'; readonly why: string };

/** One way of measuring, for one kind of metric. */
export interface Measure<K extends MetricKind = MetricKind> {
  readonly kind: K;
  /** For people: what is counted, in the words of the contract family. */
  readonly says: string;
  /** `share`: measured by samples alone. */
  readonly by: 'time' | 'share';
  count(input: MeasureInput<Extract<Metric, { kind: K }>>): Measured;
}

export function open(why: string): Measured {
  return { kind: 'open', why };
}

/** What to say where a promise is measured by samples and the case has none. */
export const NO_SAMPLES =
  'the contract counts requests, which only an error-rate file shows; an outage that is declared or observed does not';
