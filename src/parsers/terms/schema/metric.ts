import { z } from 'zod';
import {
  decimal,
  flag,
  id,
  intervalSeconds,
  listOf,
  named,
  object,
  oneOf,
  optional,
  percentage,
  quantity,
  text,
} from './fields.ts';

/** How downtime is measured: one block of fields for every kind, and the fields that only some kinds have. */

const clock = oneOf('actual', 'ticket', 'customer_notice', 'provider_confirms', 'provable', 'reported', 'identified');

const signal = object({
  id,
  down_when: optional(text),
  codes: listOf(text),
  includes_timeouts: optional(flag),
  latency_limits: named(quantity).default(() => ({})),
});

const common = {
  signals: listOf(signal),
  conditions: listOf(text),
  error_rate_gt: optional(decimal),
  min_requests: optional(object({ per: oneOf('minute', 'interval', 'period'), count: quantity })),
  min_run_s: optional(quantity),
  min_run_strict: flag.default(false),
  count_from: oneOf('start', 'after_threshold').default('start'),
  partial_minutes: oneOf('count', 'drop', 'unspecified').default('unspecified'),
  minute_alignment: oneOf('elapsed', 'clock', 'unspecified').default('unspecified'),
  exclusions_applied: oneOf('before_run_test', 'after_run_test', 'unspecified').default('unspecified'),
  uncounted_states: listOf(text),
  retry_rule: optional(object({ first_s: quantity, factor: quantity, max_s: quantity, ignore: text })),
  clock_start: clock.default('actual'),
  clock_stop: clock.default('actual'),
  denominator: oneOf(
    'period_minutes',
    'lifetime',
    'lifetime_rest_up',
    'started_to_stopped',
    'enabled_minutes',
    'billed_hours',
    'contracted_node_hours',
    'requests',
    'objects_initiated',
    'rolling_365d',
    'unspecified',
  ).default('unspecified'),
  measurement: object({
    source: oneOf('vendor', 'customer', 'both', 'monitor_quorum', 'unstated').default('unstated'),
    tie_break: optional(text),
    retention: optional(text),
  }).prefault({}),
  maintenance: object({
    counts: oneOf('yes', 'no', 'beyond_allowance', 'silent').default('silent'),
    allowance_minutes: optional(quantity),
    notice: optional(text),
    customer_chosen: optional(flag),
  }).prefault({}),
  windows: listOf(
    object({ kind: oneOf('month', 'day'), target: optional(percentage), max_down_minutes: optional(quantity) }),
  ),
};

const interval = { interval_s: intervalSeconds };

const thresholdBy = object({ attribute: text, unit: text, values: named(decimal) });

export const metric = z.discriminatedUnion(
  'kind',
  [
    object({ kind: z.literal('unavailable_minutes'), ...common }),
    object({ kind: z.literal('downtime_periods'), ...common }),
    object({ kind: z.literal('failed_intervals'), ...interval, ...common }),
    object({
      kind: z.literal('mean_interval_error'),
      ...interval,
      empty_interval: oneOf('available', 'unavailable', 'external_metric', 'unspecified'),
      ...common,
    }),
    object({ kind: z.literal('request_ratio'), ...common }),
    object({
      kind: z.literal('latency_attainment'),
      ...interval,
      share: percentage,
      threshold_by: thresholdBy,
      ...common,
    }),
    object({ kind: z.literal('completion_share'), ...common }),
    object({ kind: z.literal('delivery_bound'), bound_s: quantity, ...common }),
    object({ kind: z.literal('rolling_annual'), ...interval, ...common }),
    object({ kind: z.literal('node_hours'), ...common }),
    object({ kind: z.literal('goodput'), ...common }),
    object({ kind: z.literal('failure_count'), ...common }),
    object({ kind: z.literal('none'), ...common }),
  ],
  {
    error:
      'The metric needs a `kind` that is known.\nThe kinds are: unavailable_minutes, downtime_periods, failed_intervals, mean_interval_error, request_ratio, latency_attainment, completion_share, delivery_bound, rolling_annual, node_hours, goodput, failure_count, none.',
  },
);
