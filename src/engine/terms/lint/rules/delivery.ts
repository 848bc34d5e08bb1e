import { anyPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'delivery',
  title: 'Late delivery costs the vendor nothing',
  held: 'Delivery is promised',
  weight: 72,
  costs: 'A cluster that comes a month late delays the run a month, while the term and the prepayment may already run.',
  strongest: STRONGEST.delivery,
  ask: 'A credit for each day after the agreed date, the right to end a tranche after a grace period and the order after a longer one, and acceptance by named benchmarks.',
  check: (contract) =>
    anyPromise(contract, ({ level_type, credits }) => {
      const holds = level_type === 'delivery' || credits.some(({ pays_for }) => pays_for === 'delay');
      return {
        holds,
        field: 'level_type',
        says: holds ? 'delivery is promised' : 'no date and no capacity is promised',
      };
    }),
};
