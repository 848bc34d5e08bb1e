import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/engine/assess.ts';
import { reconcile } from '../../../src/engine/reconcile/reconcile.ts';
import type { BillFile, Charge } from '../../../src/engine/records/charge.ts';
import { decimal, exact, sum, toText } from '../../../src/engine/values/exact.ts';
import { at, recordsOf } from '../library.ts';
import { EXACT_COSTS } from '../plain-records.ts';
import { granted, row } from './gcp-case.ts';

/** By hand: 1000 + 15 + 240.5 + 80.041 - 12 = 1323.541 */
const bill = [
  row('2025-10', '1000'),
  row('2025-10', '15', { x_Nature: 'support', ServiceName: 'Support' }),
  row('2025-10', '240.5', { x_Nature: 'marketplace', ServiceName: 'Made Up Inc', ChargeCategory: 'Purchase' }),
  row('2025-10', '80.041', { ChargeCategory: 'Tax', ServiceName: null }),
  granted('2025-10', '-12'),
  row('2025-09', '7'),
  row('2025-10', '5000', { x_Vendor: 'aws', ServiceName: 'Amazon EC2', x_SourceFile: 'aws.csv' }),
];

function file(parts: Partial<BillFile> = {}): BillFile {
  return {
    file: 'bill.csv',
    format: 'made-up',
    rows: { read: 7, used: 7, excluded: [], rejected: [] },
    totals: { billed: null, effective: null, list: null },
    ...EXACT_COSTS,
    currency: 'USD',
    period: null,
    dataCompleteTo: at('2025-11-01T00:00:00Z'),
    vendors: ['gcp'],
    services: [],
    ...parts,
  } as BillFile;
}

function compare(
  amount: string,
  { charges = bill, files = [file()], month = '2025-10', vendor = 'gcp' as string | null } = {},
) {
  const records = { ...recordsOf({ charges: charges as Charge[] }), bill: { files, charges } };
  const stated = { month, vendor, amount: decimal(amount), document: null, origin: { file: 'x' } };
  const [invoice] = reconcile(records, assess(records), { invoices: [stated], credits: [] }).invoices;
  if (!invoice) throw new Error('no invoice');
  return {
    ...invoice,
    off: invoice.difference && toText(invoice.difference),
    sum: invoice.billed && toText(invoice.billed),
  };
}

describe('an invoice against the bills of its month', () => {
  it('agrees to the cent, with the difference in full', () => {
    expect(compare('1323.54')).toMatchObject({ status: 'agrees', sum: '1323.541', off: '-0.001', hints: [] });
    expect(compare('1323.55').status).toBe('differs');
  });

  it('counts one vendor, or all of them', () => {
    expect(compare('6323.541', { vendor: null })).toMatchObject({ status: 'agrees', off: '0', rows: 6 });
  });

  it.each([
    ['1243.50', 'category Tax'],
    ['1308.541', 'support charges'],
    ['1083.041', 'marketplace charges'],
    ['1335.541', 'service credits under an SLA'],
  ])('of %s USD differs by exactly one part', (amount, part) => {
    expect(compare(amount).hints).toContain(
      `the difference is the sum of ${part}, to the cent: the invoice may be without it`,
    );
  });

  it('of one file of two, or one vendor of two, is seen', () => {
    expect(compare('1323.541', { vendor: null }).hints.join()).toContain('the sum of vendor aws');
  });

  it('that equals no part gets no explanation, and the largest parts first', () => {
    const { hints, contributors } = compare('999');
    expect(hints).toEqual([]);
    expect(contributors.map(({ billed }) => toText(billed))).toEqual(['1000', '240.5', '80.041', '15', '-12']);
  });

  it('says that the amount is the amortized cost', () => {
    const charges = [row('2025-10', '0', { EffectiveCost: decimal('55.5') }), row('2025-10', '100')];
    expect(compare('155.50', { charges }).hints.join()).toContain('the amortized cost');
  });

  it('is undetermined, never zero, where the bills do not say', () => {
    expect(compare('0', { month: '2025-12' })).toMatchObject({
      status: 'undetermined',
      billed: null,
      difference: null,
    });
    const unknown = [...bill, row('2025-10', '1', { BilledCost: null })];
    expect(compare('1323.54', { charges: unknown })).toMatchObject({ status: 'undetermined', billed: null });
    const undated = [...bill, row('2025-10', '1', { billingPeriod: null, chargePeriod: null })];
    expect(compare('1323.54', { charges: undated }).because).toContain('1 rows of gcp do not say which month');
  });

  it('says what the bills left out, and that the month is open', () => {
    const rows = {
      read: 9,
      used: 7,
      excluded: [{ reason: 'split-cost-child', rows: 1 }],
      rejected: [{ reason: 'bad-number', rows: 1 }],
    };
    const hints = compare('1', { files: [file({ rows, dataCompleteTo: at('2025-10-20T05:00:00Z') })] }).hints.join(
      '\n',
    );
    expect(hints).toContain('1 rows of bill.csv were rejected (bad number)');
    expect(hints).toContain('1 rows of bill.csv were excluded (split cost child)');
    expect(hints).toContain('nothing of hours after 2025-10-20T05:00:00Z');
  });

  it('is the sum of its parts, whatever they are', () => {
    const cents = fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cents, (amounts) => {
        const charges = amounts.map((one, index) =>
          row('2025-10', '0', { BilledCost: exact(one, 1000), ServiceName: `s${index % 4}` }),
        );
        const { contributors, billed } = compare('1', { charges });
        expect(billed && toText(billed)).toBe(toText(sum(contributors.map((one) => one.billed))));
      }),
    );
  });
});
