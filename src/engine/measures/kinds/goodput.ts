import type { Measure } from '../measure.ts';
import { shareOf } from '../samples/request-share.ts';

/** Share of the allocated time that was not lost for the provider's reasons: rows count GPU-seconds, allocated and lost. */
export const measure: Measure<'goodput'> = {
  kind: 'goodput',
  says: 'share of the allocated time that was not lost',
  by: 'share',
  count: (input) => shareOf(input, 'seconds of allocated time'),
};
