import { formatInstant, type Instant } from '../values/instant.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { DAY, DAYS_BEFORE, HOUR, length, withWeekBefore } from './ask.ts';
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
  const seen = new Set([...bill.hoursOfFiles.values()].flatMap((each) => [...each]));
  const gap = clockHours(hours).find((hour) => !seen.has(hour));
  if (gap !== undefined) return tooFew(`the bill has no row of the clock hour that begins ${formatInstant(gap)}`);
  const edges = looseEdges(bill, withWeekBefore(hours));
  const inside = edges.find((edge) => hours.begin < edge && edge < hours.end);
  if (inside !== undefined)
    return tooFew(`a file of the bill begins or ends at ${formatInstant(inside)}, within the hours of the incident`);
  const from = edges.filter((edge) => edge <= hours.begin).at(-1) ?? hours.begin - DAYS_BEFORE * DAY;
  const days = Array.from({ length: DAYS_BEFORE }, (_, index) => index + 1).filter((day) =>
    hoursOfDay(hours, day).every(
      (hour) =>
        hour >= from && seen.has(hour) && !others.some((other) => overlaps({ begin: hour, end: hour + HOUR }, other)),
    ),
  );
  if (days.length >= FEWEST_DAYS) return { days, because: null };
  return tooFew(
    `of the week before the incident the bill has ${days.length} comparable ${days.length === 1 ? 'day' : 'days'}, and ${FEWEST_DAYS} are needed`,
  );
}

export function clockHours({ begin, end }: Interval): Instant[] {
  return Array.from({ length: (end - begin) / HOUR }, (_, index) => begin + index * HOUR);
}

/** The same hour of the day, so many days before the incident began: also for the later days of a long one. */
export function hourBefore(hours: Interval, hour: Instant, day: number): Instant {
  return hours.begin + ((hour - hours.begin) % DAY) - day * DAY;
}

function hoursOfDay(hours: Interval, day: number): Instant[] {
  const first = { begin: hours.begin, end: Math.min(hours.end, hours.begin + DAY) };
  return clockHours(first).map((hour) => hourBefore(hours, hour, day));
}

function tooFew(because: string): ComparableDays {
  return { days: null, because };
}

/**
 * Where a delivery begins or ends inside the span and no other takes over: on the two sides lie the costs of different
 * accounts or of different completeness. A file with rows of few hours has no edges to speak of.
 */
function looseEdges({ hoursOfFiles }: HourlyBill, look: Interval): Instant[] {
  const spans = [...hoursOfFiles.values()].flatMap((hours) => steadySpan(hours, look) ?? []);
  const ends = spans.map(({ end }) => end).filter((end) => end < look.end);
  const begins = spans.map(({ begin }) => begin).filter((begin) => begin - look.begin >= HOUR);
  const loose: Instant[] = [];
  for (const begin of begins.sort(ascending)) {
    const follows = ends.findIndex((end) => Math.abs(begin - end) < DAY);
    if (follows < 0) loose.push(begin);
    else ends.splice(follows, 1);
  }
  return [...loose, ...ends].sort(ascending);
}

function steadySpan(hours: ReadonlySet<Instant>, look: Interval): Interval | null {
  const inside = [...hours].filter((hour) => look.begin <= hour && hour < look.end).sort(ascending);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = { begin: first, end: last + HOUR };
  return inside.length * HOUR * 10 >= length(span) * 9 ? span : null;
}

function ascending(a: Instant, b: Instant): number {
  return a - b;
}
