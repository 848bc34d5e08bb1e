import { whole } from '../credit/claim/deadlines.ts';
import { citing } from '../credit/promise/clause.ts';
import type { Offset } from '../records/claim.ts';
import type { ClaimReceipt } from '../records/reconciliation.ts';
import { toText } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { addMonths, monthOf } from '../values/period.ts';
import type { Claim } from './claims.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * When the vendor must have applied the credit. The terms count from the claim or from its confirmation, which the case
 * does not state: no claim is older than its incident, and none made in time is newer than the last day for it.
 */
export function dueOf({ contract, edition, incidentBegin, deadlines, month }: Claim): ClaimReceipt['due'] {
  const { issue } = edition.claim;
  if (!issue) return null;
  const last = deadlines.length === 0 ? null : Math.max(...deadlines.map(({ at }) => at));
  const clause = citing(contract.terms, edition)('claim.issue', describeIssue(issue));
  return {
    earliest: after(incidentBegin, issue.within, month.zone),
    // A deadline is the instant after its last day.
    latest: last === null ? null : after(last - 1, issue.within, month.zone),
    clause,
  };
}

/** `within 1 billing cycle after the month in which AWS confirms the request` */
export function describeIssue({ within, after: what }: { readonly within: Offset; readonly after: string }): string {
  const [unit = 'days', count] = Object.entries(within).find(([key]) => key !== 'to') ?? [];
  const number = typeof count === 'object' ? toText(count) : '0';
  const name = unit.replaceAll('_', ' ');
  return `within ${number} ${number === '1' ? name.replace(/s$/, '') : name} after ${what}`;
}

/** Cycles end with the month they reach; months, days and hours run from the instant. */
function after(from: Instant, { billing_cycles, calendar_months, days, hours, to }: Offset, zone: string): Instant {
  const month = monthOf(from, zone);
  if (billing_cycles) return addMonths(month, whole(billing_cycles)).end;
  if (calendar_months) {
    const target = addMonths(month, whole(calendar_months));
    return to === 'end' ? target.end : Math.min(target.begin + (from - month.begin), target.end);
  }
  return from + whole(days) * DAY + whole(hours) * HOUR;
}
