import { countedRuns } from '../../downtime.ts';
import type { Measure } from '../measure.ts';

/** Separate interruptions: what overlaps or touches is one, and what is shorter than the contract counts is none. */
export const measure: Measure<'failure_count'> = {
  kind: 'failure_count',
  says: 'separate interruptions of the unit',
  by: 'time',
  count: (input) => ({ kind: 'time', counted: countedRuns(input) }),
};
