import type { DowntimeInput } from '../downtime.ts';
import type { MetricKind } from '../records/metric.ts';
import type { Interval } from '../values/interval.ts';

/** One way of measuring, for one kind of metric: which spans of the period count as downtime. */
export interface Measure {
  readonly kind: MetricKind;
  /** For people: what is counted, in the words of the contract family. */
  readonly says: string;
  count(input: DowntimeInput): Interval[];
}
