import { billingMonthOf, sumOf } from '../credit/money/charge-sums.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { BillFile, Charge } from '../records/charge.ts';
import type { InvoiceComparison, StatedInvoice } from '../records/reconciliation.ts';
import { minorPlaces } from '../values/currency.ts';
import { type Exact, isZero, roundTo } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { monthOf } from '../values/period.ts';
import { contributorsOf, countRows, partsThatExplain } from './contributors.ts';
import { creditTrace } from './vendors.ts';

/** The amount of an invoice against what the bills of its month add up to. Nothing is left out to make them agree. */
export function compareInvoice(id: string, stated: StatedInvoice, records: CaseRecords): InvoiceComparison {
  const { bill, currency } = records;
  const own = bill.charges.filter(
    (charge) => charge.BillingCurrency === currency && (stated.vendor === null || charge.x_Vendor === stated.vendor),
  );
  const charges = own.filter((charge) => billingMonthOf(charge) === stated.month);
  const undated = countRows(own.filter((charge) => billingMonthOf(charge) === null));
  const billed = charges.length === 0 || undated > 0 ? null : sumOf(charges, 'BilledCost');
  const difference = billed && stated.amount.sub(billed);
  const places = minorPlaces(currency);
  const agrees = billed !== null && roundTo(billed, places).equals(roundTo(stated.amount, places));
  const status = billed === null ? 'undetermined' : agrees ? 'agrees' : 'differs';
  const of = stated.vendor === null ? '' : ` of ${stated.vendor}`;
  const because = {
    undetermined:
      charges.length === 0
        ? `the bills hold no row${of} of ${stated.month}`
        : undated > 0
          ? `${undated} rows${of} do not say which month they are billed in`
          : `BilledCost is missing in rows${of} of ${stated.month}`,
    agrees:
      difference && isZero(difference)
        ? 'the invoice and the bills are the same amount'
        : 'the same amount once the bills are rounded to the currency',
    differs: `the invoice is ${difference && difference.compare(0n) > 0 ? 'higher' : 'lower'} than the bills`,
  }[status];
  return {
    id,
    stated,
    status,
    because,
    billed,
    rows: countRows(charges),
    difference,
    contributors: contributorsOf(charges),
    hints: status === 'agrees' ? [] : hints(stated, charges, difference, records),
  };
}

function hints(
  stated: StatedInvoice,
  charges: readonly Charge[],
  difference: Exact | null,
  { bill, currency }: CaseRecords,
): string[] {
  const files = bill.files.filter((file) => charges.some((charge) => charge.x_SourceFile === file.file));
  const amortized = sumOf(charges, 'EffectiveCost');
  const equals = (sum: Exact | null) =>
    sum !== null && charges.length > 0 && roundTo(sum, minorPlaces(currency)).equals(stated.amount);
  const parts = difference === null ? [] : partsThatExplain(charges, difference, currency);
  return [
    ...parts.map((part) => `the difference is the sum of ${part}, to the cent: the invoice may be without it`),
    ...(difference !== null && equals(amortized)
      ? ['the invoice amount is the amortized cost (EffectiveCost); an invoice is compared with the billed cost']
      : []),
    ...files.flatMap(rowsLeftOut),
    ...openMonths(stated, files),
    ...vendorsOf(charges)
      .filter((vendor) => creditTrace(vendor).shows === 'nowhere')
      .map((vendor) => `exports of ${vendor} hold no credits and no taxes; its invoice does`),
  ];
}

function rowsLeftOut({ file, rows }: BillFile): string[] {
  const said = (what: string, counts: BillFile['rows']['excluded']) =>
    counts.map(({ reason, rows: count }) => `${count} rows of ${file} were ${what} (${reason.replaceAll('-', ' ')})`);
  return [...said('rejected', rows.rejected), ...said('excluded', rows.excluded)].map(
    (text) => `${text}: they are in no sum`,
  );
}

/** Bills that end within the month: what was billed later is not in them. */
function openMonths({ month }: StatedInvoice, files: readonly BillFile[]): string[] {
  const [year = 0, number = 1] = month.split('-').map((part) => Number.parseInt(part, 10));
  const own = monthOf(Date.UTC(year, number - 1, 15), 'UTC');
  const ends = files.flatMap(({ dataCompleteTo }) => dataCompleteTo ?? []);
  const last = ends.length === 0 ? null : Math.max(...ends);
  // A vendor may cut its month some hours after UTC does; a day before the end is open by any clock.
  if (last === null || last >= own.end - DAY) return [];
  return [`the bills say nothing of hours after ${formatInstant(last)}, so the month may not be complete in them`];
}

const DAY = 86_400_000;

function vendorsOf(charges: readonly Charge[]): string[] {
  return [...new Set(charges.flatMap(({ x_Vendor }) => x_Vendor ?? []))].sort();
}
