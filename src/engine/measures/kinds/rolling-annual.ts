import { countedRuns, wholeIntervals } from '../../downtime.ts';
import type { Measure } from '../measure.ts';

/** Intervals that failed as a whole in the 365 days before the claim (EC2 of 2008: five minutes each). */
export const measure: Measure<'rolling_annual'> = {
  kind: 'rolling_annual',
  says: 'intervals of the 365 days before the claim that failed as a whole',
  by: 'time',
  count: (input) => ({
    kind: 'time',
    counted: wholeIntervals(countedRuns(input), input.period, input.metric.interval_s),
  }),
};
