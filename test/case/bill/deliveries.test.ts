import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { findFiles } from '../../../src/case/find-files.ts';
import { toText } from '../../../src/engine/values/exact.ts';

/*
 * A made-up FOCUS month, 24 rows a day at 1.25 each, delivered anew every day: day n holds the month so far. Summing all
 * deliveries is the 45-fold bill of research/billing.md 2.
 */
const HEADER =
  'BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,ResourceId,SubAccountId';
const HOUR = 3_600_000;
const OCTOBER = Date.UTC(2025, 9, 1);
const stamp = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

function rows(firstDay: number, lastDay: number, more: { account?: string; cost?: string } = {}): string {
  const { account = '1', cost = '1.25' } = more;
  const lines: string[] = [HEADER];
  for (let begin = OCTOBER + (firstDay - 1) * 24 * HOUR; begin < OCTOBER + lastDay * 24 * HOUR; begin += HOUR)
    lines.push(
      `${cost},${cost},USD,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,Usage,${stamp(begin)},${stamp(begin + HOUR)},AWS,Amazon EC2,i-${account},${account}`,
    );
  return `${lines.join('\n')}\n`;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deliveries-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { value: found } = findFiles(folder, '.', {}, { folders: true });
  const { value, issues, inputs } = await readBill(found, { detail: [], windows: [] });
  const total = value.charges.reduce((sum, { BilledCost }) => (BilledCost ? sum + Number(toText(BilledCost)) : sum), 0);
  return {
    total,
    read: value.files.map(({ file }) => file.replace(/^\.\//, '')),
    codes: issues.map(({ code }) => code),
    issues,
    inputs,
  };
}

const DATA = 'export/data/BILLING_PERIOD=2025-10';

describe('deliveries that replace each other', () => {
  it('are told by the folders of AWS Data Exports: the newest counts, alone', async () => {
    const days = [1, 2, 3, 10].map((day) => [
      `${DATA}/2025-10-${String(day).padStart(2, '0')}T09:14:43.337Z-${day}aaaaaaa/part-1.csv`,
      rows(1, day),
    ]);
    const { total, codes, read: names } = await read(Object.fromEntries(days));
    expect(total).toBe(10 * 24 * 1.25);
    expect(names).toEqual([`${DATA}/2025-10-10T09:14:43.337Z-10aaaaaaa/part-1.csv`]);
    expect(codes).toEqual(['billing/older-delivery', 'billing/older-delivery', 'billing/older-delivery']);
  });

  it('are told by their rows where nothing else says so', async () => {
    const { total, codes, read: names } = await read({ 'monday.csv': rows(1, 6), 'friday.csv': rows(1, 10) });
    expect(total).toBe(10 * 24 * 1.25);
    expect(names).toEqual(['friday.csv']);
    expect(codes).toEqual(['billing/older-delivery']);
  });

  it('are told although their costs were revised', async () => {
    const { total } = await read({ 'a.csv': rows(1, 31, { cost: '1.50' }), 'b.csv': rows(1, 30) });
    expect(total).toBe(31 * 24 * 1.5);
  });

  it('are refused where nothing tells which is newer', async () => {
    const { codes, issues } = await read({ 'a.csv': rows(1, 31, { cost: '1.50' }), 'b.csv': rows(1, 31) });
    expect(codes).toEqual(['billing/two-deliveries']);
    expect(issues[0]?.severity).toBe('error');
  });

  it('of the same bytes are counted once', async () => {
    const { total, codes } = await read({ 'a.csv': rows(1, 3), 'copy.csv': rows(1, 3) });
    expect(total).toBe(3 * 24 * 1.25);
    expect(codes).toEqual(['billing/delivered-twice']);
  });
});

describe('parts that belong together', () => {
  it('are added: days, accounts, months', async () => {
    const { total, codes } = await read({
      'part-1.csv': rows(1, 10),
      'part-2.csv': rows(11, 20),
      'other-account.csv': rows(1, 10, { account: '2' }),
    });
    expect(total).toBe(30 * 24 * 1.25);
    expect(codes).toEqual([]);
  });

  it('are those that a manifest lists; an older run is left out', async () => {
    const month = 'azure-export/20251001-20251031';
    const manifest = (run: string, submittedTime: string, names: readonly string[]) =>
      JSON.stringify({
        blobs: names.map((name) => ({ blobName: `${month}/${run}/${name}` })),
        runInfo: { runId: run, submittedTime },
      });
    const [old, latest] = ['11111111-aaaa-4aaa-8aaa-111111111111', '22222222-aaaa-4aaa-8aaa-222222222222'];
    const files = {
      [`${month}/${latest}/part_0.csv`]: rows(1, 10),
      [`${month}/${latest}/part_1.csv`]: rows(11, 20),
      [`${month}/${latest}/manifest.json`]: manifest(latest, '2025-10-21T05:00:00Z', ['part_0.csv', 'part_1.csv']),
      [`${month}/${old}/part_0.csv`]: rows(1, 9),
      [`${month}/${old}/manifest.json`]: manifest(old, '2025-10-10T05:00:00Z', ['part_0.csv']),
    };
    const { total, codes, inputs } = await read(files);
    expect(total).toBe(20 * 24 * 1.25);
    expect(codes).toEqual(['billing/older-delivery']);
    // Manifests decide what is read, so they are in the provenance too.
    expect(inputs.filter(({ label }) => label.endsWith('manifest.json'))).toHaveLength(2);
  });

  it('of the legacy report are those of the assembly that the copy of the manifest names', async () => {
    const month = 'cur/20251001-20251101';
    const manifest = (id: string) =>
      JSON.stringify({ assemblyId: id, reportKeys: [`${month}/${id}/cur-1.csv`], billingPeriod: {} });
    const [first, second] = ['ffffffff-0000-4000-8000-000000000000', '00000000-0000-4000-8000-000000000000'];
    const { total, read: names } = await read({
      [`${month}/${first}/cur-1.csv`]: rows(1, 5),
      [`${month}/${first}/cur-Manifest.json`]: manifest(first),
      [`${month}/${second}/cur-1.csv`]: rows(1, 8),
      [`${month}/${second}/cur-Manifest.json`]: manifest(second),
      [`${month}/cur-Manifest.json`]: manifest(second),
    });
    expect(names).toEqual([`${month}/${second}/cur-1.csv`]);
    expect(total).toBe(8 * 24 * 1.25);
  });

  it('that a manifest lists and nobody gave are missed', async () => {
    const month = 'cur/20251001-20251101';
    const { codes, issues } = await read({
      [`${month}/a/cur-1.csv`]: rows(1, 5),
      [`${month}/a/cur-Manifest.json`]: JSON.stringify({
        assemblyId: 'a',
        reportKeys: [`${month}/a/cur-1.csv`, `${month}/a/cur-2.csv`],
      }),
    });
    expect(codes).toEqual(['billing/incomplete-delivery']);
    expect(issues[0]).toMatchObject({
      severity: 'error',
      origin: { file: './cur/20251001-20251101/a/cur-Manifest.json' },
    });
    expect(issues[0]?.message).toContain('cur-2.csv');
  });
});

describe('one month in two formats', () => {
  const CUR =
    'line_item_usage_start_date,line_item_usage_end_date,line_item_product_code,line_item_line_item_type,line_item_unblended_cost,line_item_currency_code';
  const cur = (cost: string) => `${CUR}\n2025-10-01T00:00:00Z,2025-10-01T01:00:00Z,AmazonEC2,Usage,${cost},USD\n`;

  it('is refused where both come to the same', async () => {
    const { codes } = await read({ 'focus.csv': rows(1, 4), 'cur.csv': cur('119.99') });
    expect(codes.filter((code) => code === 'billing/same-month-twice')).toHaveLength(1);
  });

  it('is taken for two accounts where it does not', async () => {
    const { codes } = await read({ 'focus.csv': rows(1, 4), 'cur.csv': cur('60') });
    expect(codes).not.toContain('billing/same-month-twice');
  });
});

describe('extracts of a table that only grows', () => {
  const GCP =
    'billing_account_id,service.id,service.description,sku.id,sku.description,usage_start_time,usage_end_time,project.id,location.region,cost,currency,usage.amount,usage.unit,credits,invoice.month,cost_type,export_time';
  const extract = (firstDay: number, lastDay: number, cost = '1.25', exported = '2025-11-02 05:00:00 UTC') => {
    const lines: string[] = [GCP];
    for (let begin = OCTOBER + (firstDay - 1) * 24 * HOUR; begin < OCTOBER + lastDay * 24 * HOUR; begin += HOUR)
      lines.push(
        `MADE-UP,6F81,Compute Engine,AAAA,A3 core,${stamp(begin)},${stamp(begin + HOUR)},made-up,us-central1,${cost},USD,1,hours,[],202510,regular,${exported}`,
      );
    return `${lines.join('\n')}\n`;
  };

  it('are added where each has rows of its own', async () => {
    const { total, codes } = await read({ 'first.csv': extract(2, 10), 'second.csv': extract(11, 20) });
    expect(total).toBe(19 * 24 * 1.25);
    expect(codes).toEqual([]);
  });

  it('are added where one takes back and restates rows of the other', async () => {
    const later = '2025-11-05 05:00:00 UTC';
    const { total, codes } = await read({
      'month.csv': extract(2, 10),
      'taken-back.csv': extract(3, 4, '-1.25', later),
      'restated.csv': extract(3, 4, '1.00', later),
    });
    expect(total).toBe(9 * 24 * 1.25 - 2 * 24 * 0.25);
    expect(codes).toEqual([]);
  });

  it('are refused where they hold the same rows', async () => {
    const { codes, issues } = await read({ 'monday.csv': extract(2, 6), 'friday.csv': extract(2, 10) });
    expect(codes).toEqual(['billing/two-deliveries']);
    expect(issues[0]?.message).toContain('hold the same rows');
  });
});

describe('stamps of deliveries', () => {
  const month = 'azure-export/20251001-20251031';
  const manifest = (run: string, submittedTime: string, name = 'part_0.csv') =>
    JSON.stringify({ blobs: [{ blobName: `${month}/${run}/${name}` }], runInfo: { runId: run, submittedTime } });
  const [old, latest] = ['11111111-aaaa-4aaa-8aaa-111111111111', '202510210500'];

  it('are compared however they are written', async () => {
    const { read: names } = await read({
      [`${month}/${old}/part_0.csv`]: rows(1, 9),
      [`${month}/${old}/manifest.json`]: manifest(old, '2025-10-22T05:00:00Z'),
      [`${month}/${latest}/part_0.csv`]: rows(1, 10),
    });
    // The run of the 22nd is newer than the folder of the 21st, whatever the sign after the year is.
    expect(names).toEqual([`${month}/${old}/part_0.csv`]);
  });

  it('of a delivery that was not fetched are missed', async () => {
    const { codes } = await read({
      [`${month}/${old}/part_0.csv`]: rows(1, 9),
      [`${month}/manifest.json`]: manifest('33333333-aaaa-4aaa-8aaa-333333333333', '2025-10-30T05:00:00Z', 'other.csv'),
    });
    expect(codes).toEqual(['billing/incomplete-delivery']);
  });
});
