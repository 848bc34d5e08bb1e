import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'sole-remedy',
  title: 'The credit is the only remedy',
  held: 'Other remedies stay open',
  weight: 84,
  costs: 'Nothing beyond the credit can be asked for, however long or often the service fails.',
  strongest: STRONGEST.nothing,
  ask: 'Credits adjust the price; they are not the sole remedy for repeated failure, for a cut-off on purpose or for lost data, and efforts that were made do not take the credit away.',
  check: (contract) => {
    const stated = contract.edition.remedy.sole_and_exclusive;
    const says =
      stated === null
        ? 'not stated whether it is the only remedy'
        : stated
          ? 'sole and exclusive'
          : 'not the only remedy';
    return ofEdition(stated === false, 'remedy.sole_and_exclusive', says);
  },
};
