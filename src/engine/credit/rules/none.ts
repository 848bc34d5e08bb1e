import { derived } from '../../records/figure.ts';
import { ZERO } from '../../values/exact.ts';
import type { Rule } from '../rule.ts';

/** A promise without a credit: an objective, or a level whose price is nothing. */
export const rule: Rule<'none'> = {
  kind: 'none',
  compute(input) {
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'No credit',
      value: ZERO,
      unit: input.currency,
      formula: 'the contract promises no credit',
      clause: input.cite(input.field, 'no credit is promised'),
    });
    return { credit, says: 'no credit is promised' };
  },
};
