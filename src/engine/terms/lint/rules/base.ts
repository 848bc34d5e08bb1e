import { listed, plainly } from '../../words.ts';
import { eachPromise, type LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'base',
  title: 'The base shrinks with discounts, commitments and prepayment',
  held: 'The base is the full price',
  weight: 55,
  costs:
    'A percentage of what was billed in the month is little where the capacity was paid up front or under a commitment.',
  strongest: STRONGEST.multipleOfHour,
  ask: 'The base is the contract price of the affected capacity for the period, prepaid and committed charges spread over their term included.',
  check: (contract) =>
    eachPromise(contract, ({ credits }) => {
      const rule = credits.find(({ rule: kind }) => kind !== 'none');
      if (!rule) return null;
      const { basis, excludes, unstated } = rule.base;
      const open = [...excludes, ...unstated].filter((item) => COMMITTED.test(item)).map(plainly);
      const holds = ['contract_price', 'list_price', 'estimated_retail'].includes(basis) && open.length === 0;
      return {
        holds,
        field: `credits.${rule.id}.base`,
        says: `${plainly(basis)}${open.length > 0 ? `; left out or not said: ${listed(open)}` : ''}`,
      };
    }),
};

const COMMITTED = /one_time|upfront|savings|commit|reserv|discount|prepaid|capacity_block/;
