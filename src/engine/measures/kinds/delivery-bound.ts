import { ONE, ZERO } from '../../values/exact.ts';
import type { Measure } from '../measure.ts';
import { shareOf } from '../samples/request-share.ts';
import type { Pooled } from '../samples/series.ts';

/**
 * Share of deliveries that came within the bound (BigQuery Data Transfer Service: a day). A row counts the deliveries
 * that were due and those that came late; or it is one delivery, and its value the seconds it took.
 */
export const measure: Measure<'delivery_bound'> = {
  kind: 'delivery_bound',
  says: 'share of deliveries that came within the bound',
  by: 'share',
  count: (input) =>
    shareOf(input, 'deliveries', ({ requests, errors, value, unit }: Pooled) => {
      if (requests !== null) return { all: requests, lost: errors ?? ZERO };
      if (value === null || !SECONDS.has(unit ?? '')) return null;
      return { all: ONE, lost: value.compare(input.metric.bound_s) > 0 ? ONE : ZERO };
    }),
};

const SECONDS: ReadonlySet<string> = new Set(['s', 'seconds']);
