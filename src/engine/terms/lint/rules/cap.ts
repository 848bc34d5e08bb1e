import { percent } from '../../words.ts';
import { mostOf } from '../promise-words.ts';
import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'cap',
  title: 'The credit ends at the charges of the month, or below',
  held: 'The credit can be more than the charges of the month',
  weight: 85,
  costs:
    'Idle nodes, lost steps and late results cost more than the month of one node; beyond the cap all of it is the buyer’s own.',
  strongest: STRONGEST.multiple,
  ask: 'Credits are a multiple of the hourly price for the downtime, up to at least all charges of the month for what was affected; an event of the whole cluster has a cap of its own.',
  check: (contract) =>
    eachPromise(contract, ({ credits }) => {
      const rule = credits.find(({ rule: kind }) => kind !== 'none');
      const most = rule ? mostOf(rule) : null;
      if (!rule || most === null) return null;
      const isMultiple = rule.rule === 'multiplier';
      return {
        holds: isMultiple || most.compare(100n) > 0,
        field: `credits.${rule.id}${rule.caps.length > 0 ? '.caps' : rule.rule !== 'tiers' ? '' : rule.tiers ? '.tiers' : '.levels'}`,
        says: isMultiple ? 'a multiple of the price' : `at most ${percent(most)} of the charges of the month`,
      };
    }),
};
