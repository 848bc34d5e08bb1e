import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { toText } from '../../../src/engine/values/exact.ts';

/*
 * A made-up hour of a payer with every kind of commitment. On demand the three nodes would cost 300; one is reserved
 * (effective 60), one under a Savings Plan (effective 72), one on demand (100).
 */
const COLUMNS = [
  'bill/BillingEntity',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/UsageEndDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/UnblendedCost',
  'lineItem/CurrencyCode',
  'reservation/ReservationARN',
  'reservation/EffectiveCost',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod',
  'reservation/UnusedRecurringFee',
  'savingsPlan/SavingsPlanARN',
  'savingsPlan/SavingsPlanEffectiveCost',
  'savingsPlan/TotalCommitmentToDate',
  'savingsPlan/UsedCommitment',
  'splitLineItem/ParentResourceId',
  'lineItem/NetUnblendedCost',
] as const;
type Row = { readonly [column in (typeof COLUMNS)[number]]?: string };

const HOUR = {
  'bill/BillingEntity': 'AWS',
  'lineItem/UsageStartDate': '2025-10-01T00:00:00Z',
  'lineItem/UsageEndDate': '2025-10-01T01:00:00Z',
  'lineItem/ProductCode': 'AmazonEC2',
  'lineItem/UsageType': 'BoxUsage:p5.48xlarge',
  'lineItem/CurrencyCode': 'USD',
};
const row = (type: string, cost: string, more: Row = {}): Row => ({
  ...HOUR,
  'lineItem/LineItemType': type,
  'lineItem/UnblendedCost': cost,
  ...more,
});

const COMMITTED = [
  row('Usage', '100'),
  row('DiscountedUsage', '0', { 'reservation/ReservationARN': 'ri-1', 'reservation/EffectiveCost': '60' }),
  row('SavingsPlanCoveredUsage', '100', {
    'savingsPlan/SavingsPlanARN': 'sp-1',
    'savingsPlan/SavingsPlanEffectiveCost': '72',
  }),
  row('SavingsPlanNegation', '-100', { 'savingsPlan/SavingsPlanARN': 'sp-1' }),
  row('SavingsPlanRecurringFee', '80', {
    'lineItem/ProductCode': 'ComputeSavingsPlans',
    'savingsPlan/SavingsPlanARN': 'sp-1',
    'savingsPlan/TotalCommitmentToDate': '80',
    'savingsPlan/UsedCommitment': '72',
  }),
  row('RIFee', '44', {
    'reservation/ReservationARN': 'ri-1',
    'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '3',
    'reservation/UnusedRecurringFee': '1.5',
  }),
  row('Fee', '500', { 'reservation/ReservationARN': 'ri-1' }),
  row('Fee', '7', { 'lineItem/ProductCode': 'AmazonRegistrar', 'lineItem/UsageType': 'Domain' }),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-commitments-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(rows: readonly Row[], columns: readonly (keyof Row)[] = COLUMNS) {
  const path = join(folder, 'cur.csv');
  const lines = rows.map((each) => columns.map((column) => each[column] ?? '').join(','));
  await writeFile(path, `${[columns.join(','), ...lines].join('\n')}\n`);
  const windows = [{ begin: 0, end: 4e12 }];
  return readBill([{ label: 'cur.csv', path }], { detail: [{}], windows });
}

const billed = (charges: readonly Charge[]) => charges.map(({ BilledCost }) => BilledCost && toText(BilledCost));
const totals = ({ value: { files } }: Awaited<ReturnType<typeof read>>) =>
  [files[0]?.totals.billed, files[0]?.totals.effective].map((total) => total && toText(total));

describe('commitments in the Cost and Usage Report', () => {
  it('gives what was invoiced, and what the hour cost when commitments are spread over their use', async () => {
    // Cash: 100 + 0 + 100 - 100 + 80 + 44 + 500 + 7. Amortized: 100 + 60 + 72 + 0 + (80 - 72) + (3 + 1.5) + 0 + 7.
    expect(totals(await read(COMMITTED))).toEqual(['731', '251.5']);
  });

  it('tells covered rows, and takes fees for one-time', async () => {
    const { value } = await read(COMMITTED);
    const used = value.charges.filter(({ CommitmentDiscountStatus }) => CommitmentDiscountStatus === 'Used');
    // Both nodes are alike in every key, so they are one charge of two rows.
    expect(used.map(({ EffectiveCost, rows }) => [EffectiveCost && toText(EffectiveCost), rows])).toEqual([['132', 2]]);
    const fees = value.charges.filter(({ ChargeFrequency }) => ChargeFrequency === 'One-Time');
    expect(billed(fees).sort()).toEqual(['500', '7']);
  });

  it('leaves out the children of split costs, whose parent carries the whole', async () => {
    const child = row('Usage', '40', { 'splitLineItem/ParentResourceId': 'i-1' });
    const reading = await read([...COMMITTED, child, child]);
    expect(totals(reading)).toEqual(['731', '251.5']);
    expect(reading.value.files[0]?.rows.excluded).toEqual([{ reason: 'split-cost-child', rows: 2 }]);
  });

  it('marks what no contract means by the charges of its service', async () => {
    const { value } = await read([
      row('Usage', '1', { 'bill/BillingEntity': 'AWS Marketplace', 'lineItem/ProductCode': '4xyz' }),
      row('Fee', '2', { 'lineItem/ProductCode': 'AWSSupportEnterprise', 'lineItem/UsageType': 'Dollar' }),
      row('Fee', '3', { 'lineItem/UsageType': 'USE2-CapacityBlockFee:p5.48xlarge' }),
      row('Usage', '4', { 'lineItem/UsageType': 'USE2-UnusedBox:p5.48xlarge' }),
    ]);
    const natures = value.charges.map((charge) => [
      charge.x_Nature,
      charge.BilledCost && toText(charge.BilledCost),
      charge.CapacityReservationStatus,
    ]);
    expect(natures.sort()).toEqual(
      [
        ['capacity-block', '3', null],
        ['marketplace', '1', null],
        ['support', '2', null],
        [null, '4', 'Unused'],
      ].sort(),
    );
  });
});

describe('private discounts', () => {
  const NET = 'lineItem/NetUnblendedCost';
  it('in rows of their own are taken off once, whatever the net columns say', async () => {
    const rows = [row('Usage', '100', { [NET]: '90' }), row('EdpDiscount', '-10', { [NET]: '0' })];
    expect(totals(await read(rows))).toEqual(['90', '90']);
  });

  it('in columns are taken off by the net costs', async () => {
    const rows = [row('Usage', '100', { [NET]: '90' }), row('Tax', '5')];
    expect(totals(await read(rows))).toEqual(['95', '95']);
  });

  it('without net columns there is nothing to take off', async () => {
    const columns = COLUMNS.filter((column) => column !== NET);
    expect(totals(await read([row('Usage', '100'), row('EdpDiscount', '-10')], columns))).toEqual(['90', '90']);
  });
});
