import type { BillColumns, FormatProblem, Time } from './format.ts';
import { allOf, anyOf, choose, firstOf, literal, type Sql } from './sql.ts';

/*
 * Dates written 5/1/2025 are the first of May in one country and the fifth of January in the next, and a row alone does
 * not tell. A whole file nearly always does: a field above 12 is a day, and billing periods are calendar months under one
 * order only. The format asks for both with its probes, refuses with judgeDates what stays open, and reads with readDate
 * or readDay, which all rows share.
 */

export type DateOrder = 'month-first' | 'day-first';

/** Columns that hold whole months, by canonical name, and what the end means: Azure writes the last day of the month. */
export interface MonthColumns {
  readonly start: string;
  readonly end: string;
  readonly endIs: 'last-day' | 'next-month';
}

type Facts = Readonly<Record<string, string | null>>;

/** Day, month, year, parted by slashes or points, with or without a time of the day. */
const FIELDS = "'[0-9]{1,2}[/.][0-9]{1,2}[/.]([0-9]{4}|[0-9]{2})([^0-9].*)?'";
const ORDERS: Readonly<Record<DateOrder, string>> = { 'month-first': '%m/%d', 'day-first': '%d/%m' };
/** As spreadsheets write them when they save an export again. */
const CLOCKS = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M:%S %p', ' %I:%M %p'];

/**
 * What {@link judgeDates} and the readers must know of a file. `columns` are all columns of dates, by canonical name;
 * of `months`, the first pair that the file has and fills is the one that counts.
 */
export function dateProbes(
  bill: BillColumns,
  columns: readonly string[],
  ...months: readonly MonthColumns[]
): Record<string, Sql> {
  const cells = columns.flatMap((column) => bill.text(column) ?? []);
  if (cells.length === 0) return {};
  const wholeMonths = (order: DateOrder) =>
    firstOf(
      months.map((month) => {
        const start = bill.text(month.start);
        const end = bill.text(month.end);
        return start && end && allWholeMonths(start, end, month.endIs, order);
      }),
    ) ?? 'NULL';
  return {
    dates_by_field: anExample(cells, () => 'true'),
    dates_day_first: anExample(cells, (cell) => `${field(cell, 1)} > 12 AND ${field(cell, 2)} <= 12`),
    dates_month_first: anExample(cells, (cell) => `${field(cell, 2)} > 12 AND ${field(cell, 1)} <= 12`),
    dates_either_way: anExample(
      cells,
      (cell) => `${field(cell, 1)} <= 12 AND ${field(cell, 2)} <= 12 AND ${field(cell, 1)} <> ${field(cell, 2)}`,
    ),
    dates_months_if_day_first: wholeMonths('day-first'),
    dates_months_if_month_first: wholeMonths('month-first'),
  };
}

/** Why the dates of a file cannot be read, if they cannot. */
export function judgeDates(facts: Facts): FormatProblem[] {
  const { dates_day_first: dayFirst, dates_month_first: monthFirst, dates_either_way: either } = facts;
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
  const order = orderOf({
    dates_by_field: bill.fact('dates_by_field'),
    dates_day_first: bill.fact('dates_day_first'),
    dates_month_first: bill.fact('dates_month_first'),
    dates_either_way: bill.fact('dates_either_way'),
    dates_months_if_day_first: bill.fact('dates_months_if_day_first'),
    dates_months_if_month_first: bill.fact('dates_months_if_month_first'),
  });
  const yearFirst = `CASE WHEN substr(${cell}, 5, 1) = '/' THEN try_strptime(${cell}, '%Y/%m/%d') END`;
  return { given: iso.given, parsed: firstOf([iso.parsed, order && inOrder(cell, order), yearFirst]) ?? iso.parsed };
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
  if (facts.dates_day_first && facts.dates_month_first) return null;
  if (facts.dates_day_first) return 'day-first';
  if (facts.dates_month_first) return 'month-first';
  // 5/5/2025 is one day under both.
  if (!facts.dates_either_way) return facts.dates_by_field ? 'month-first' : null;
  const dayFirst = facts.dates_months_if_day_first === 'true';
  const monthFirst = facts.dates_months_if_month_first === 'true';
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'day-first' : 'month-first';
}

/** The smallest cell of fields for which the test holds. ISO dates, the usual case, are passed over without a pattern. */
function anExample(cells: readonly Sql[], holds: (cell: Sql) => Sql): Sql {
  const examples = cells.map((cell) => `min(${choose([[isByField(cell), choose([[holds(cell), cell]])]])})`);
  return firstOf(examples) ?? 'NULL';
}

function isByField(cell: Sql): Sql {
  return `CASE WHEN substr(${cell}, 5, 1) = '-' THEN false ELSE regexp_full_match(trim(${cell}), ${FIELDS}) END`;
}

/** The n-th field of a cell that {@link isByField}. */
function field(cell: Sql, place: 1 | 2): Sql {
  return `CAST(split_part(translate(trim(${cell}), '.', '/'), '/', ${place}) AS INTEGER)`;
}

function allWholeMonths(start: Sql, end: Sql, endIs: MonthColumns['endIs'], order: DateOrder): Sql {
  const first = inOrder(start, order);
  const next = endIs === 'last-day' ? `${inOrder(end, order)} + INTERVAL 1 DAY` : inOrder(end, order);
  const whole = allOf([`day(${first}) = 1`, `${first} + INTERVAL 1 MONTH = ${next}`]);
  return `bool_and(${choose([[anyOf([isByField(start), isByField(end)]), `coalesce(${whole}, false)`]])})`;
}

/** Two-digit years first: `%Y` would read 25 as the year 25. */
function inOrder(cell: Sql, order: DateOrder): Sql {
  const shapes = ['%y', '%Y'].flatMap((year) => CLOCKS.map((clock) => literal(`${ORDERS[order]}/${year}${clock}`)));
  const slashed = `translate(trim(${cell}), '.', '/')`;
  return choose([[isByField(cell), `try_strptime(${slashed}, [${shapes.join(', ')}])`]]);
}

/** A date out of a file, fit to be printed. */
function quote(date: string): string {
  return `"${date.replace(/\p{C}/gu, '?').slice(0, 30)}"`;
}
