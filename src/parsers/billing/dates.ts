import { type DateOrder, monthsTell, type WrittenDate, writtenDate } from './date-order.ts';
import type { BillColumns, FormatProblem, Time } from './format.ts';
import { choose, literal, type Sql } from './sql.ts';

/*
 * Dates written 5/1/2025 are the first of May in one country and the fifth of January in the next, and a row alone does
 * not tell. A whole file nearly always does: a field above 12 is a day, and billing periods are calendar months under one
 * order only. The format asks for the dates with its probes, refuses with judgeDates what stays open, and reads with
 * readDate or readDay: one order for all rows of the file.
 */

/** Columns that hold whole months, by canonical name, and what the end means: Azure writes the last day of the month. */
export interface MonthColumns {
  readonly start: string;
  readonly end: string;
  readonly endIs: 'last-day' | 'next-month';
}

type Facts = Readonly<Record<string, string | null>>;

const DATES = 'dates_by_field';
const MONTHS: Readonly<Record<MonthColumns['endIs'], string>> = {
  'last-day': 'months_to_last_day',
  'next-month': 'months_to_next_month',
};
/** Times of the day as spreadsheets write them when they save an export again. */
const CLOCKS = ['%H:%M', '%H:%M:%S', '%I:%M:%S %p', '%I:%M %p'];

/**
 * The different dates of a file, which {@link judgeDates} and the readers must know, as JSON; none of an ISO file.
 * `columns` are all columns of dates, by canonical name, `months` those of them that hold whole months.
 */
export function dateProbes(
  bill: BillColumns,
  columns: readonly string[],
  ...months: readonly MonthColumns[]
): Record<string, Sql> {
  const lists = columns.flatMap((column) => {
    const cell = bill.text(column);
    return cell ? [allDifferent(dayOf(cell), isByField(cell))] : [];
  });
  if (lists.length === 0) return {};
  const pairs = months.flatMap(({ start: first, end: last, endIs }) => {
    const [start, end] = [bill.text(first), bill.text(last)];
    if (!start || !end) return [];
    const pair = `concat(${dayOf(start)}, ' ', ${dayOf(end)})`;
    return [[MONTHS[endIs], asJson(allDifferent(pair, `${isByField(start)} AND ${isByField(end)}`))] as const];
  });
  return { [DATES]: asJson(`list_distinct(flatten([${lists.join(', ')}]))`), ...Object.fromEntries(pairs) };
}

/** Why the dates of a file cannot be read, if they cannot. */
export function judgeDates(facts: Facts): FormatProblem[] {
  const { dayFirst, monthFirst, either } = examples(datesOf(facts));
  const fix = 'Export the bill again with ISO dates (2025-05-01), or write its dates that way.';
  if (dayFirst && monthFirst) {
    const message = `The file writes dates in two orders: ${quote(dayFirst)} has the day first, ${quote(monthFirst)} the month.`;
    return [{ code: 'billing/contradictory-dates', severity: 'error', message, fix }];
  }
  if (!either || orderOf(facts)) return [];
  const message = `Dates such as ${quote(either)} can be read with the month or the day first, and nothing in the file says which.`;
  return [{ code: 'billing/ambiguous-dates', severity: 'error', message, fix }];
}

/** A time as ISO, or as a date in the order of the file: midnight UTC where it has no time of the day. */
export function readDate(bill: BillColumns, ...columns: string[]): Time | null {
  const iso = bill.time(...columns);
  const cell = bill.text(...columns);
  if (!iso || !cell) return null;
  const order = orderOf(Object.fromEntries([DATES, ...Object.values(MONTHS)].map((name) => [name, bill.fact(name)])));
  const branches = [
    ...(order ? [[isByField(cell), inOrder(cell, order)] as const] : []),
    [`substr(${cell}, 5, 1) = '/'`, `try_strptime(${cell}, '%Y/%m/%d')`] as const,
  ];
  return { given: iso.given, parsed: choose(branches, iso.parsed) };
}

/** Like {@link readDate} for columns of days: midnight UTC, whatever hour the export adds. */
export function readDay(bill: BillColumns, ...columns: string[]): Time | null {
  const date = readDate(bill, ...columns);
  return date && { given: date.given, parsed: `date_trunc('day', ${date.parsed})` };
}

/** A number of days or months later. */
export function later(time: Time | null, many: number, unit: 'DAY' | 'MONTH'): Time | null {
  return time && { given: time.given, parsed: `(${time.parsed} + INTERVAL ${many} ${unit})` };
}

/** The one order of the file; null where it needs none, or where none is certain. */
function orderOf(facts: Facts): DateOrder | null {
  const dates = datesOf(facts);
  const { dayFirst, monthFirst, either } = examples(dates);
  if (dayFirst && monthFirst) return null;
  if (dayFirst) return 'day-first';
  if (monthFirst) return 'month-first';
  // 5/5/2025 is one day under both.
  if (!either) return dates.length > 0 ? 'month-first' : null;
  const told = (['last-day', 'next-month'] as const).flatMap(
    (endIs) =>
      monthsTell(
        listOf(facts[MONTHS[endIs]]).map((pair) => pair.split(' ')),
        endIs,
      ) ?? [],
  );
  return told.every((order) => order === told[0]) ? (told[0] ?? null) : null;
}

function datesOf(facts: Facts): WrittenDate[] {
  return listOf(facts[DATES]).flatMap((text) => writtenDate(text) ?? []);
}

/** A date for each thing that dates can say of their order. What no order makes a day says nothing. */
function examples(dates: readonly WrittenDate[]) {
  const find = (test: (first: number, second: number) => boolean) =>
    dates.find(({ first, second }) => test(first, second))?.text;
  return {
    dayFirst: find((first, second) => first > 12 && second <= 12),
    monthFirst: find((first, second) => second > 12 && first <= 12),
    either: find((first, second) => first <= 12 && second <= 12 && first !== second),
  };
}

function listOf(fact: string | null | undefined): string[] {
  return fact ? (JSON.parse(fact) as string[]) : [];
}

/** Day, month and year parted by slashes or points. No pattern, which would take longer than all else on every row. */
function isByField(cell: Sql): Sql {
  return `(substr(${cell}, 2, 1) IN ('/', '.') OR substr(${cell}, 3, 1) IN ('/', '.'))`;
}

/** The date without a time of the day, no longer than dates are: what is longer is none. */
function dayOf(cell: Sql): Sql {
  return `left(split_part(${cell}, ' ', 1), 11)`;
}

function allDifferent(value: Sql, where: Sql): Sql {
  return `coalesce(list(DISTINCT ${value}) FILTER (WHERE ${where}), [])`;
}

function asJson(list: Sql): Sql {
  return `to_json(list_sort(${list}))`;
}

/** The fields put in the order of ISO and cast, which is strict: no month 13, no 30 February. */
function inOrder(cell: Sql, order: DateOrder): Sql {
  const part = (place: number) => `split_part(replace(split_part(${cell}, ' ', 1), '.', '/'), '/', ${place})`;
  const [month, day] = order === 'month-first' ? [part(1), part(2)] : [part(2), part(1)];
  const year = choose([[`strlen(${part(3)}) = 2`, `'20' || ${part(3)}`]], part(3));
  const date = `TRY_CAST(concat(${year}, '-', ${month}, '-', ${day}) AS TIMESTAMP)`;
  const clocks = CLOCKS.map((clock) => literal(clock)).join(', ');
  const clock = `try_strptime(substr(${cell}, strpos(${cell}, ' ') + 1), [${clocks}])`;
  return choose([[`contains(${cell}, ' ')`, `${date} + (${clock} - TIMESTAMP '1900-01-01')`]], date);
}

/** A date out of a file, fit to be printed. */
function quote(date: string): string {
  return `"${date.replace(/\p{C}/gu, '?')}"`;
}
