import type { Exact } from '../values/exact.ts';

/** How downtime becomes an uptime. `kind` decides which file of engine/measures computes it. */
export type Metric =
  | (MetricCommon & { readonly kind: 'unavailable_minutes' })
  | (MetricCommon & { readonly kind: 'downtime_periods' })
  | (MetricCommon & { readonly kind: 'failed_intervals'; readonly interval_s: Exact })
  | (MetricCommon & {
      readonly kind: 'mean_interval_error';
      readonly interval_s: Exact;
      readonly empty_interval: EmptyInterval;
    })
  | (MetricCommon & { readonly kind: 'request_ratio' })
  | (MetricCommon & {
      readonly kind: 'latency_attainment';
      readonly interval_s: Exact;
      readonly share: Exact;
      readonly threshold_by: ThresholdBy;
    })
  | (MetricCommon & { readonly kind: 'completion_share' })
  | (MetricCommon & { readonly kind: 'delivery_bound'; readonly bound_s: Exact })
  | (MetricCommon & { readonly kind: 'rolling_annual'; readonly interval_s: Exact })
  | (MetricCommon & { readonly kind: 'node_hours' })
  /** Share of the allocated time that was not lost, from samples. */
  | (MetricCommon & { readonly kind: 'goodput' })
  /** Number of separate interruptions in the period. */
  | (MetricCommon & { readonly kind: 'failure_count' })
  | (MetricCommon & { readonly kind: 'none' });

export type MetricKind = Metric['kind'];
export type EmptyInterval = 'available' | 'unavailable' | 'external_metric' | 'unspecified';

export interface ThresholdBy {
  readonly attribute: string;
  readonly unit: string;
  readonly values: { readonly [name: string]: Exact };
}

export interface Signal {
  readonly id: string;
  readonly down_when: string | null;
  readonly codes: readonly string[];
  readonly includes_timeouts: boolean | null;
  readonly latency_limits: { readonly [name: string]: Exact };
}

/** When the downtime clock starts or stops. */
export type Clock =
  | 'actual'
  | 'ticket'
  | 'customer_notice'
  | 'provider_confirms'
  | 'provable'
  | 'reported'
  | 'identified';

export interface MetricCommon {
  readonly signals: readonly Signal[];
  /** Further conditions that must hold as well: pending_io_in_queue, cannot_launch_replacement. */
  readonly conditions: readonly string[];
  /** Strict: an interval is bad above this share of errors. */
  readonly error_rate_gt: Exact | null;
  readonly min_requests: { readonly per: 'minute' | 'interval' | 'period'; readonly count: Exact } | null;
  /** Shortest run that counts, in seconds; null: every run counts. */
  readonly min_run_s: Exact | null;
  /** The text says "more than", so a run of exactly `min_run_s` does not count. */
  readonly min_run_strict: boolean;
  readonly count_from: 'start' | 'after_threshold';
  readonly partial_minutes: 'count' | 'drop' | 'unspecified';
  readonly minute_alignment: 'elapsed' | 'clock' | 'unspecified';
  readonly exclusions_applied: 'before_run_test' | 'after_run_test' | 'unspecified';
  readonly uncounted_states: readonly string[];
  readonly retry_rule: {
    readonly first_s: Exact;
    readonly factor: Exact;
    readonly max_s: Exact;
    readonly ignore: string;
  } | null;
  readonly clock_start: Clock;
  readonly clock_stop: Clock;
  readonly denominator:
    | 'period_minutes'
    | 'lifetime'
    | 'lifetime_rest_up'
    | 'started_to_stopped'
    | 'enabled_minutes'
    | 'billed_hours'
    | 'contracted_node_hours'
    | 'requests'
    | 'objects_initiated'
    | 'rolling_365d'
    | 'unspecified';
  readonly measurement: {
    /** Whose measurement decides. `unstated` gives readings declared and observed. */
    readonly source: 'vendor' | 'customer' | 'both' | 'monitor_quorum' | 'unstated';
    readonly tie_break: string | null;
    readonly retention: string | null;
  };
  readonly maintenance: {
    readonly counts: 'yes' | 'no' | 'beyond_allowance' | 'silent';
    readonly allowance_minutes: Exact | null;
    readonly notice: string | null;
    readonly customer_chosen: boolean | null;
  };
  /** Further windows that must hold too, e.g. less than 30 minutes a day. */
  readonly windows: readonly {
    readonly kind: 'month' | 'day';
    readonly target: Exact | null;
    readonly max_down_minutes: Exact | null;
  }[];
}
