import type { Measure } from '../measure.ts';
import { shareOf } from '../samples/request-share.ts';

/** Share of all requests of the period that did not fail (Azure Functions on the Consumption plan). */
export const measure: Measure<'request_ratio'> = {
  kind: 'request_ratio',
  says: 'share of the requests of the period that did not fail',
  by: 'share',
  count: (input) => shareOf(input, 'requests'),
};
