/** A date as it is written: two fields, of which one is the month, and the year. */
export interface WrittenDate {
  readonly text: string;
  readonly first: number;
  readonly second: number;
  readonly year: number;
}

export type DateOrder = 'month-first' | 'day-first';

/** `5/1/2025`, `05.01.2025`, `5/1/25`; null for anything else. */
export function writtenDate(text: string): WrittenDate | null {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const [, first, second, year = ''] = match;
  return { text, first: Number(first), second: Number(second), year: Number(year.length === 2 ? `20${year}` : year) };
}

/**
 * The order under which all spans, written as [start, end], are whole calendar months; null where that is so under both
 * or under none, and where there are no spans.
 */
export function monthsTell(spans: readonly (readonly string[])[], endIs: 'last-day' | 'next-month'): DateOrder | null {
  const dates = spans.map((span) => span.map(writtenDate));
  const fits = (order: DateOrder) =>
    dates.length > 0 && dates.every(([start, end]) => start && end && isMonth(start, end, endIs, order));
  if (fits('month-first') === fits('day-first')) return null;
  return fits('day-first') ? 'day-first' : 'month-first';
}

function isMonth(start: WrittenDate, end: WrittenDate, endIs: 'last-day' | 'next-month', order: DateOrder): boolean {
  const [begin, last] = [start, end].map((date) => placed(date, order));
  if (!begin || !last || begin.day !== 1) return false;
  const next = begin.months + 1;
  if (endIs === 'next-month') return last.months === next && last.day === 1;
  // Day 0 of a month is the last one of the month before.
  const length = new Date(Date.UTC(Math.floor(next / 12), next % 12, 0)).getUTCDate();
  return last.months === begin.months && last.day === length;
}

/** Months since the year 0, and the day; null for a month that is none. */
function placed({ first, second, year }: WrittenDate, order: DateOrder): { months: number; day: number } | null {
  const [month, day] = order === 'month-first' ? [first, second] : [second, first];
  return month >= 1 && month <= 12 ? { months: year * 12 + month - 1, day } : null;
}
