import type { Metric } from '../../records/metric.ts';
import type { Commitment, Edition } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { exact, toText } from '../../values/exact.ts';
import { counted, listed, minutes, percent, plainly, seconds } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** When it is down, how that is counted, and who decides. */
export function measureClauses({ id, metric }: Commitment): TermsClause[] {
  const at = `commitments.${id}`;
  const { list, add } = clausesIn('measure', `${at}.metric`);
  add('Down when', 'signals', signals(metric));
  add('And when', 'conditions', listed(metric.conditions.map(plainly)));
  add('Counted as', 'kind', measured(metric));
  add('Errors above', 'error_rate_gt', metric.error_rate_gt && percent(metric.error_rate_gt.mul(100n)));
  add('Traffic floor', 'min_requests', floor(metric));
  add('Shortest outage', 'min_run_s', shortest(metric));
  add('Parts of minutes', 'partial_minutes', inWords(PARTS, metric.partial_minutes));
  add('Clock starts', 'clock_start', metric.clock_start === 'actual' ? null : inWords(CLOCKS, metric.clock_start));
  add('Clock stops', 'clock_stop', metric.clock_stop === 'actual' ? null : inWords(CLOCKS, metric.clock_stop));
  add('Uptime is of', 'denominator', inWords(DENOMINATORS, metric.denominator));
  add('Not counted states', 'uncounted_states', listed(metric.uncounted_states.map(plainly)));
  add('Retries', 'retry_rule', metric.retry_rule && `not counted: ${plainly(metric.retry_rule.ignore)}`);
  add('Maintenance', 'maintenance', maintenance(metric));
  add('Who measures', 'measurement', measurement(metric));
  add('Second window', 'windows', metric.windows.map(second).join('; '));
  return list;
}

/** The month that uptime is measured over. */
export function periodClauses({ period }: Edition): TermsClause[] {
  const { list, add } = clausesIn('measure', 'period');
  add('Period', 'kind', plainly(period.kind));
  add('Cut in', 'tz', zone(period));
  return list;
}

function signals({ signals: all }: Metric): string | null {
  if (all.length === 0) return 'not stated';
  return all
    .map(({ id, down_when, codes, latency_limits }) => {
      const limits = Object.entries(latency_limits).map(([name, limit]) => `${plainly(name)} ${toText(limit)}`);
      const with_ = [...codes, ...limits];
      return `${down_when ?? plainly(id)}${with_.length > 0 ? ` (${with_.join(', ')})` : ''}`;
    })
    .join('; or ');
}

const KINDS: Readonly<Record<string, string>> = {
  unavailable_minutes: 'minutes in which it was down',
  downtime_periods: 'runs of downtime that are long enough',
  failed_intervals: 'intervals that failed',
  mean_interval_error: 'the mean of the error rates of intervals, each counted alike',
  request_ratio: 'failed requests of all requests',
  latency_attainment: 'intervals that reached a speed',
  completion_share: 'what was completed in time',
  delivery_bound: 'what was delivered in time',
  rolling_annual: 'intervals of the last 365 days',
  node_hours: 'healthy node-hours of the contracted ones',
  goodput: 'time that did work, of the time that was allocated',
  failure_count: 'the number of separate interruptions',
  none: 'not measured',
};

function measured(metric: Metric): string {
  const kind = inWords(KINDS, metric.kind);
  const every = 'interval_s' in metric ? `, intervals of ${seconds(metric.interval_s)}` : '';
  const share = metric.kind === 'latency_attainment' ? `, ${percent(metric.share)} of them` : '';
  const empty =
    metric.kind === 'mean_interval_error' ? `; an interval without requests: ${plainly(metric.empty_interval)}` : '';
  return `${kind}${every}${share}${empty}`;
}

function floor({ min_requests: least }: Metric): string | null {
  return least && `at least ${counted(least.count, 'request')} each ${least.per}, else nothing counts`;
}

function shortest({ min_run_s: least, min_run_strict, count_from }: Metric): string {
  if (least === null) return 'none: every outage counts';
  const from = count_from === 'after_threshold' ? ', counted from there' : ', then counted from its start';
  return `${min_run_strict ? 'more than ' : ''}${seconds(least)}${from}`;
}

const PARTS: Readonly<Record<string, string>> = {
  count: 'count',
  drop: 'do not count',
  unspecified: 'not stated',
};

const CLOCKS: Readonly<Record<string, string>> = {
  ticket: 'with the ticket',
  customer_notice: 'with the customer’s notice',
  provider_confirms: 'when the provider confirms it',
  provable: 'when the customer can prove it',
  reported: 'when it is reported',
  identified: 'when the problem is identified',
};

const DENOMINATORS: Readonly<Record<string, string>> = {
  period_minutes: 'all minutes of the period',
  lifetime: 'the time the unit existed',
  lifetime_rest_up: 'all of the period, the time it did not exist counted as up',
  started_to_stopped: 'the time between start and stop by the customer',
  enabled_minutes: 'the time it was enabled',
  billed_hours: 'the hours billed',
  contracted_node_hours: 'the node-hours contracted',
  requests: 'all requests',
  objects_initiated: 'what was begun in the period',
  rolling_365d: 'the last 365 days',
  unspecified: 'not stated',
};

function maintenance({ maintenance: { counts, allowance_minutes, notice, customer_chosen } }: Metric): string {
  const allowed = allowance_minutes ? ` (${minutes(allowance_minutes)} free)` : '';
  const with_ = notice ? `, notice ${notice}` : '';
  const chosen = customer_chosen === true ? ', window chosen by the customer' : '';
  return `${inWords(MAINTENANCE, counts)}${allowed}${with_}${chosen}`;
}

const MAINTENANCE: Readonly<Record<string, string>> = {
  yes: 'counts as downtime',
  no: 'does not count',
  beyond_allowance: 'counts beyond an allowance',
  silent: 'not stated',
};

function measurement({ measurement: { source, tie_break, retention } }: Metric): string {
  const tie = tie_break ? `; where they differ: ${plainly(tie_break)}` : '';
  return `${inWords(SOURCES, source)}${tie}${retention ? `; kept ${plainly(retention)}` : ''}`;
}

const SOURCES: Readonly<Record<string, string>> = {
  vendor: 'the vendor alone',
  customer: 'the customer’s logs decide',
  both: 'the vendor’s records, which the customer’s logs must agree with',
  monitor_quorum: 'a quorum of monitors',
  unstated: 'not stated',
};

function second({ kind, target, max_down_minutes: most }: Metric['windows'][number]): string {
  const of = kind === 'day' ? 'each day' : 'each month';
  return most ? `no more than ${minutes(most)} down ${of}` : `${percent(target ?? exact(0))} ${of}`;
}

function zone({ tz, tz_stated }: Edition['period']): string {
  return tz === null ? 'time zone not stated' : `${tz}${tz_stated ? '' : ' (taken, not stated)'}`;
}
