import { plainly } from '../../words.ts';
import type { LintRule } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'voiding-exclusions',
  title: 'An exclusion takes back what is promised',
  held: 'No exclusion takes the promise back',
  weight: 92,
  costs: 'Hardware that fails, capacity that is short, or downtime itself is excluded: little of the promise is left.',
  strongest: STRONGEST.nothing,
  ask: 'A closed list of exclusions; hardware failure, throttling, lack of capacity and the provider’s own suppliers are expressly not in it.',
  check: (contract) => {
    const voiding = contract.edition.exclusions.filter(
      ({ tag, effect }) => effect !== 'reduces_base' && VOIDING.test(tag),
    );
    return {
      lacks: voiding.map(({ tag, text }) => ({
        commitment: null,
        field: `exclusions.${tag}`,
        says: text ?? plainly(tag),
      })),
      holds:
        voiding.length === 0 && contract.edition.exclusions.length > 0
          ? [{ commitment: null, field: 'exclusions', says: 'none that names hardware, capacity or downtime itself' }]
          : [],
    };
  },
};

const VOIDING =
  /hardware|gpu_fail|capacity|throttl|any_downtime|downtime_period|degrad|supplier|subcontract|colocation|power|fabric|local_disk/;
