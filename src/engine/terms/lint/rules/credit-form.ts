import { plainly } from '../../words.ts';
import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'credit-form',
  title: 'The credit is only good for more of the same service',
  held: 'The credit is paid, or can be used freely',
  weight: 35,
  costs: 'A customer who leaves, or whose term ends, loses what was credited.',
  strongest: STRONGEST.automatic,
  ask: 'Credits do not lapse, stand against any charge, and are paid out when the contract ends.',
  check: (contract) => {
    const { form, against, expiry } = contract.edition.payment;
    if (form === 'unknown') return { lacks: [], holds: [] };
    return ofEdition(
      form === 'refund',
      'payment',
      [plainly(form), against, expiry && `lapses: ${expiry}`].filter(Boolean).join(', '),
    );
  },
};
