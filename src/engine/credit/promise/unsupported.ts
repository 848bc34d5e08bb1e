import type { CreditRule } from '../../records/credit-rule.ts';
import { paysForEvents } from '../../records/pays-for-events.ts';
import type { Commitment } from '../../records/terms.ts';
import { isShare, readsSamples } from '../units/unit-samples.ts';

/**
 * What the terms say and this version does not compute, in words; null where all of it is computed. A clause that is
 * understood and left out would give a figure that is wrong and silent.
 */
export function unsupportedIn({ metric, scope }: Commitment, rule: CreditRule): string | null {
  // A stated event is paid for whatever the metric counts.
  if (paysForEvents(rule)) return null;
  if (scope.aggregation === 'all_down' && scope.level !== 'region' && scope.group_by === null)
    return `a promise for a whole ${scope.unit}, whose members must all be down: the logs speak of single ones`;
  if (scope.dimension !== null && !readsSamples({ metric })) return `a promise by ${words(scope.dimension)}`;
  if (isShare(metric) && metric.windows.length > 0)
    return 'a second window that must hold as well, under a promise that counts no time';
  if (OF_TIME.has(rule.rule) && (isShare(metric) || metric.kind === 'node_hours'))
    return `${words(rule.rule)} credits, which pay for time, under a promise that counts none`;
  if (isShare(metric) && floorIsOpen(metric)) return 'a floor of traffic over that time, under a mean of intervals';
  if (metric.clock_stop !== 'actual') return `a clock that runs to ${words(metric.clock_stop)}`;
  if (metric.maintenance.counts === 'beyond_allowance' && metric.maintenance.allowance_minutes === null)
    return 'an allowance of maintenance that does not say how much';
  if (rule.trigger !== null && rule.trigger.unavailable_minutes_gt === null)
    return `a credit with a trigger that no log shows (${rule.trigger.text ?? 'not said'})`;
  return null;
}

/** Rules that price spans or count them: a share has none. */
const OF_TIME: ReadonlySet<CreditRule['rule']> = new Set([
  'multiplier',
  'pro_rata',
  'waive_unit',
  'hours_table',
  'per_failure',
]);

/** A share can tell whether a whole period, or one of its intervals, had enough requests. */
function floorIsOpen({ kind, min_requests: floor }: Commitment['metric']): boolean {
  if (floor === null) return false;
  return kind === 'mean_interval_error' ? floor.per !== 'interval' : floor.per !== 'period';
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
