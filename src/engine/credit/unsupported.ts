import type { CreditRule } from '../records/credit-rule.ts';
import { paysForEvents } from '../records/pays-for-events.ts';
import type { Commitment } from '../records/terms.ts';

/**
 * What the terms say and this version does not compute, in words; null where all of it is computed. A clause that is
 * understood and left out would give a figure that is wrong and silent.
 */
export function unsupportedIn({ metric, scope }: Commitment, rule: CreditRule): string | null {
  if (scope.aggregation === 'all_down' && scope.level !== 'region' && scope.group_by === null)
    return `a promise for a whole ${scope.unit}, whose members must all be down: the logs speak of single ones`;
  if (scope.dimension !== null) return `a promise by ${words(scope.dimension)}`;
  if (metric.windows.length > 0) return 'a second window that must hold as well';
  if (metric.min_requests !== null) return 'a floor of traffic';
  if (metric.clock_stop !== 'actual') return `a clock that runs to ${words(metric.clock_stop)}`;
  if (metric.maintenance.counts === 'beyond_allowance' && metric.maintenance.allowance_minutes === null)
    return 'an allowance of maintenance that does not say how much';
  if (!paysForEvents(rule) && rule.trigger !== null && rule.trigger.unavailable_minutes_gt === null)
    return `a credit with a trigger that no log shows (${rule.trigger.text ?? 'not said'})`;
  return null;
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
