import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'termination',
  title: 'Repeated failure gives no right to leave',
  held: 'Repeated failure ends the contract',
  weight: 76,
  costs: 'A buyer of a year’s capacity keeps paying for a cluster that fails every month.',
  strongest: STRONGEST.termination,
  ask: 'Below 95 % in a month, below 98 % in two of five months, or after an agreed number of faults of one node block, the customer may end the order or the affected part and gets unused prepayment back.',
  check: (contract) => {
    const { termination } = contract.edition.remedy;
    return ofEdition(
      termination.length > 0,
      'remedy.termination',
      termination.length > 0 ? `${termination.length} rights to end it` : 'no right seen',
    );
  },
};
