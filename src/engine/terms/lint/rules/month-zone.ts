import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'month-zone',
  title: 'The zone in which a month is cut is not said',
  held: 'The zone of the month is said',
  weight: 15,
  costs: 'An outage over the end of a month is split, and each half may stay below the threshold.',
  strongest: STRONGEST.monthZone,
  ask: 'The month is cut in UTC, and an outage over its end belongs to the month in which it began.',
  check: (contract) => {
    const { tz, tz_stated } = contract.edition.period;
    return ofEdition(tz !== null && tz_stated, 'period.tz', tz ?? 'not stated');
  },
};
