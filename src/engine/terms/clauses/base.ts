import type { CreditRule } from '../../records/credit-rule.ts';
import type { Commitment } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { condition, listed, plainly } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** What the percentages are of. */
export function baseClauses({ id, credits }: Commitment): TermsClause[] {
  return credits.flatMap((rule: CreditRule, position) => {
    if (rule.rule === 'none') return [];
    const { list, add } = clausesIn(
      'base',
      `commitments.${id}.credits.${rule.id}.base`,
      position === 0 ? null : rule.id,
    );
    const { base } = rule;
    add('Percentage of', '', base.says);
    add('Money taken', 'basis', `${inWords(BASES, base.basis)}, of the ${plainly(base.level)}`);
    add('Charges of', 'window', base.window === 'same_period' ? null : inWords(WINDOWS, base.window));
    add('Resold', 'resale_basis', base.resale_basis && plainly(base.resale_basis));
    add('Rate of', 'rate_at', base.rate_at && 'the day the unavailability began');
    add('Includes', 'includes', listed(base.includes.map(plainly)));
    add('Leaves out', 'excludes', listed(base.excludes.map(plainly)));
    add('Not paid from', 'funding_excluded', listed(base.funding_excluded.map(plainly)));
    add(
      'Does not say',
      'unstated',
      base.unstated.length > 0 ? `whether it holds ${listed(base.unstated.map(plainly), 'or')}` : null,
    );
    add(
      'Other base',
      'switch',
      base.switch.map(({ when, level }) => `the ${level} where ${condition(when)}`).join('; '),
    );
    return list;
  });
}

const BASES: Readonly<Record<string, string>> = {
  charges_paid: 'charges paid',
  monthly_bill: 'the monthly bill',
  amount_due: 'the amount due',
  net_fees: 'fees after discounts',
  list_price: 'the list price',
  estimated_retail: 'the estimated retail price',
  contract_price: 'the contract price',
};

const WINDOWS: Readonly<Record<string, string>> = {
  previous_month: 'the month before',
  preceding_30_days: 'the 30 days before',
  annual_div_12: 'a twelfth of the year',
  prorated_days: 'the days of the period',
};
