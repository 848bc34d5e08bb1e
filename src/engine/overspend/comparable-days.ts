import { formatDay, formatInstant, type Instant } from '../values/instant.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { clockHours, DAY, DAYS_BEFORE, HOUR, hoursBefore } from './ask.ts';
import type { HourlyBill } from './hourly-bill.ts';

/** Fewer have no middle that one odd day could not move. */
export const FEWEST_DAYS = 3;

/** Days before the incident, 1 the nearest; or why there are too few. */
export type ComparableDays =
  | { readonly days: readonly number[]; readonly because: null }
  | { readonly days: null; readonly because: string };

/**
 * The days of the week before whose hours can be held against those of an incident: the bill has rows of every hour,
 * from the same deliveries, and no other incident of the vendor touches them.
 */
export function comparableDays(bill: HourlyBill, hours: Interval, others: readonly Interval[]): ComparableDays {
  const files = [...bill.hoursOfFiles];
  const isSeen = (hour: Instant) => files.some(([, seen]) => seen.has(hour));
  const gap = clockHours(hours).find((hour) => !isSeen(hour));
  if (gap !== undefined) return none(`the bill has no row of the clock hour that begins ${formatInstant(gap)}`);
  const cut = files.find(([, seen]) => breaksOff(seen, hours));
  if (cut) return none(`${cut[0]} has rows of only a part of the hours of the incident, unlike on the days before`);
  const edge = firstEdge(bill, hours);
  const days = allDays().filter(
    (day) =>
      day <= edge.lastDay &&
      hoursBefore(hours, day).every(
        (hour) => isSeen(hour) && !others.some((other) => overlaps({ begin: hour, end: hour + HOUR }, other)),
      ),
  );
  if (days.length >= FEWEST_DAYS) return { days, because: null };
  const found = `of the week before the incident the bill has ${days.length} comparable ${days.length === 1 ? 'day' : 'days'}, and ${FEWEST_DAYS} are needed`;
  return none(edge.says === null ? found : `${found}: ${edge.says}`);
}

function allDays(): number[] {
  return Array.from({ length: DAYS_BEFORE }, (_, index) => index + 1);
}

function none(because: string): ComparableDays {
  return { days: null, because };
}

/** Whether a file that has rows of every hour on each day it knows stops, or starts, in the middle of the incident. */
function breaksOff(seen: ReadonlySet<Instant>, hours: Interval): boolean {
  const now = clockHours(hours).filter((hour) => seen.has(hour));
  const before = allDays()
    .map((day) => hoursBefore(hours, day))
    .filter((those) => those.some((hour) => seen.has(hour)));
  const isWhole = before.length > 0 && before.every((those) => those.every((hour) => seen.has(hour)));
  const isPart = now.length > 0 && now.length * HOUR < hours.end - hours.begin;
  return isWhole && isPart && (!seen.has(hours.begin) || !seen.has(hours.end - HOUR));
}

/**
 * The last day back that holds the same deliveries as the incident. Where a file begins or ends within the week and no
 * other takes over, as one month's does from the next, the two sides hold different accounts.
 */
function firstEdge({ hoursOfFiles }: HourlyBill, hours: Interval): { lastDay: number; says: string | null } {
  const known = [...hoursOfFiles].map(([file, seen]) => ({ file, days: daysIn(seen, hours) }));
  const unbroken = known.filter(({ days }) => days.length > 0 && (days.at(-1) ?? 0) - (days[0] ?? 0) < days.length);
  const ends = unbroken.flatMap(({ file, days: [last = 0] }) => (last > 0 ? [{ file, day: last }] : []));
  const loose = unbroken.flatMap(({ file, days }) => {
    const first = days.at(-1) ?? 0;
    if (first === DAYS_BEFORE) return [];
    const before = ends.findIndex(({ day }) => day === first || day === first + 1);
    if (before < 0) return [{ lastDay: first, says: `${file} begins on ${formatDay(hours.begin - first * DAY)}` }];
    ends.splice(before, 1);
    return [];
  });
  const gone = ends.map(({ file, day }) => ({
    lastDay: day - 1,
    says: `${file} has no rows of these hours after ${formatDay(hours.begin - day * DAY)}`,
  }));
  const [nearest] = [...loose, ...gone].sort((a, b) => a.lastDay - b.lastDay);
  return nearest ?? { lastDay: DAYS_BEFORE, says: null };
}

/** Days of which a file has rows in the hours compared, the incident's own as day 0, nearest first. */
function daysIn(seen: ReadonlySet<Instant>, hours: Interval): number[] {
  return [0, ...allDays()].filter((day) =>
    (day === 0 ? clockHours(hours) : hoursBefore(hours, day)).some((hour) => seen.has(hour)),
  );
}
