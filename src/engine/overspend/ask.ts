import { isNotice } from '../incidents.ts';
import { spanOf } from '../outage-span.ts';
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

type Asking = { readonly contracts: readonly Contract[]; readonly outages: readonly Outage[]; readonly asOf: Instant };

/** The hours of every service of the vendors concerned, in any region: a failover is spent elsewhere. */
export function hourlyNeeds({ contracts, outages, asOf }: Asking): Pick<BillNeeds, 'hourly'> {
  const asked = outages.filter(
    (outage) => isAsked(outage, contracts, asOf) && length(hoursOf([outage], asOf)) <= LONGEST,
  );
  if (asked.length === 0) return {};
  const vendors = [...new Set(asked.map((outage) => outage.vendor))].sort();
  return {
    hourly: {
      selectors: vendors.map((vendor) => ({ x_Vendor: [vendor] })),
      windows: union(asked.map((outage) => withWeekBefore(hoursOf([outage], asOf)))),
    },
  };
}

/**
 * Whether spending around an outage is looked at. A vendor's public feed tells of years of outages: where the case has
 * contracts with the vendor, its word counts only for services that one of them judges.
 */
export function isAsked(outage: Outage, contracts: readonly Contract[], asOf: Instant): boolean {
  if (isNotice(outage) || outage.begin > asOf) return false;
  const own = contracts.filter(({ terms }) => terms.vendor === outage.vendor);
  return outage.source === 'observed' || own.length === 0 || own.some((contract) => judges(contract, outage));
}

function judges({ terms }: Contract, outage: Outage): boolean {
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  return commitments.some(({ covers }) => outage.services.some((service) => matchesAny(covers.services, service)));
}

/** From the clock hour in which the first outage began to the one in which the last ended; at least one hour. */
export function hoursOf(outages: readonly Outage[], asOf: Instant): Interval {
  const spans = outages.map((outage) => spanOf(outage, asOf));
  const begin = spans.reduce((first, span) => Math.min(first, span.begin), Number.MAX_SAFE_INTEGER);
  const end = spans.reduce((last, span) => Math.max(last, span.end), 0);
  const firstHour = begin - (begin % HOUR);
  return { begin: firstHour, end: Math.max(Math.ceil(end / HOUR) * HOUR, firstHour + HOUR) };
}

export function withWeekBefore({ begin, end }: Interval): Interval {
  return { begin: begin - LONGEST, end };
}

export function length({ begin, end }: Interval): number {
  return end - begin;
}
