import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { type Exact, toText } from '../../../src/engine/values/exact.ts';

type Row = Readonly<Record<string, string | null>>;

/** A made-up hour of use. */
const HOUR: Row = {
  BilledCost: '1',
  EffectiveCost: '1',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2025-10-01T00:00:00Z',
  BillingPeriodEnd: '2025-11-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2025-10-20T09:00:00Z',
  ChargePeriodEnd: '2025-10-20T10:00:00Z',
  ServiceName: 'Compute',
  ProviderName: 'AWS',
  ResourceId: 'node-1',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'focus-'));
});
afterAll(() => rm(folder, { recursive: true }));

function csv(rows: readonly Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | null | undefined) => `"${(value ?? '').replaceAll('"', '""')}"`;
  return [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\n');
}

async function readText(text: string) {
  const path = join(folder, 'bill');
  await writeFile(path, text);
  const needs = { detail: [{}], windows: [{ begin: 0, end: 4e12 }], credits: true };
  const { value, issues } = await readBill([{ label: 'bill', path }], needs);
  return { charges: value.charges, file: value.files[0], issues, codes: issues.map((issue) => issue.code) };
}

/** Reads rows laid over {@link HOUR}; each has its own ResourceId, under which its charge is found again. */
async function read(...rows: readonly Row[]) {
  const named = rows.map((row, index) => ({ ...HOUR, ResourceId: `node-${index}`, ...row }));
  const reading = await readText(csv(named));
  const charges = named.map(({ ResourceId }) => reading.charges.find((charge) => charge.ResourceId === ResourceId));
  return { ...reading, charges };
}

const text = (value: Exact | null | undefined) => (value ? toText(value) : null);

describe('FOCUS with the columns of AWS', () => {
  it.each([
    ['USW2-BoxUsage:p5.48xlarge', 'p5.48xlarge'],
    ['HostBoxUsage:c5', 'c5'],
    ['SpotUsage:p4d.24xlarge', 'p4d.24xlarge'],
    ['USE2-CapacityBlockFee:p5.48xlarge', 'p5.48xlarge'],
    ['UnusedBox:p5.48xlarge', 'p5.48xlarge'],
    ['EUW2-UnusedDed:m4.large', 'm4.large'],
    ['APN1-DedicatedRes:c5.xlarge', 'c5.xlarge'],
    ['USE1-Cluster:ml.p5.48xlarge', 'ml.p5.48xlarge'],
    ['USE1-Cluster:ml.p5.48xlarge-Reserved', 'ml.p5.48xlarge'],
    ['EBS:VolumeUsage.gp3', null],
    ['DataTransfer-Out-Bytes', null],
  ])('%s is use of %s', async (usage, type) => {
    const { charges } = await read({ x_UsageType: usage });
    expect(charges[0]?.x_InstanceType).toBe(type);
  });

  it('takes support and fees of capacity blocks apart, and nothing for marketplace that no column says is', async () => {
    const { charges } = await read(
      { x_ServiceCode: 'AWSSupportBusiness', x_UsageType: 'Dollar' },
      { x_ServiceCode: 'AmazonEC2', x_UsageType: 'USE2-CapacityBlockFee:p5.48xlarge' },
      {
        x_ServiceCode: 'AmazonEC2',
        x_UsageType: 'BoxUsage:p5.48xlarge',
        InvoiceIssuerName: 'Amazon Web Services, Inc.',
      },
    );
    expect(charges.map((charge) => charge?.x_Nature)).toEqual(['support', 'capacity-block', null]);
  });

  it('knows idle reserved capacity, stated or by its usage type, and keeps its cost', async () => {
    const { charges, file } = await read(
      { x_UsageType: 'UnusedBox:p5.48xlarge' },
      { x_UsageType: 'BoxUsage:p5.48xlarge', CapacityReservationStatus: 'used' },
      { x_UsageType: 'BoxUsage:p5.48xlarge' },
    );
    expect(charges.map((charge) => charge?.CapacityReservationStatus)).toEqual(['Unused', 'Used', null]);
    expect(text(file?.totals.billed)).toBe('3');
  });

  it('adds no discount to a cost that holds it, and takes a list cost of 0 for 0', async () => {
    const { file } = await read({
      BilledCost: '80',
      EffectiveCost: '70',
      ListCost: '0',
      x_Discounts: '{"total": -20}',
    });
    expect([file?.totals.billed, file?.totals.effective, file?.totals.list].map(text)).toEqual(['80', '70', '0']);
    expect(file?.quality.list).toBe('exact');
  });
});

describe('FOCUS with the columns of Azure', () => {
  const azure = { ProviderName: 'Microsoft', x_SkuMeterId: 'm-1', x_PublisherCategory: 'Cloud Provider' };

  it.each(['0', '0.00', '-0', '0E-10', ' 0 '])('a list cost of %j is unknown', async (zero) => {
    const { charges, file } = await read({ ...azure, ListCost: zero }, { ...azure, ListCost: '0.01' });
    expect(charges.map((charge) => text(charge?.ListCost))).toEqual([null, '0.01']);
    expect(text(file?.totals.list)).toBe('0.01');
    expect(file?.quality.list).toBe('zero-means-missing');
  });

  it('a list cost that is no number is still an error', async () => {
    const { file } = await read({ ...azure, ListCost: 'none' });
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-number', rows: 1 }]);
  });

  it('finds the size and the reservation of a machine in the details of its price', async () => {
    const reservation = '/subscriptions/made-up/capacityReservations/CR-1';
    const details = JSON.stringify({ ServiceType: 'Standard_ND96isr_H100_v5', VMCapacityReservationId: reservation });
    const { charges } = await read(
      { ...azure, x_SkuDetails: details },
      { ...azure, x_SkuDetails: details, ResourceId: reservation.toLowerCase() },
      { ...azure, x_SkuDetails: '{"ServiceType": "Standard_ND96isr_H100_v5", "VMCapacityReservationId": ""}' },
      { ...azure, x_SkuDetails: 'not JSON' },
    );
    expect(charges.map((charge) => charge?.CapacityReservationStatus)).toEqual(['Used', 'Unused', null, null]);
    expect(charges.map((charge) => charge?.x_InstanceType)).toEqual([
      ...Array(3).fill('Standard_ND96isr_H100_v5'),
      null,
    ]);
  });

  it.each([
    ['Vendor', 'marketplace'],
    ['marketplace', 'marketplace'],
    ['Cloud Provider', null],
    ['', null],
  ])('what the publisher category %j sells is %s', async (category, nature) => {
    const { charges } = await read({ ...azure, x_PublisherCategory: category });
    expect(charges[0]?.x_Nature).toBe(nature);
  });
});

describe('FOCUS of nobody in particular', () => {
  it('takes 0 for unknown in the rows of Microsoft alone', async () => {
    const { charges, file } = await read(
      { ProviderName: 'Microsoft', ListCost: '0.0' },
      { ProviderName: 'AWS', ListCost: '0.0' },
      { ProviderName: 'microsoft ', ListCost: '5' },
    );
    expect(charges.map((charge) => text(charge?.ListCost))).toEqual([null, '0', '5']);
    expect(text(file?.totals.list)).toBe('5');
  });

  it('reads what can be read of a file that names no currency, service, provider or month', async () => {
    const { BilledCost = '', EffectiveCost = '', ChargePeriodStart = '', ChargePeriodEnd = '' } = HOUR;
    const known = { BilledCost, EffectiveCost, ChargeCategory: 'Usage', ChargePeriodStart, ChargePeriodEnd };
    const { file, charges, codes } = await readText(csv([known]));
    expect(text(file?.totals.billed)).toBe('1');
    expect(file?.currency).toBeNull();
    expect(charges[0]).toMatchObject({ x_Vendor: null, ServiceName: null, billingPeriod: null });
    expect(codes).toContain('billing/no-currency');
  });

  it('reads FOCUS in JSON as it does in CSV', async () => {
    const rows = [
      { ...HOUR, BilledCost: '1E-13' },
      { ...HOUR, ChargeCategory: 'tax', BilledCost: '2.5' },
    ];
    const [asCsv, asJson] = [
      await readText(csv(rows)),
      await readText(rows.map((row) => JSON.stringify(row)).join('\n')),
    ];
    expect(asJson.file?.format).toBe('focus-1.0');
    expect(text(asJson.file?.totals.billed)).toBe('2.5000000000001');
    expect(asJson.charges.map((charge) => charge.ChargeCategory)).toEqual(
      asCsv.charges.map((charge) => charge.ChargeCategory),
    );
  });
});

describe('dates by field', () => {
  const month = (start: string, end: string) => ({ BillingPeriodStart: start, BillingPeriodEnd: end });
  const day = (start: string, end: string) => ({ ChargePeriodStart: start, ChargePeriodEnd: end });

  it.each([
    ['month first', { ...month('4/1/25', '5/1/25'), ...day('4/2/25', '4/3/25') }],
    ['day first', { ...month('1/4/2025', '1/5/2025'), ...day('2/4/2025', '3/4/2025') }],
  ])('%s: billing periods are whole months in one order only', async (_, row) => {
    const { charges, codes } = await read(row);
    expect(codes).toEqual([]);
    expect(charges[0]?.chargePeriod).toEqual({ begin: Date.UTC(2025, 3, 2), end: Date.UTC(2025, 3, 3) });
    expect(charges[0]?.billingPeriod).toEqual({ begin: Date.UTC(2025, 3, 1), end: Date.UTC(2025, 4, 1) });
  });

  it('are refused where nothing tells the order', async () => {
    const { file, codes } = await read({ ...month('', ''), ...day('4/2/25', '4/3/25') });
    expect(file).toBeUndefined();
    expect(codes).toEqual(['billing/ambiguous-dates']);
  });

  it('in an export of a cloud are bad rows, not a guess', async () => {
    const { file } = await read({ x_ServiceCode: 'AmazonEC2', ...day('4/2/25', '4/3/25') });
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-time', rows: 1 }]);
  });
});

describe('FOCUS before 1.0', () => {
  it('calls a credit an adjustment, and tells use of commitments by the subcategory', async () => {
    const { charges, file } = await read(
      { ChargeCategory: 'Adjustment', ChargeSubcategory: 'Credit', BilledCost: '-3' },
      { ChargeCategory: 'Adjustment', ChargeSubcategory: 'Refund', BilledCost: '-2' },
      { ChargeSubcategory: 'Used Commitment', Region: 'made-up-1', UsageQuantity: '2', UsageUnit: 'Hours' },
      { ChargeSubcategory: 'Unused Commitment' },
    );
    expect(file?.format).toBe('focus-1.0-preview');
    expect(charges.map((charge) => charge?.ChargeCategory)).toEqual(['Credit', 'Adjustment', 'Usage', 'Usage']);
    expect(charges.slice(0, 2).map((charge) => charge?.x_AdjustmentType)).toEqual(['Credit', 'Refund']);
    expect(charges.slice(2).map((charge) => charge?.CommitmentDiscountStatus)).toEqual(['Used', 'Unused']);
    expect(charges[2]).toMatchObject({ RegionId: 'made-up-1', ConsumedUnit: 'Hours' });
    expect(text(charges[2]?.ConsumedQuantity)).toBe('2');
  });

  it('calls the amortized cost by that name', async () => {
    const { EffectiveCost: _, ChargeCategory: __, ...rest } = HOUR;
    const { file } = await readText(csv([{ ...rest, AmortizedCost: '0.75', ChargeType: 'Usage' }]));
    expect(file?.format).toBe('focus-0.5');
    expect([file?.totals.billed, file?.totals.effective].map(text)).toEqual(['1', '0.75']);
  });
});

describe('FOCUS of Google', () => {
  const google = { ProviderName: 'Google Cloud', x_CostType: 'regular', x_ExportTime: '2025-10-21T00:00:00Z' };

  it.each([
    // The public view: midnight Pacific on the last day, in summer, winter, and across the change of clocks.
    ['2025-10-31T07:00:00Z', Date.UTC(2025, 10, 1, 7)],
    ['2025-12-31T08:00:00Z', Date.UTC(2026, 0, 1, 8)],
    ['2025-10-31', Date.UTC(2025, 10, 1)],
    // As the specification has it.
    ['2025-11-01T00:00:00Z', Date.UTC(2025, 10, 1)],
    ['2025-11-01T07:00:00Z', Date.UTC(2025, 10, 1, 7)],
  ])('a month that ends %s ends where the next one begins', async (end, expected) => {
    const { charges } = await read({ ...google, BillingPeriodEnd: end });
    expect(charges[0]?.billingPeriod?.end).toBe(expected);
  });

  it('takes no credit off twice, and knows what other sellers sold', async () => {
    const { file, charges } = await read(
      { ...google, PublisherName: 'Google Cloud', x_Credits: '[{"Amount": -30}]', ChargeCategory: 'usage' },
      { ...google, PublisherName: 'Made Up Seller' },
      { ...google, ChargeCategory: 'adjustment', ChargeClass: 'correction', BilledCost: '-0.5' },
    );
    expect(file?.format).toBe('focus-gcp');
    expect(text(file?.totals.billed)).toBe('1.5');
    expect(charges.map((charge) => charge?.x_Nature)).toEqual([null, 'marketplace', null]);
    expect(charges.map((charge) => charge?.ChargeCategory)).toEqual(['Usage', 'Usage', 'Adjustment']);
    // The view writes `correction` on every adjustment; a correction of an invoiced month is not what it says.
    expect(charges[2]?.ChargeClass).toBeNull();
  });
});

describe('split cost of FOCUS 1.3', () => {
  const node = { ServiceProviderName: 'Made Up', ResourceId: 'node-1', SkuPriceId: 'price-1' };
  const split = (share: string, to: string | null): Row => ({
    ...node,
    AllocatedMethodId: 'by-gpu',
    AllocatedResourceId: to,
    BilledCost: share,
  });
  const rows = [split('0.6', 'pod-1'), split('0.3', 'pod-2'), split('0.1', null)].map((row) => ({ ...HOUR, ...row }));
  const origin = { ...HOUR, ...node, BilledCost: '1' };

  it('stands in the place of the charge that was split, the unallocated rest with it', async () => {
    const { file, codes } = await readText(csv(rows));
    expect(file?.format).toBe('focus-1.3');
    expect(text(file?.totals.billed)).toBe('1');
    expect(codes).toEqual([]);
  });

  it('beside the charge that was split may be counted twice, which is said', async () => {
    const { issues } = await readText(csv([...rows, origin]));
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['billing/split-cost-origin', 'warning']]);
    expect(issues[0]?.message).toContain('1 charge stands');
  });

  it.each([
    ['the origin with its cost moved to the shares', { ...origin, BilledCost: '0.00', EffectiveCost: '0E-3' }],
    ['another price of the same node', { ...origin, SkuPriceId: 'price-2' }],
    [
      'another hour of it',
      { ...origin, ChargePeriodStart: '2025-10-20T10:00:00Z', ChargePeriodEnd: '2025-10-20T11:00:00Z' },
    ],
  ])('beside %s is counted once', async (_, row) => {
    expect((await readText(csv([...rows, row]))).codes).toEqual([]);
  });
});
