import type { Offset } from '../../../records/claim.ts';
import { offset } from '../../words.ts';
import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'claim-window',
  title: 'The claim must be made soon, or the credit is lost',
  held: 'There is time to claim',
  weight: 64,
  costs: 'A claim that is late by a day is worth nothing, and the evidence for it is gone sooner.',
  strongest: STRONGEST.automatic,
  ask: 'A claim may be made within 60 days after the end of the month; a log that the customer cannot give forfeits nothing where the provider’s own telemetry shows the event.',
  check: (contract) => {
    const { steps } = contract.edition.claim;
    const strictest = steps.find(({ conservative }) => conservative) ?? steps[0];
    if (!strictest) return ofEdition(false, 'claim.steps', 'no deadline was seen');
    return ofEdition(
      isLong(strictest.offset),
      'claim.steps',
      `${strictest.event} within ${offset(strictest.offset, strictest.calendar)}${steps.length > 1 ? ', on the safe reading' : ''}`,
    );
  },
};

/** Sixty days, or two months or billing cycles. */
function isLong({ billing_cycles, calendar_months, days }: Offset): boolean {
  const least = (billing_cycles ?? calendar_months)?.compare(2n) ?? days?.compare(60n) ?? -1;
  return least >= 0;
}
