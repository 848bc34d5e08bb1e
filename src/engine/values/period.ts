import { TZDate } from '@date-fns/tz';
import type { Instant } from './instant.ts';
import type { Interval } from './interval.ts';

/** A calendar month as a contract cuts it: the zone decides where it begins. */
export interface Month extends Interval {
  /** `2025-10` */
  readonly id: string;
  readonly zone: string;
}

/** The month of the zone that the instant falls in. */
export function monthOf(instant: Instant, zone: string): Month {
  const local = new TZDate(instant, zone);
  return monthAt(local.getFullYear(), local.getMonth(), zone);
}

/** The month `count` months after this one, in the same zone. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.id.split('-').map((part) => Number.parseInt(part, 10));
  return monthAt(year, number - 1 + count, month.zone);
}

/** How many days the month has: an hour that clocks lose or gain in it makes no difference. */
export function daysOf({ id }: Pick<Month, 'id'>): number {
  const [year = 0, number = 1] = id.split('-').map((part) => Number.parseInt(part, 10));
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** Every month of the zone that the span touches, oldest first. */
export function monthsOf(span: Interval, zone: string): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(span.begin, zone); month.begin < span.end; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Every day of the zone that the span touches, oldest first; where clocks change, one of 23 or 25 hours. */
export function daysIn(span: Interval, zone: string): Interval[] {
  const days: Interval[] = [];
  const first = new TZDate(span.begin, zone);
  const dayAt = (day: number) => new TZDate(first.getFullYear(), first.getMonth(), day, zone).getTime();
  for (let day = first.getDate(); dayAt(day) < span.end; day += 1)
    days.push({ begin: dayAt(day), end: dayAt(day + 1) });
  return days;
}

function monthAt(year: number, monthIndex: number, zone: string): Month {
  const begin = new TZDate(year, monthIndex, 1, zone);
  const end = new TZDate(year, monthIndex + 1, 1, zone);
  const id = `${String(begin.getFullYear()).padStart(4, '0')}-${String(begin.getMonth() + 1).padStart(2, '0')}`;
  return { id, zone, begin: begin.getTime(), end: end.getTime() };
}
