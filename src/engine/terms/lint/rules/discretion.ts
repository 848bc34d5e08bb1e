import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'discretion',
  title: 'The vendor alone decides on a claim',
  held: 'A claim is decided by facts',
  weight: 52,
  costs: 'A claim that is right can be refused without a reason.',
  strongest: STRONGEST.nothing,
  ask: 'A credit is owed where the agreed measurement shows the event; no confirmation by the vendor is needed.',
  check: (contract) => {
    const { decision } = contract.edition.claim;
    if (decision === null) return { lacks: [], holds: [] };
    return ofEdition(decision !== 'vendor_sole', 'claim.decision', DECISIONS[decision]);
  },
};

const DECISIONS = {
  vendor_sole: 'the vendor alone',
  good_faith: 'the vendor, in good faith',
  objective: 'the facts',
} as const;
