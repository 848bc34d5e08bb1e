import { groupIncidents, type IncidentGroup, isNotice } from '../incidents.ts';
import { spanOf } from '../outage-span.ts';
import type { Incident } from '../records/assessment.ts';
import type { Contract } from '../records/case-records.ts';
import type { BillNeeds } from '../records/charge.ts';
import type { Outage } from '../records/outage.ts';
import { matchesAny } from '../select.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, union } from '../values/interval.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Every day of the week once, so that a weekend is held against a weekend as well. */
export const DAYS_BEFORE = 7;
/** The week before says what an hour usually costs; of a longer incident it would say nothing. */
export const LONGEST = DAYS_BEFORE * DAY;
/** Every span is asked of every row: beyond so many, whole weeks are asked for instead of their hours. */
const MOST_SPANS = 40;

type Asking = { readonly contracts: readonly Contract[]; readonly outages: readonly Outage[]; readonly asOf: Instant };

/** An incident whose spending is looked at: those of its outages that count, and the clock hours they touch. */
export interface AskedIncident {
  readonly incident: Incident;
  readonly outages: readonly Outage[];
  readonly hours: Interval;
}

/** The hours of every service of the vendors concerned, in any region: a failover is spent elsewhere. */
export function hourlyNeeds({ contracts, outages, asOf }: Asking): Pick<BillNeeds, 'hourly'> {
  const groups = groupIncidents({ outages: { outages, coverage: [] }, runs: [], asOf });
  const asked = askedIncidents(groups, contracts, asOf).filter(({ hours }) => length(hours) <= LONGEST);
  if (asked.length === 0) return {};
  const vendors = [...new Set(asked.map(({ incident }) => incident.vendor))].sort();
  return {
    hourly: {
      selectors: vendors.map((vendor) => ({ x_Vendor: [vendor] })),
      windows: windowsOf(asked.map(({ hours }) => hours)),
    },
  };
}

export function askedIncidents(
  groups: readonly IncidentGroup[],
  contracts: readonly Contract[],
  asOf: Instant,
): AskedIncident[] {
  return groups.flatMap(({ incident, outages }) => {
    const own = outages.filter((outage) => isAsked(outage, contracts, asOf));
    return own.length > 0 ? [{ incident, outages: own, hours: hoursOf(own, asOf) }] : [];
  });
}

/**
 * Whether spending around an outage is looked at. A vendor's public feed tells of years of outages: where the case has
 * contracts with the vendor, its word counts only for services that one of them judges.
 */
function isAsked(outage: Outage, contracts: readonly Contract[], asOf: Instant): boolean {
  if (isNotice(outage) || outage.begin > asOf) return false;
  const own = contracts.filter(({ terms }) => terms.vendor === outage.vendor);
  return outage.source === 'observed' || own.length === 0 || own.some((contract) => judges(contract, outage));
}

function judges({ terms }: Contract, outage: Outage): boolean {
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  return commitments.some(({ covers }) => outage.services.some((service) => matchesAny(covers.services, service)));
}

/** From the clock hour in which the first outage began to the one in which the last ended; at least one hour. */
function hoursOf(outages: readonly Outage[], asOf: Instant): Interval {
  const spans = outages.map((outage) => spanOf(outage, asOf));
  const begin = spans.reduce((first, span) => Math.min(first, span.begin), Number.MAX_SAFE_INTEGER);
  const end = spans.reduce((last, span) => Math.max(last, span.end), 0);
  const firstHour = begin - (begin % HOUR);
  return { begin: firstHour, end: Math.max(Math.ceil(end / HOUR) * HOUR, firstHour + HOUR) };
}

/** The hours of the incidents and the same hours of the days before. */
function windowsOf(spans: readonly Interval[]): Interval[] {
  const weeks = union(spans.map(({ begin, end }) => ({ begin: begin - LONGEST, end })));
  const hours = union(spans.flatMap((span) => [span, ...daysBefore(span)]));
  return hours.length > MOST_SPANS ? weeks : hours;
}

function daysBefore(hours: Interval): Interval[] {
  return Array.from({ length: DAYS_BEFORE }, (_, index) => {
    const begin = hours.begin - (index + 1) * DAY;
    return { begin, end: begin + Math.min(length(hours), DAY) };
  });
}

export function clockHours({ begin, end }: Interval): Instant[] {
  return Array.from({ length: (end - begin) / HOUR }, (_, index) => begin + index * HOUR);
}

/** The same hour of the day, so many days before the incident began: also for the later days of a long one. */
export function hourBefore(hours: Interval, hour: Instant, day: number): Instant {
  return hours.begin + ((hour - hours.begin) % DAY) - day * DAY;
}

/** The hours of one day before that an incident is held against. */
export function hoursBefore(hours: Interval, day: number): Instant[] {
  const first = { begin: hours.begin, end: Math.min(hours.end, hours.begin + DAY) };
  return clockHours(first).map((hour) => hourBefore(hours, hour, day));
}

export function length({ begin, end }: Interval): number {
  return end - begin;
}
