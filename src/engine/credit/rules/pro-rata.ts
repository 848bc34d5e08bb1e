import { derived } from '../../records/figure.ts';
import { subtract, totalSeconds } from '../../values/interval.ts';
import { priceOfTime } from '../money/time-price.ts';
import type { Rule } from '../rule.ts';

/**
 * What was charged for the time the unit was unavailable (AWS Service Terms 1.12). Hours that another remedy has made
 * free were not charged, so they are not refunded a second time.
 */
export const rule: Rule<'pro_rata'> = {
  kind: 'pro_rata',
  compute(input) {
    const charged = subtract(input.down, input.waived);
    const time = derived({
      id: `${input.id}.seconds`,
      label: 'Unavailable time that was charged',
      value: totalSeconds(charged),
      unit: 'seconds',
      formula: input.waived.length > 0 ? 'downtime − hours already not charged' : 'downtime',
      inputs: [input.downtime],
      clause: input.cite(input.field, 'charges for the time of unavailability are credited on request'),
    });
    const cost = priceOfTime(charged, input);
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'Charges for unavailable time',
      value: cost.value,
      unit: input.currency,
      formula: cost.value ? 'what the unavailable time cost' : cost.formula,
      inputs: [time, cost],
    });
    return { credit, says: 'charges of the unavailable time' };
  },
};
