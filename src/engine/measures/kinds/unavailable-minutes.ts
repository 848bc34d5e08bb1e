import { countedDowntime } from '../../downtime.ts';
import type { Measure } from '../measure.ts';

/** Minutes in which the unit was unavailable; every run counts unless the terms name a shortest one (EC2, Azure VM). */
export const measure: Measure<'unavailable_minutes'> = {
  kind: 'unavailable_minutes',
  says: 'minutes in which the unit was unavailable',
  by: 'time',
  count: (input) => ({ kind: 'time', counted: countedDowntime(input) }),
};
