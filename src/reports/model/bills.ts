import type { BillFile, RowCount } from '../../engine/records/charge.ts';
import { measured } from '../../engine/records/figure.ts';
import { type Exact, exact, toText } from '../../engine/values/exact.ts';
import { formatInstant } from '../../engine/values/instant.ts';
import type { ReportBillFile } from '../report-schema.ts';
import { enter, type FigureBook } from './figure-book.ts';
import { sorted, spanRecord } from './origins.ts';

export function billRecord(book: FigureBook, bill: BillFile, index: number): ReportBillFile {
  const ref = `B${index + 1}`;
  const origin = { file: bill.file };
  const rows = (place: string, label: string, count: number): number => {
    const id = `${ref}.rows.${place}`;
    enter(
      book,
      id,
      measured({ id, label, value: exact(count), unit: 'rows', formula: 'counted while the file was read', origin }),
    );
    return count;
  };
  const reasons = (place: string, counts: readonly RowCount[]): RowCount[] =>
    counts.map((count, nth) => ({
      reason: count.reason,
      rows: rows(`${place}${nth + 1}`, `Rows ${place}: ${count.reason}`, count.rows),
    }));
  const total = (column: string, field: string, value: Exact | null): string | null => {
    if (value === null) return null;
    const id = `${ref}.totals.${field}`;
    enter(
      book,
      id,
      measured({
        id,
        label: `Sum of ${column}`,
        value,
        unit: bill.currency ?? 'count',
        formula: `sum of ${column} over the used rows`,
        origin,
      }),
    );
    return toText(value);
  };
  return {
    ref,
    file: bill.file,
    format: bill.format,
    rows: {
      read: rows('read', 'Rows read', bill.rows.read),
      used: rows('used', 'Rows used', bill.rows.used),
      excluded: reasons('excluded', bill.rows.excluded),
      rejected: reasons('rejected', bill.rows.rejected),
    },
    totals: {
      billed: total('BilledCost', 'billed', bill.totals.billed),
      effective: total('EffectiveCost', 'effective', bill.totals.effective),
      list: total('ListCost', 'list', bill.totals.list),
    },
    currency: bill.currency,
    period: bill.period && spanRecord(bill.period),
    dataCompleteTo: bill.dataCompleteTo === null ? null : formatInstant(bill.dataCompleteTo),
    vendors: sorted(bill.vendors),
    services: sorted(bill.services),
  };
}
