import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { BillNeeds, Charge } from '../../../src/engine/records/charge.ts';
import { sum, toText } from '../../../src/engine/values/exact.ts';
import { joinTwins } from '../../../src/parsers/billing/families/azure-twins.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/billing/${name}.csv`, import.meta.url));
const EVERYTHING: BillNeeds = { detail: [{}], windows: [{ begin: 0, end: 4e12 }], credits: true };
const MONTHS_ONLY: BillNeeds = { detail: [], windows: [] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billing-azure-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function chargesOf(name: string, needs = EVERYTHING): Promise<readonly Charge[]> {
  const { value } = await readBill([{ label: name, path: fixture(name) }], needs);
  return value.charges;
}

const inspect = (name: string, decimalComma = false) => inspectBill({ label: name, path: fixture(name), decimalComma });

async function inspectText(text: string) {
  const path = join(folder, 'bill.csv');
  await writeFile(path, text);
  return inspectBill({ label: 'bill', path });
}

function totals(charges: readonly Charge[]) {
  return {
    billed: toText(sum(charges.flatMap((charge) => charge.BilledCost ?? []))),
    effective: toText(sum(charges.flatMap((charge) => charge.EffectiveCost ?? []))),
    rows: charges.reduce((rows, charge) => rows + charge.rows, 0),
  };
}

const money = (value: Charge['BilledCost'] | undefined) => value && toText(value);

describe('rows of Azure cost details', () => {
  it('a machine is a day of usage in a region, with its size, whether the JSON has braces or not', async () => {
    const charges = await chargesOf('azure-ea-amortized');
    const machines = charges.filter((charge) => charge.ResourceId?.includes('/virtualmachines/gpu-'));
    expect(machines).toHaveLength(2);
    for (const machine of machines) {
      expect(machine).toMatchObject({
        x_Vendor: 'azure',
        ServiceName: 'Virtual Machines',
        x_ServiceCode: 'microsoft.compute',
        RegionId: 'eastus',
        x_InstanceType: 'Standard_ND96isr_H100_v5',
        ChargeCategory: 'Usage',
        ChargeFrequency: 'Usage-Based',
        ConsumedUnit: 'Hours',
        x_Nature: null,
        chargePeriod: { begin: Date.UTC(2025, 9, 20), end: Date.UTC(2025, 9, 21) },
        billingPeriod: { begin: Date.UTC(2025, 9, 1), end: Date.UTC(2025, 10, 1) },
      });
      expect(money(machine.ConsumedQuantity)).toBe('24');
    }
  });

  it('the selectors of the SLA terms find virtual machines, by service and by resource', async () => {
    const detail = [
      { ServiceName: ['Virtual Machines'], ChargeCategory: ['Usage'] },
      { ResourceId: ['*/microsoft.compute/virtualmachines/*'], ChargeCategory: ['Usage'] },
    ];
    const charges = await chargesOf('azure-ea', { detail, windows: [] });
    const found = charges.flatMap(({ ResourceId }) => ResourceId?.split('/').slice(-2).join('/') ?? []).sort();
    expect(found).toEqual(['capacityreservations/nd96', 'virtualmachines/gpu-1', 'virtualmachines/head-1']);
  });

  it('idle reserved capacity, Marketplace, support plans and corrections say what they are', async () => {
    const charges = await chargesOf('azure-ea-actual');
    const of = (description: (charge: Charge) => boolean) => charges.filter(description);
    expect(
      of((charge) => charge.CapacityReservationStatus === 'Unused').map(({ BilledCost }) => money(BilledCost)),
    ).toEqual(['1179.84']);
    expect(of(({ x_Nature }) => x_Nature === 'marketplace').map(({ BilledCost }) => money(BilledCost))).toEqual(['12']);
    expect(of(({ x_Nature }) => x_Nature === 'support')).toMatchObject([
      { ChargeCategory: 'Purchase', ChargeFrequency: 'Recurring' },
    ]);
    expect(of(({ ChargeCategory }) => ChargeCategory === 'Adjustment')).toMatchObject([
      { x_AdjustmentType: 'Refund', ChargeClass: 'Correction', ChargeFrequency: 'One-Time' },
      { x_AdjustmentType: 'RoundingAdjustment', ChargeClass: null },
    ]);
  });

  it('block units keep their name: 10K is no single operation', async () => {
    const charges = await chargesOf('azure-ea');
    const writes = charges.find(({ ServiceName }) => ServiceName === 'Storage');
    expect(writes?.ConsumedUnit).toBe('10K');
    expect(money(writes?.ConsumedQuantity)).toBe('0.0031');
  });

  it('a list cost of 0 is unknown where a commitment or a third party is paid, and 0 where it is 0', async () => {
    const charges = await chargesOf('azure-mca');
    const listOf = (find: (charge: Charge) => boolean) => money(charges.find(find)?.ListCost);
    expect(listOf(({ ResourceId }) => ResourceId?.endsWith('/gpu-1') === true)).toBe('2005.728');
    expect(listOf(({ ResourceId }) => ResourceId?.endsWith('/gpu-2') === true)).toBeNull();
    expect(listOf(({ x_Nature }) => x_Nature === 'marketplace')).toBeNull();
    expect(listOf(({ ServiceName }) => ServiceName === 'Azure Local')).toBe('0');
  });

  it('rows without a billing period count to the calendar month of their day, and a note says so', async () => {
    const { issues } = await inspect('azure-legacy');
    expect(issues.map(({ code }) => code)).toContain('billing/no-billing-period');
    const charges = await chargesOf('azure-legacy', MONTHS_ONLY);
    expect(new Set(charges.map(({ billingPeriod }) => billingPeriod?.begin))).toEqual(new Set([Date.UTC(2025, 9, 1)]));
  });

  it('currencies are never added', async () => {
    const text = readFileSync(fixture('azure-ea'), 'utf8').replace(',USD,', ',CAD,');
    const { file } = await inspectText(text);
    expect(file?.currency).toBeNull();
    expect(file?.totals).toEqual({ billed: null, effective: null, list: null });
  });
});

describe('actual and amortized cost', () => {
  it('covered use costs nothing in cash and an unknown share in an actual file; buying is cash and no use', async () => {
    const charges = await chargesOf('azure-ea-actual');
    const covered = charges.filter(({ CommitmentDiscountStatus }) => CommitmentDiscountStatus === 'Used');
    expect(covered.map(({ BilledCost, EffectiveCost }) => [money(BilledCost), money(EffectiveCost)])).toEqual([
      ['0', null],
      ['0', null],
    ]);
    const bought = charges.filter(({ x_ServiceCode }) => x_ServiceCode === 'microsoft.capacity');
    expect(bought.map(({ BilledCost, EffectiveCost }) => [money(BilledCost), money(EffectiveCost)])).toEqual([
      ['45000', '0'],
      ['-500', '0'],
    ]);
    const { file } = await inspect('azure-ea-actual');
    expect(file?.quality).toEqual({ billed: 'exact', effective: 'derived', list: 'missing' });
  });

  it('covered use and its unused rest have a cost and an unknown cash in an amortized file', async () => {
    const charges = await chargesOf('azure-ea-amortized');
    const covered = charges.filter(({ CommitmentDiscountStatus }) => CommitmentDiscountStatus !== null);
    expect(
      covered.map((charge) => [
        charge.CommitmentDiscountStatus,
        money(charge.BilledCost),
        money(charge.EffectiveCost),
        money(charge.ConsumedQuantity),
      ]),
    ).toEqual([
      ['Used', null, '1479.36', '24'],
      ['Used', null, '4.6', '20'],
      ['Unused', null, '138.69', null],
    ]);
  });

  it('a file with both at once counts commitments twice and is refused', async () => {
    const [header, ...actual] = readFileSync(fixture('azure-ea-actual'), 'utf8').trimEnd().split('\n');
    const [, ...amortized] = readFileSync(fixture('azure-ea-amortized'), 'utf8').trimEnd().split('\n');
    const { file, issues } = await inspectText([header, ...actual, ...amortized].join('\n'));
    expect(file).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(['billing/mixed-cost-views']);
    expect(issues[0]?.message).toContain('2 purchases');
    expect(issues[0]?.message).toContain('3 rows');
  });

  it.each([
    ['in detail', EVERYTHING],
    ['by month', MONTHS_ONLY],
  ])('joined %s they count every row once: cash of the one, use of the other', async (_, needs) => {
    const actual = await chargesOf('azure-ea-actual', needs);
    const amortized = await chargesOf('azure-ea-amortized', needs);
    const { charges, differing } = joinTwins(actual, amortized);
    expect(differing).toBe(0);
    // 8 rows stand in both files, 2 covered ones in both, 2 are bought or refunded, 1 is unused.
    const { billed, effective } = totals(charges);
    expect({ billed, effective }).toEqual({ billed: '48121.716155', effective: '5244.366155' });
    expect(charges.every((charge) => charge.BilledCost !== null && charge.EffectiveCost !== null)).toBe(true);
    if (needs === EVERYTHING) expect(totals(charges).rows).toBe(13);
  });

  it('joined, a covered machine has the cash of one file and the cost of the other', async () => {
    const { charges } = joinTwins(await chargesOf('azure-ea-actual'), await chargesOf('azure-ea-amortized'));
    const machine = charges.filter(({ ResourceId }) => ResourceId?.endsWith('/gpu-2'));
    expect(machine).toHaveLength(1);
    expect([money(machine[0]?.BilledCost), money(machine[0]?.EffectiveCost)]).toEqual(['0', '1479.36']);
    expect(money(machine[0]?.ConsumedQuantity)).toBe('24');
  });

  it('twins of two states of a month are told by the rows in which they differ', async () => {
    const actual = await chargesOf('azure-ea-actual');
    const amortized = await chargesOf('azure-ea-amortized');
    const late = amortized.filter(({ ServiceName }) => ServiceName !== 'Bandwidth');
    expect(joinTwins(actual, late).differing).toBe(1);
    expect(joinTwins([], amortized).differing).toBe(8);
  });
});

describe('spellings', () => {
  it('German names, semicolons and decimal commas are read when the user says so, to the same cent', async () => {
    const german = await inspect('azure-ea-german', true);
    const english = await inspect('azure-ea');
    expect(german.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(money(german.file?.totals.billed)).toBe('3651.716155');
    expect(german.file?.rows).toEqual(english.file?.rows);
    expect(german.file?.period).toEqual(english.file?.period);
  });

  it('decimal commas that nobody told of are refused, not taken for anything', async () => {
    const { file, issues } = await inspect('azure-ea-german');
    expect(file).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(['billing/decimal-comma']);
  });

  it.each(['azure-ea-actual', 'azure-ea-amortized'])(
    '%s as Parquet, with decimals and timestamps, gives the same',
    async (name) => {
      const path = join(folder, `${name}.parquet`);
      const typed = `* REPLACE (CAST(CostInBillingCurrency AS DECIMAL(28, 12)) AS CostInBillingCurrency, CAST(Quantity AS DOUBLE) AS Quantity,
      strptime(Date, '%m/%d/%Y') AS Date, strptime(BillingPeriodStartDate, '%m/%d/%Y') AS BillingPeriodStartDate,
      strptime(BillingPeriodEndDate, '%m/%d/%Y') AS BillingPeriodEndDate)`;
      const { DuckDBInstance } = await import('@duckdb/node-api');
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      await connection.run(
        `COPY (SELECT ${typed} FROM read_csv('${fixture(name)}', all_varchar = true)) TO '${path}' (FORMAT parquet)`,
      );
      connection.closeSync();
      const { value } = await readBill([{ label: name, path }], EVERYTHING);
      expect(totals(value.charges)).toEqual(totals(await chargesOf(name)));
      expect(value.charges.map(({ chargePeriod }) => chargePeriod)).toEqual(
        (await chargesOf(name)).map(({ chargePeriod }) => chargePeriod),
      );
    },
  );

  it('the older names of an Enterprise Agreement give the same', async () => {
    const older = readFileSync(fixture('azure-ea'), 'utf8')
      .replace('CostInBillingCurrency', 'Cost')
      .replace('BillingCurrencyCode', 'BillingCurrency')
      .replace('ProductName', 'Product');
    const { file } = await inspectText(older);
    expect(file?.format).toBe('azure-ea');
    expect(money(file?.totals.billed)).toBe('3651.716155');
  });
});
