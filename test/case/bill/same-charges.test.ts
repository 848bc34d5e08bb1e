import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText } from '../../../src/engine/values/exact.ts';

/*
 * One made-up hour as AWS would write it into each of its three exports: a node on demand, a reserved one, one under a
 * Savings Plan with its negation, tax, and a credit. FOCUS has no negation: it bills the covered node with 0.
 */
interface MadeUp {
  readonly type: string;
  readonly category: string;
  readonly resource: string;
  readonly usage: string;
  readonly unblended: string;
  readonly billed: string;
  readonly effective: string;
  readonly quantity: string;
}
const made = (
  type: string,
  category: string,
  resource: string,
  costs: readonly [unblended: string, billed: string, effective: string],
): MadeUp => ({
  type,
  category,
  resource,
  usage: 'USE2-BoxUsage:p5.48xlarge',
  unblended: costs[0],
  billed: costs[1],
  effective: costs[2],
  quantity: resource === '' ? '0' : '1',
});
const CHARGES = [
  made('Usage', 'Usage', 'i-demand', ['98.32', '98.32', '98.32']),
  made('DiscountedUsage', 'Usage', 'i-reserved', ['0', '0', '60.123456789012345']),
  made('SavingsPlanCoveredUsage', 'Usage', 'i-covered', ['98.32', '0', '7.2E1']),
  made('Tax', 'Tax', '', ['4.1', '4.1', '4.1']),
  made('Credit', 'Credit', '', ['-2.5', '-2.5', '-2.5']),
];
const NEGATION = made('SavingsPlanNegation', '', '', ['-98.32', '', '']);
const [BEGIN, END] = ['2025-10-14T06:00:00Z', '2025-10-14T07:00:00Z'];
const [MONTH, NEXT] = ['2025-10-01T00:00:00Z', '2025-11-01T00:00:00Z'];

const CUR: readonly (readonly [legacy: string, of: (charge: MadeUp) => string])[] = [
  ['bill/BillingPeriodStartDate', () => MONTH],
  ['bill/BillingPeriodEndDate', () => NEXT],
  ['lineItem/LineItemType', ({ type }) => type],
  ['lineItem/UsageStartDate', () => BEGIN],
  ['lineItem/UsageEndDate', () => END],
  ['lineItem/ProductCode', () => 'AmazonEC2'],
  ['lineItem/UsageType', ({ usage }) => usage],
  ['lineItem/AvailabilityZone', ({ resource }) => (resource === '' ? '' : 'us-east-2a')],
  ['lineItem/ResourceId', ({ resource }) => resource],
  ['lineItem/UsageAmount', ({ quantity }) => quantity],
  ['lineItem/UnblendedCost', ({ unblended }) => unblended],
  ['lineItem/CurrencyCode', () => 'USD'],
  ['product/regionCode', () => 'us-east-2'],
  ['pricing/unit', () => 'Hrs'],
  ['reservation/EffectiveCost', ({ type, effective }) => (type === 'DiscountedUsage' ? effective : '')],
  [
    'savingsPlan/SavingsPlanEffectiveCost',
    ({ type, effective }) => (type === 'SavingsPlanCoveredUsage' ? effective : ''),
  ],
];
const FOCUS: readonly (readonly [name: string, of: (charge: MadeUp) => string])[] = [
  ['BillingPeriodStart', () => MONTH],
  ['BillingPeriodEnd', () => NEXT],
  ['ChargeCategory', ({ category }) => category],
  ['ChargePeriodStart', () => BEGIN],
  ['ChargePeriodEnd', () => END],
  ['ProviderName', () => 'AWS'],
  ['ServiceName', () => 'AmazonEC2'],
  ['x_ServiceCode', () => 'AmazonEC2'],
  ['x_UsageType', ({ usage }) => usage],
  ['AvailabilityZone', ({ resource }) => (resource === '' ? '' : 'us-east-2a')],
  ['ResourceId', ({ resource }) => resource],
  ['RegionId', () => 'us-east-2'],
  ['ConsumedQuantity', ({ quantity }) => quantity],
  ['ConsumedUnit', () => 'Hrs'],
  ['BilledCost', ({ billed }) => billed],
  ['EffectiveCost', ({ effective }) => effective],
  ['BillingCurrency', () => 'USD'],
];
/** `lineItem/UsageStartDate` as CUR 2.0 spells it. */
const snake = (name: string) =>
  name
    .replace('/', '_')
    .replace(/(?<=[a-z])[A-Z]/g, '_$&')
    .replace(/_([A-Z])/g, (_, letter) => `_${letter.toLowerCase()}`)
    .toLowerCase();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-charges-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(names: readonly string[], rows: readonly (readonly string[])[]) {
  const path = join(folder, 'bill.csv');
  await writeFile(path, `${[names, ...rows].map((cells) => cells.join(',')).join('\n')}\n`);
  const { value, issues } = await readBill([{ label: 'bill', path }], {
    detail: [{}],
    windows: [{ begin: 0, end: 4e12 }],
  });
  return { files: value.files, charges: value.charges, issues };
}

const cells = (columns: readonly (readonly [string, (charge: MadeUp) => string])[], charges: readonly MadeUp[]) =>
  charges.map((charge) => columns.map(([, of]) => of(charge)));

async function everyExport() {
  const cur = cells(CUR, [...CHARGES, NEGATION]);
  return {
    legacy: await read(
      CUR.map(([name]) => name),
      cur,
    ),
    second: await read(
      CUR.map(([name]) => snake(name)),
      cur,
    ),
    focus: await read(
      FOCUS.map(([name]) => name),
      cells(FOCUS, CHARGES),
    ),
  };
}

type Read = Awaited<ReturnType<typeof read>>;
const totals = ({ files }: Read) =>
  [files[0]?.totals.billed, files[0]?.totals.effective].map((sum) => sum && toText(sum));
const effectiveByResource = ({ charges }: Read) =>
  charges
    .filter(({ ResourceId }) => ResourceId !== null)
    .map((charge) => [
      charge.ResourceId,
      charge.x_InstanceType,
      charge.RegionId,
      charge.AvailabilityZone,
      charge.ChargeCategory,
      charge.chargePeriod,
      charge.EffectiveCost && toText(charge.EffectiveCost),
      charge.ConsumedQuantity && toText(charge.ConsumedQuantity),
    ])
    .sort();

describe('the same charges in the legacy report, in CUR 2.0 and in FOCUS', () => {
  it('come to the same cash and the same amortized cost', async () => {
    const { legacy, second, focus } = await everyExport();
    // Cash: 98.32 + 0 + (98.32 - 98.32) + 4.1 - 2.5. Amortized: 98.32 + 60.123456789012345 + 72 + 4.1 - 2.5.
    const expected = ['99.92', '232.043456789012345'];
    expect([totals(legacy), totals(second), totals(focus)]).toEqual([expected, expected, expected]);
    expect([legacy, second, focus].map(({ files }) => files[0]?.format)).toEqual([
      'aws-cur-legacy',
      'aws-cur-2',
      'focus-1.0',
    ]);
  });

  it('are the same node by node', async () => {
    const { legacy, second, focus } = await everyExport();
    expect(effectiveByResource(second)).toEqual(effectiveByResource(legacy));
    expect(effectiveByResource(focus)).toEqual(effectiveByResource(legacy));
    expect(effectiveByResource(legacy)).toHaveLength(3);
  });
});
