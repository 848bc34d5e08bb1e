import { derived } from '../../records/figure.ts';
import { exact, toText, ZERO } from '../../values/exact.ts';
import { union } from '../../values/interval.ts';
import { beyondTrigger, clockHours } from '../applying/trigger.ts';
import { priceOfTime } from '../money/time-price.ts';
import type { Rule } from '../rule.ts';

/**
 * An hour of the clock in which the unit was unavailable for longer than the trigger is not charged at all (EC2: more
 * than six minutes). Each clock hour is judged alone: ten minutes split over two hours as five and five waive none.
 */
export const rule: Rule<'waive_unit'> = {
  kind: 'waive_unit',
  compute(input) {
    const limit = input.rule.trigger?.unavailable_minutes_gt ?? ZERO;
    const waived = clockHours(beyondTrigger(input.down, input.rule.trigger));
    const hours = derived({
      id: `${input.id}.hours`,
      label: 'Clock hours not charged',
      value: exact(waived.length),
      unit: 'hours',
      formula: `clock hours with more than ${toText(limit)} minutes of downtime`,
      inputs: [input.downtime],
      clause: input.cite(
        `${input.field}.trigger`,
        `an hour with more than ${toText(limit)} unavailable minutes is not charged`,
      ),
    });
    const cost = priceOfTime(union(waived), input);
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'Hours not charged',
      value: cost.value,
      unit: input.currency,
      formula: cost.value ? 'what the waived clock hours cost' : cost.formula,
      inputs: [hours, cost],
    });
    return { credit, says: `${waived.length} clock hour${waived.length === 1 ? '' : 's'} not charged`, waived };
  },
};
