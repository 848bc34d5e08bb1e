import type { CreditRule } from '../../../records/credit-rule.ts';
import { plainly } from '../../words.ts';
import type { LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'contradictions',
  title: 'The text contradicts itself or leaves gaps',
  held: 'No contradiction was found',
  weight: 50,
  costs: 'Where a clause can be read two ways, the vendor reads it its way first.',
  strongest: STRONGEST.nothing,
  ask: 'Tables without gaps, one definition for each term, and a rule that doubt goes to the customer.',
  check: (contract) => {
    const gaps = contract.promises.flatMap(({ id, credits }) =>
      credits.filter(hasGap).map((rule) => ({
        commitment: id,
        field: `commitments.${id}.credits.${rule.id}`,
        says: 'its table has a gap between two rows',
      })),
    );
    const open = contract.edition.ambiguity
      .filter(({ state, subject }) => state === 'ambiguous' && subject !== 'evidence')
      .map(({ subject, field, readings }) => ({
        commitment: null,
        field,
        says: `${plainly(subject)} can be read ${readings.length === 1 ? 'in more than one way' : `in ${readings.length} ways`}`,
      }));
    const lacks = [...gaps, ...open];
    const none = { commitment: null, field: 'commitments', says: 'no gap and no second way to read it is recorded' };
    return { lacks, holds: lacks.length === 0 ? [none] : [] };
  },
};

/** A gap that the text leaves is marked by a policy; tables whose rows touch have the same policy and no gap. */
function hasGap(rule: CreditRule): boolean {
  const rows = rule.rule === 'tiers' ? (rule.tiers ?? []) : rule.rule === 'hours_table' ? rule.table : [];
  const uppers = rows.flatMap(({ lt, le }) => lt ?? le ?? []);
  return rows.some(({ ge, gt }) => {
    const low = ge ?? gt;
    if (!low || (rule.rule === 'tiers' && rule.tier_rule === 'deepest_match')) return false;
    const below = rows.some((other) => (other.lt ?? other.le)?.compare(low) === 0);
    const isLowest = !rows.some((other) => {
      const upper = other.lt ?? other.le;
      return upper ? upper.compare(low) < 0 : false;
    });
    return !below && !isLowest && uppers.length > 0;
  });
}
