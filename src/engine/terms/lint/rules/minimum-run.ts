import { seconds } from '../../words.ts';
import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'minimum-run',
  title: 'Short outages never count',
  held: 'Short outages count',
  weight: 66,
  costs: 'A drop of seconds stops a synchronous job as surely as an hour; below the shortest run it is nothing.',
  strongest: STRONGEST.everyMinute,
  ask: 'Every interruption counts from its first second; parts of minutes count.',
  check: (contract) =>
    eachPromise(contract, ({ metric }) => {
      const least = metric.min_run_s;
      const says = [
        ...(least ? [`only runs of ${metric.min_run_strict ? 'more than ' : ''}${seconds(least)}`] : []),
        ...(metric.partial_minutes === 'drop' ? ['parts of minutes are dropped'] : []),
      ].join(', ');
      return {
        holds: (least === null || least.compare(60n) <= 0) && metric.partial_minutes !== 'drop',
        field: least ? 'metric.min_run_s' : 'metric.partial_minutes',
        says: says || 'every outage counts',
      };
    }),
};
