import { plainly } from '../../words.ts';
import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'stacking',
  title: 'Not said whether remedies add up',
  held: 'Said how remedies add up',
  weight: 40,
  costs: 'Two promises broken by one outage may pay both or only one: the vendor will say one.',
  strongest: STRONGEST.betterOf,
  ask: 'Credits for different services and levels add up; where they are for the same minutes of the same unit, the customer gets the better one.',
  check: (contract) => {
    const { stated, same_incident_levels: levels } = contract.edition.stacking;
    const several = contract.promises.length > 1 || contract.promises.some(({ credits }) => credits.length > 1);
    if (!several) return { lacks: [], holds: [] };
    return ofEdition(stated || levels !== null, 'stacking', levels === null ? 'not stated' : plainly(levels));
  },
};
