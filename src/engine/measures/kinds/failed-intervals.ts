import { countedRuns, wholeIntervals } from '../../downtime.ts';
import type { Measure } from '../measure.ts';

/**
 * Intervals of the clock that failed as a whole (Amazon RDS and Azure SQL Database by the minute, DigitalOcean by five):
 * one that failed in part did not fail.
 */
export const measure: Measure<'failed_intervals'> = {
  kind: 'failed_intervals',
  says: 'intervals that failed as a whole',
  by: 'time',
  count: (input) => ({
    kind: 'time',
    counted: wholeIntervals(countedRuns(input), input.period, input.metric.interval_s),
  }),
};
