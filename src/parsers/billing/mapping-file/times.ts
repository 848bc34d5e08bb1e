import type { BillColumns, RowRejection, Time, TimeKey } from '../format.ts';
import { allOf, anyOf, literal, type Sql } from '../sql.ts';
import { readTime } from '../times.ts';
import type { StatedMapping } from './schema.ts';

/** A clock time that ends in its zone: `...T09:00:00Z`, `... 09:00:00 UTC`, `... 09:00:00+02:00`. */
const ENDS_IN_ZONE = "':.*(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$'";
/** Clocks go back by an hour nearly everywhere, by half an hour on Lord Howe. */
const STEPS = ['INTERVAL 1 HOUR', 'INTERVAL 30 MINUTE'];

/** Times of a mapped bill. A local time is one instant, or the row is rejected: nobody picks for the user. */
export function mappedTimes(stated: StatedMapping, canonical: (name: string) => string) {
  const zone = stated.time_zone === undefined || stated.time_zone === 'UTC' ? null : literal(stated.time_zone);
  const toUtc = (local: Sql): Sql => (zone ? `timezone('UTC', timezone(${zone}, ${local}))` : local);
  const toLocal = (utc: Sql): Sql => (zone ? `timezone(${zone}, timezone('UTC', ${utc}))` : utc);
  const asWritten = (cell: Sql): Sql =>
    stated.time_format ? `try_strptime(${cell}, ${literal(stated.time_format)})` : readTime(cell).parsed;
  const namesZone = (cell: Sql): Sql => (stated.time_format ? 'false' : `regexp_matches(${cell}, ${ENDS_IN_ZONE})`);

  const cellOf = (bill: BillColumns, key: TimeKey): Sql | null => {
    const column = stated.columns[key];
    return column === undefined ? null : bill.text(canonical(column));
  };
  const read = (cell: Sql): Time => ({
    given: cell,
    parsed: zone
      ? `CASE WHEN ${namesZone(cell)} THEN ${asWritten(cell)} ELSE ${toUtc(asWritten(cell))} END`
      : asWritten(cell),
  });
  const stepped = ({ given, parsed }: Time, change: (local: Sql) => Sql): Time => ({
    given,
    parsed: toUtc(change(toLocal(parsed))),
  });

  const timeOf =
    (key: TimeKey) =>
    (bill: BillColumns): Time | null => {
      const cell = cellOf(bill, key);
      return cell === null ? null : read(cell);
    };
  const begin = timeOf('ChargePeriodStart');
  const after = (time: Time | null): Time | null => {
    if (!time || stated.period === undefined) return null;
    // An hour is an hour; days and months are those of the zone, with 23 or 25 hours where clocks change.
    if (stated.period === 'hour') return { given: time.given, parsed: `${time.parsed} + INTERVAL 1 HOUR` };
    return stepped(time, (local) => `${local} + INTERVAL 1 ${stated.period === 'day' ? 'DAY' : 'MONTH'}`);
  };
  const month = (bill: BillColumns, months: 0 | 1): Time | null => {
    const time = begin(bill);
    return time && stepped(time, (local) => `date_trunc('month', ${local})${months ? ' + INTERVAL 1 MONTH' : ''}`);
  };

  const cellsOf = (bill: BillColumns): Sql[] =>
    (['ChargePeriodStart', 'ChargePeriodEnd', 'BillingPeriodStart', 'BillingPeriodEnd'] as const).flatMap(
      (key) => cellOf(bill, key) ?? [],
    );
  const isNoInstant = (cell: Sql): Sql => {
    const local = asWritten(cell);
    const utc = toUtc(local);
    const again = STEPS.flatMap((step) => [`${utc} + ${step}`, `${utc} - ${step}`]).map(
      (other) => `${toLocal(other)} = ${local}`,
    );
    return allOf([`NOT ${namesZone(cell)}`, anyOf([`${toLocal(utc)} <> ${local}`, ...again])]);
  };
  const rejects: RowRejection[] = zone
    ? [
        {
          reason: 'time-of-clock-change',
          when: (bill) => anyOf(cellsOf(bill).map(isNoInstant)),
          says: `A time of the row lies where the clocks of ${stated.time_zone} change, and names no instant, or two.`,
          fix: 'Export times in UTC, or write the offset behind this one.',
        },
      ]
    : [];
  const zoneLess: RowRejection[] =
    stated.time_zone === undefined && stated.time_format === undefined
      ? [
          {
            reason: 'zone-less-time',
            when: (bill) => anyOf(cellsOf(bill).map((cell) => `(contains(${cell}, ':') AND NOT ${namesZone(cell)})`)),
            says: 'A time of the row has no zone, so it names no instant.',
            fix: 'State `time_zone` in the mapping file; if the times are UTC, write `time_zone: UTC`.',
          },
        ]
      : [];

  return {
    times: {
      ChargePeriodStart: begin,
      ChargePeriodEnd: (bill: BillColumns) => (stated.period ? after(begin(bill)) : timeOf('ChargePeriodEnd')(bill)),
      BillingPeriodStart: (bill: BillColumns) => timeOf('BillingPeriodStart')(bill) ?? month(bill, 0),
      BillingPeriodEnd: (bill: BillColumns) => timeOf('BillingPeriodEnd')(bill) ?? month(bill, 1),
    },
    rejects: [...zoneLess, ...rejects],
  };
}
