import { toText } from '../../../values/exact.ts';
import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'minimum',
  title: 'Small credits are not paid',
  held: 'No minimum',
  weight: 20,
  costs: 'Credits below the minimum are lost, unit by unit.',
  strongest: STRONGEST.noMinimum,
  ask: 'No minimum, or one for the sum of all credits of a month, carried over while it is not reached.',
  check: (contract) =>
    eachPromise(contract, ({ credits }) => {
      const rule = credits.find(({ minimum }) => minimum !== null);
      if (!rule?.minimum) return null;
      return {
        holds: false,
        field: `credits.${rule.id}.minimum`,
        says: `${toText(rule.minimum.amount)} ${rule.minimum.currency} for each ${rule.minimum.per}`,
      };
    }),
};
