import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText, ZERO } from '../../../src/engine/values/exact.ts';

const HEADER =
  'lineItem/referenceNo,lineItem/intervalUsageStart,lineItem/intervalUsageEnd,product/service,product/region,product/availabilityDomain,product/resourceId,usage/billedQuantity,cost/productSku,product/Description,cost/myCost,cost/myCostOverage,cost/currencyCode,cost/skuUnitDescription,lineItem/isCorrection,lineItem/backreferenceNo,tags/Made\\up';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oci-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(...lines: string[]) {
  const path = join(folder, 'bill.csv');
  await writeFile(path, [HEADER, ...lines].join('\n'));
  const needs = { detail: [{}], windows: [{ begin: 0, end: 4e12 }] };
  const { value, issues } = await readBill([{ label: 'bill', path }], needs);
  return { charges: value.charges, file: value.files[0], codes: issues.map((issue) => issue.code) };
}

const gpu = (cost: string, more = 'false,17053,a') =>
  `ref,2025-06-30T23:00Z,2025-07-01T00:00:00Z,COMPUTE,made-up-1,AD-1,instance-1,8,B98415,OCI - Compute - GPU - H100,${cost},,USD,GPU Per Hour,${more}`;

describe('OCI cost report', () => {
  it('reads an hour whose start lacks seconds and whose end has them', async () => {
    const { charges, codes } = await read(gpu('80'));
    expect(codes).toEqual([]);
    expect(charges).toHaveLength(1);
    expect(charges[0]).toMatchObject({
      x_Vendor: 'oci',
      ServiceName: 'COMPUTE',
      x_ServiceCode: 'B98415',
      RegionId: 'made-up-1',
      AvailabilityZone: 'AD-1',
      ResourceId: 'instance-1',
      x_InstanceType: 'GPU - H100',
      ChargeCategory: 'Usage',
      ConsumedUnit: 'GPU Per Hour',
      ListCost: null,
      chargePeriod: { begin: Date.UTC(2025, 5, 30, 23), end: Date.UTC(2025, 6, 1) },
      billingPeriod: { begin: Date.UTC(2025, 5, 1), end: Date.UTC(2025, 6, 1) },
    });
  });

  it('nets a correction with what it corrects, and makes nothing of back references', async () => {
    const { charges, file } = await read(gpu('80'), gpu('-10.000000000000000001', 'true,17054,'), gpu('5E-20'));
    expect(charges).toHaveLength(1);
    expect(toText(charges[0]?.BilledCost ?? ZERO)).toBe('69.99999999999999999905');
    expect(toText(charges[0]?.EffectiveCost ?? ZERO)).toBe('69.99999999999999999905');
    expect(file?.rows.used).toBe(3);
  });

  it('does not know a cost that is not there', async () => {
    const { file, codes } = await read(gpu('80'), gpu(''));
    expect(toText(file?.totals.billed ?? ZERO)).toBe('80');
    expect(codes).toEqual(['billing/no-cost', 'billing/no-cost']);
  });
});
