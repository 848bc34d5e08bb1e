import type { Deadline } from '../../records/assessment.ts';
import type { Ticket } from '../../records/case-records.ts';
import type { DeadlineStep } from '../../records/claim.ts';
import { type Exact, toText } from '../../values/exact.ts';
import { formatDay, formatInstant, type Instant, zoneOffset } from '../../values/instant.ts';
import type { Interval } from '../../values/interval.ts';
import { addMonths, type Month } from '../../values/period.ts';
import type { Cite } from '../promise/clause.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

export interface DeadlineInput {
  readonly steps: readonly DeadlineStep[];
  /** Field path of the steps, for the clause. */
  readonly field: string;
  readonly incident: Interval;
  /** The billing month the incident falls in, cut in the contract's zone. */
  readonly month: Month;
  readonly asOf: Instant;
  /** What was said to the vendor and when, as far as the case states it. */
  readonly tickets: readonly Ticket[];
  readonly cite: Cite;
}

/** The last safe day of every step, conservative readings first. Months are counted as months, cycles as cycles. */
export function deadlinesOf(input: DeadlineInput): Deadline[] {
  return input.steps.map((step) => deadline(step, input)).sort((a, b) => a.at - b.at || (a.step < b.step ? -1 : 1));
}

function deadline(step: DeadlineStep, { incident, month, asOf, cite, field, tickets }: DeadlineInput): Deadline {
  const at = dueAt(step, incident, month, tickets);
  const done = doneAt(step, incident, tickets);
  const hours = step.offset.hours !== undefined;
  return {
    step: step.id,
    // A day is named by its last moment: a deadline at the end of October is 31 October, not 1 November.
    date: hours ? formatInstant(at) : formatDay(at - 1 + zoneOffset(month.zone, at - 1)),
    at,
    anchor: step.anchor,
    reading: step.reading,
    conservative: step.conservative,
    event: step.event,
    done,
    missed: (done ?? asOf) > at,
    clause: cite(field, describe(step)),
  };
}

/** When the step was taken, as far as the case says: a claim by a claim, a ticket by any notice. */
function doneAt({ act }: DeadlineStep, incident: Interval, tickets: readonly Ticket[]): Instant | null {
  const kinds: readonly Ticket['kind'][] = act === 'claim' ? ['claim'] : ['ticket', 'customer_notice', 'reported'];
  const taken = tickets.filter(({ kind, at }) => kinds.includes(kind) && at >= incident.begin).map(({ at }) => at);
  return taken.length === 0 ? null : Math.min(...taken);
}

/** The instant before which the step must have happened. */
function dueAt(step: DeadlineStep, incident: Interval, month: Month, tickets: readonly Ticket[]): Instant {
  const { offset } = step;
  const anchor = anchorOf(step, incident, month, tickets);
  const months = offset.billing_cycles ?? offset.calendar_months;
  if (months) return afterMonths(anchor, whole(months), offset.to === 'end', month);
  if (offset.hours) return anchor.at + whole(offset.hours) * HOUR;
  const days = whole(offset.days);
  if (step.calendar === 'business') return afterBusinessDays(anchor.at, days, month.zone);
  // Days are counted from the day of the anchor; the last of them may be used to its end.
  return endOfDay(anchor.at - (anchor.isEnd ? 1 : 0), month.zone) + days * DAY;
}

interface Anchor {
  readonly at: Instant;
  /** The anchor is the end of a month, so whole months are counted from month end to month end. */
  readonly isEnd: boolean;
}

function anchorOf({ anchor }: DeadlineStep, incident: Interval, month: Month, tickets: readonly Ticket[]): Anchor {
  switch (anchor) {
    case 'awareness': {
      // Nobody can know before it happens; where the case does not say when, the earliest moment is the safe one.
      const known = tickets.filter(({ kind, at }) => kind === 'aware' && at >= incident.begin).map(({ at }) => at);
      return { at: known.length === 0 ? incident.begin : Math.min(...known), isEnd: false };
    }
    case 'end_of_billing_month_of_incident':
    case 'incident_month_end':
    case 'reporting_period_end':
    case 'contracted_month_end':
      return { at: month.end, isEnd: true };
    case 'incident_end':
    case 'correction':
      return { at: incident.end, isEnd: false };
    default:
      // Eligibility is not in the logs: the earliest moment it can mean is the safe one.
      return { at: incident.begin, isEnd: false };
  }
}

function afterMonths(anchor: Anchor, count: number, toEnd: boolean, month: Month): Instant {
  if (toEnd || anchor.isEnd) return addMonths(month, count).end;
  const target = addMonths(month, count);
  return Math.min(target.begin + (anchor.at - month.begin), target.end);
}

function afterBusinessDays(from: Instant, count: number, zone: string): Instant {
  let day = endOfDay(from - 1, zone);
  for (let left = count; left > 0; ) {
    day += DAY;
    const weekday = new Date(day - 1 + zoneOffset(zone, day - 1)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}

function endOfDay(at: Instant, zone: string): Instant {
  const local = at + zoneOffset(zone, at);
  return local - (local % DAY) + DAY - zoneOffset(zone, at);
}

/** A number of an offset; one that the offset does not name adds nothing. */
export function whole(value: Exact | undefined): number {
  return Number(value?.floor().n ?? 0n);
}

function describe({ anchor, offset, event, calendar }: DeadlineStep): string {
  const [unit, count] = Object.entries(offset).find(([key]) => key !== 'to') ?? ['days', undefined];
  const amount = typeof count === 'object' ? toText(count) : '0';
  return `${event} within ${amount} ${calendar === 'business' ? 'business ' : ''}${unit.replaceAll('_', ' ')}${offset.to ? ', to their end,' : ''} of ${anchor.replaceAll('_', ' ')}`;
}
