import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'automatic-credits',
  title: 'A credit must be claimed',
  held: 'Credits come by themselves',
  weight: 60,
  costs: 'What nobody claims is never paid; somebody has to watch, collect and file.',
  strongest: STRONGEST.automatic,
  ask: 'Credits are computed from the provider’s telemetry and stand on the next invoice without a claim.',
  check: (contract) =>
    eachPromise(contract, ({ credits }) => {
      const rule = credits.find(({ rule: kind }) => kind !== 'none');
      return rule
        ? { holds: rule.automatic, field: `credits.${rule.id}`, says: rule.automatic ? 'by itself' : 'on a claim' }
        : null;
    }),
};
