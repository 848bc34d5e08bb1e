import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'blast-radius',
  title: 'The credit is for one node when the whole job stops',
  held: 'The credit is for all nodes that stand still',
  weight: 90,
  costs: 'One node down idles every node of a synchronous job; the credit is a share of the one that failed.',
  strongest: STRONGEST.blastRadius,
  ask: 'While the cluster is below its contracted size, all its nodes count as down, and the base is what all of them cost.',
  check: (contract) =>
    eachPromise(contract, ({ scope, credits }) => {
      const rule = credits.find(({ rule: kind }) => kind !== 'none');
      if (!rule || scope.level !== 'resource') return null;
      const isGroup = scope.group_by !== null || scope.aggregation !== 'each';
      return {
        holds:
          isGroup ||
          rule.base.level !== 'resource' ||
          rule.base.switch.some(({ when }) => SPREAD.test(Object.keys(when).join(' '))),
        field: `credits.${rule.id}.base`,
        says: rule.base.says,
      };
    }),
};

/** A base that grows with what fails, and not with where the unit runs. */
const SPREAD = /down|member|node|cluster/;
