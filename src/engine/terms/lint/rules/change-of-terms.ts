import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'change-of-terms',
  title: 'The terms may change while the contract runs',
  held: 'The terms hold for the term',
  weight: 46,
  costs: 'What was negotiated or planned with can be replaced by a page that is edited.',
  strongest: STRONGEST.changeOfTerms,
  ask: 'The edition attached to the order holds for its whole term; a change for the worse needs the customer’s signature.',
  check: (contract) => {
    const { rule, stated } = contract.edition.version_selection;
    return ofEdition(
      rule === 'at_contract_start_or_renewal',
      'version_selection',
      rule === 'at_contract_start_or_renewal'
        ? 'fixed when the contract begins or is renewed'
        : `the edition in force at the time${stated ? '' : ' (not stated)'}`,
    );
  },
};
