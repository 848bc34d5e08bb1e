import { anyPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'goodput',
  title: 'Useful time is not measured',
  held: 'Useful time is measured',
  weight: 62,
  costs: 'Uptime can be kept while little of the time that is paid for does any work.',
  strongest: STRONGEST.goodput,
  ask: 'The share of allocated GPU time that does productive work is measured against the acceptance run; each class of lost time belongs to the provider, to the customer or to neither.',
  check: (contract) =>
    anyPromise(contract, ({ metric }) => {
      const holds = ['goodput', 'node_hours'].includes(metric.kind);
      return {
        holds,
        field: 'metric.kind',
        says: holds ? 'a share of useful time is measured' : 'uptime, and no share of useful time',
      };
    }),
};
