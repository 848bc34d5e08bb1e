import type { Measure } from '../measure.ts';
import { shareOf } from '../samples/request-share.ts';

/**
 * Share of what was begun in the period that was completed in time (S3 Replication Time Control): a row counts what was
 * begun in its interval, wherever the end of it lies.
 */
export const measure: Measure<'completion_share'> = {
  kind: 'completion_share',
  says: 'share of what was begun in the period that was completed in time',
  by: 'share',
  count: (input) => shareOf(input, 'objects'),
};
