import { anyPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'data-loss',
  title: 'Lost data is not paid',
  held: 'Lost data is paid',
  weight: 58,
  costs: 'A checkpoint that is lost with its disk takes all work since the one before it.',
  strongest: STRONGEST.dataLoss,
  ask: 'Loss of stored data by the provider is credited as an event of its own, beside downtime.',
  check: (contract) =>
    anyPromise(contract, ({ credits }) => {
      const holds = credits.some(({ pays_for }) => pays_for === 'data_loss');
      return { holds, field: 'credits', says: holds ? 'a credit of its own' : 'no credit for lost data' };
    }),
};
