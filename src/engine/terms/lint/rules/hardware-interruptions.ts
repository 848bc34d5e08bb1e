import { anyPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'hardware-interruptions',
  title: 'Interruptions by hardware are not counted one by one',
  held: 'Interruptions are counted',
  weight: 78,
  costs: 'Ten short faults stop a job ten times, and add up to no downtime that a monthly percentage would notice.',
  strongest: STRONGEST.nothing,
  ask: 'Each fault of provider hardware or fabric that stops a job is one event; above an agreed number for 1,000 GPU-days, each further one is credited.',
  check: (contract) =>
    anyPromise(contract, ({ metric, credits }) => {
      const holds = (metric.kind as string) === 'failure_count' || credits.some(({ rule }) => rule === 'per_failure');
      return {
        holds,
        field: 'metric',
        says: holds ? 'each interruption is counted' : 'time is counted, and not how often it fails',
      };
    }),
};
