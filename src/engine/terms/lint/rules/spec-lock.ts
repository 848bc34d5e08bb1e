import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'spec-lock',
  title: 'The hardware may be changed',
  held: 'The hardware is fixed',
  weight: 48,
  costs: 'A node of another generation in the fabric slows the whole job, and the price stays.',
  strongest: STRONGEST.specLock,
  ask: 'Only like for like or better; no mixed generations inside a fabric block; no change of a specification without written consent.',
  check: (contract) => {
    const stated = contract.edition.remedy.spec_lock;
    return ofEdition(
      stated === true,
      'remedy.spec_lock',
      stated === null ? 'not stated' : stated ? 'fixed' : 'may be changed',
    );
  },
};
