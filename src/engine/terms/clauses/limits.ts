import type { Cap, CreditRule, Minimum } from '../../records/credit-rule.ts';
import type { Commitment, Edition } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { exact, toText } from '../../values/exact.ts';
import { counted, percent, plainly } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';

/** Caps and minimums. */
export function limitClauses({ id, credits }: Commitment): TermsClause[] {
  return credits.flatMap((rule: CreditRule, position) => {
    if (rule.rule === 'none') return [];
    const { list, add } = clausesIn('limits', `commitments.${id}.credits.${rule.id}`, position === 0 ? null : rule.id);
    add(
      'Cap',
      'caps',
      rule.caps.length === 0 ? (position === 0 ? 'none stated' : null) : rule.caps.map(capped).join('; and '),
    );
    add('Minimum', 'minimum', rule.minimum ? least(rule.minimum) : position === 0 ? 'none stated' : null);
    return list;
  });
}

/** Whether several remedies for the same minutes add up. */
export function stackingClauses({ stacking }: Edition): TermsClause[] {
  const { list, add } = clausesIn('limits', '');
  add('Several remedies', 'stacking', stacked(stacking));
  return list;
}

function capped({ percent_of, value, amount, hours, per, window }: Cap): string {
  const most = value
    ? `${percent(value)} of ${plainly(percent_of ?? 'the base')}`
    : hours
      ? counted(hours, 'hour')
      : toText(amount ?? exact(0));
  return `${most} in each ${per}${window && window !== 'same_period' ? `, of ${inWords(WINDOWS, window)}` : ''}`;
}

const WINDOWS: Readonly<Record<string, string>> = {
  previous_month: 'the month before',
  preceding_30_days: 'the 30 days before',
  annual_div_12: 'a twelfth of the year',
};

function least({ amount, currency, strict, per, below }: Minimum): string {
  return `${strict ? 'more than ' : ''}${toText(amount)} ${currency} in each ${per}, ${inWords(BELOW, below)}`;
}

const BELOW: Readonly<Record<string, string>> = {
  no_credit: 'else nothing',
  raise_to: 'and less is raised to it',
  ambiguous: 'and less is raised to it or not paid: the text can be read both ways',
};

function stacked({
  same_incident_levels,
  separate_services,
  max_credits_per_service_per_period: most,
  downtime_reuse,
}: Edition['stacking']): string {
  const said = [
    same_incident_levels && inWords(LEVELS, same_incident_levels),
    separate_services && inWords(SERVICES, separate_services),
    most && `at most ${counted(most, 'credit')} for a service in a period`,
    downtime_reuse === false && 'downtime that was credited is not used again',
  ].filter((part) => part);
  return said.join('; ') || 'not stated whether remedies for the same minutes add up';
}

const LEVELS: Readonly<Record<string, string>> = {
  choose_one: 'one of them, as the customer chooses',
  sum: 'they add up',
  better_of: 'the better one',
};

const SERVICES: Readonly<Record<string, string>> = {
  separate_claims: 'each service is claimed apart',
  root_cause_only: 'only the service that was the cause',
  one_service: 'one service of several',
};
