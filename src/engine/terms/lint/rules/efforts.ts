import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'efforts',
  title: 'Only efforts are promised',
  held: 'A result is promised',
  weight: 30,
  costs: 'Efforts can be shown where the result is missed.',
  strongest: STRONGEST.effort,
  ask: 'Wording of efforts does not touch the credit: it is owed where the percentage is missed.',
  check: (contract) => {
    const { effort_standard: stated } = contract.edition.remedy;
    if (stated === null) return { lacks: [], holds: [] };
    return ofEdition(!/effort/i.test(stated), 'remedy.effort_standard', stated);
  },
};
