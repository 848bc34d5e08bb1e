import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { ChargeSelector } from '../../../src/engine/records/charge.ts';

/*
 * Selectors are asked row by row of a CSV and entry by entry of the dictionaries of Parquet, by different SQL. Made-up rows
 * with the signs that a pattern could trip over.
 */
const HEADER =
  'BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,x_ServiceCode,RegionId,ResourceId,x_UsageType,ConsumedQuantity,ConsumedUnit';
const SERVICES = [
  'Amazon EC2',
  'amazon ec2',
  'A.B+C (x)',
  'AxB+C (x)',
  'EC2|S3',
  'Ünïcode',
  'back\\slash',
  '100% [all]',
];
const REGIONS = ['us-east-1', 'US-EAST-1', 'us-east-10', ''];
const TYPES = ['BoxUsage:p5.48xlarge', 'USE2-BoxUsage:p5en.48xlarge', 'BoxUsage:pX.48xlarge', 'Requests'];

let folder: string;
let files: readonly [csv: string, parquet: string];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selectors-'));
  files = [join(folder, 'bill.csv'), join(folder, 'bill.parquet')];
  const rows = SERVICES.flatMap((service) =>
    REGIONS.flatMap((region) =>
      TYPES.map(
        (type, nth) =>
          `1,1,USD,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,Usage,2025-10-14T06:00:00Z,2025-10-14T07:00:00Z,AWS,${service},AmazonEC2,${region},i-${nth},${type},1,Hrs`,
      ),
    ),
  );
  await writeFile(files[0], `${[HEADER, ...rows].join('\n')}\n`);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT * FROM read_csv('${files[0]}', all_varchar = true)) TO '${files[1]}' (FORMAT parquet)`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function detailOf(path: string, selector: ChargeSelector) {
  const { value } = await readBill([{ label: 'bill', path }], {
    detail: [selector],
    windows: [{ begin: 0, end: 4e12 }],
  });
  const kept = value.charges.filter(({ ResourceId }) => ResourceId !== null);
  return kept.map((charge) => [charge.ServiceName, charge.RegionId, charge.ResourceId, charge.x_InstanceType]).sort();
}

describe('a selector takes the same rows of CSV and of Parquet', () => {
  it.each<[ChargeSelector, number]>([
    [{ ServiceName: ['Amazon EC2'] }, 32],
    [{ ServiceName: ['a.b+c (x)'] }, 16],
    [{ ServiceName: ['ec2|s3', 'back\\slash'] }, 32],
    [{ ServiceName: ['100%*'] }, 16],
    [{ ServiceName: ['*ïcode'] }, 16],
    [{ ServiceName: ['*'], RegionId: ['us-east-1'] }, 64],
    [{ RegionId: ['us-east-1*'], x_InstanceType: ['p5.*'] }, 24],
    [{ x_InstanceType: ['p5*'], x_Vendor: ['aws'] }, 64],
    [{ x_InstanceType: ['P5.48XLARGE'] }, 32],
    [{ ResourceId: ['i-*'], ServiceName: ['*amazon*'] }, 32],
    [{ ServiceName: ['nothing of that kind'] }, 0],
  ])('%j', async (selector, rows) => {
    const [csv, parquet] = await Promise.all(files.map((path) => detailOf(path, selector)));
    expect(parquet).toEqual(csv);
    expect(csv).toHaveLength(rows);
  });
});
