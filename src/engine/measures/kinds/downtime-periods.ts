import { countedDowntime } from '../../downtime.ts';
import { exact } from '../../values/exact.ts';
import type { Measure } from '../measure.ts';

const ONE_MINUTE = exact(60);

/** Minutes in runs of N or more consecutive minutes of downtime (Google Cloud); N is one minute unless the terms say. */
export const measure: Measure<'downtime_periods'> = {
  kind: 'downtime_periods',
  says: 'minutes in downtime periods of the shortest length the contract counts, or longer',
  by: 'time',
  count: (input) => ({
    kind: 'time',
    counted: countedDowntime({
      ...input,
      metric: { ...input.metric, min_run_s: input.metric.min_run_s ?? ONE_MINUTE },
    }),
  }),
};
