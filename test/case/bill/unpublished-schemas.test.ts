import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BillPath } from '../../../src/case/bill/bill-path.ts';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText, ZERO } from '../../../src/engine/values/exact.ts';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { parseMapping } from '../../../src/parsers/billing/mapping-file/parse.ts';

const ALL = { detail: [{}], windows: [{ begin: 0, end: 4e12 }], credits: true };
const guide = readFileSync(join(import.meta.dirname, '../../../docs/case-file.md'), 'utf8');
/** A block of the guide that begins with this. */
const documented = (begin: string) =>
  [...guide.matchAll(/```(?:yaml|csv)\n([\s\S]*?)```/g)]
    .map(([, block = '']) => block)
    .find((b) => b.startsWith(begin)) ?? '';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpublished-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string, more: Partial<BillPath> = {}): Promise<BillPath> {
  const path = join(folder, 'bill');
  await writeFile(path, text);
  return { label: 'bill', path, ...more };
}

function mapping(text: string) {
  const { value, issues } = parseMapping(text, 'columns.yaml');
  if (!value) throw new Error(JSON.stringify(issues));
  return value;
}

describe('a mapping file', () => {
  it('reads the bill of the guide as the guide says', async () => {
    const bill = await write(documented('Day;'), {
      mapped: mapping(documented('makewhole_columns')),
      decimalComma: true,
    });
    const { value, issues } = await readBill([bill], ALL);
    expect(issues.filter(({ code }) => code !== 'billing/no-cost')).toEqual([]);
    expect(value.files[0]).toMatchObject({
      format: 'mapped',
      use: 'claims',
      currency: 'EUR',
      vendors: ['example-cloud'],
    });
    expect(toText(value.files[0]?.totals.billed ?? ZERO)).toBe('1000');
    expect(value.files[0]?.totals.effective).toBeNull();
    const usage = value.charges.find(({ ChargeCategory }) => ChargeCategory === 'Usage');
    expect(usage).toMatchObject({
      RegionId: 'eu-1',
      x_InstanceType: '8xH100',
      ResourceId: 'srv-1',
      ConsumedUnit: 'GPU-Hours',
    });
    // A day in Berlin, in summer; its month begins there too.
    expect(formatInstant(usage?.chargePeriod?.begin ?? 0)).toBe('2025-10-19T22:00:00Z');
    expect(formatInstant(usage?.chargePeriod?.end ?? 0)).toBe('2025-10-20T22:00:00Z');
    expect(formatInstant(usage?.billingPeriod?.begin ?? 0)).toBe('2025-09-30T22:00:00Z');
    expect(formatInstant(usage?.billingPeriod?.end ?? 0)).toBe('2025-10-31T23:00:00Z');
    const credit = value.charges.find(({ ChargeCategory }) => ChargeCategory === 'Credit');
    expect(toText(credit?.BilledCost ?? ZERO)).toBe('-8.5');
  });

  const PLAIN = 'makewhole_columns: 1\nvendor: x\ndelivery: adds\ncurrency: USD\nconstants: {ChargeCategory: Usage}\n';
  const SPANS = `${PLAIN}columns: {ChargePeriodStart: From, ChargePeriodEnd: To, BilledCost: Cost}\n`;
  const rejected = async (yaml: string, csv: string) => {
    const { file, issues } = await inspectBill(await write(csv, { mapped: mapping(yaml) }));
    return {
      rejected: file?.rows.rejected,
      lines: issues.filter(({ severity }) => severity === 'error').map(({ origin }) => origin?.line),
      total: toText(file?.totals.billed ?? ZERO),
    };
  };

  it('rejects times without a zone where none is stated, and never takes them for UTC', async () => {
    const csv =
      'From,To,Cost\n2025-10-20 09:00:00,2025-10-20 10:00:00,1\n2025-10-20T10:00:00Z,2025-10-20 11:00:00+00:00,2\n';
    expect(await rejected(SPANS, csv)).toEqual({
      rejected: [{ reason: 'zone-less-time', rows: 1 }],
      lines: [2],
      total: '2',
    });
    const stated = await rejected(`${SPANS}time_zone: UTC\n`, csv);
    expect(stated).toEqual({ rejected: [], lines: [], total: '3' });
  });

  it('rejects local times that are no instant, or two', async () => {
    const csv = `From,To,Cost
2025-03-09 02:30:00,2025-03-09 04:00:00,1
2025-11-02 00:30:00,2025-11-02 01:30:00,2
2025-11-02 00:00:00,2025-11-02 00:30:00,4
2025-11-02 01:30:00-07:00,2025-11-02 01:45:00-07:00,8
`;
    expect(await rejected(`${SPANS}time_zone: America/Los_Angeles\n`, csv)).toEqual({
      rejected: [{ reason: 'time-of-clock-change', rows: 2 }],
      lines: [2, 3],
      total: '12',
    });
  });

  it('gives a day of a clock change its 25 hours', async () => {
    const yaml = `${PLAIN}time_zone: Europe/Berlin\nperiod: day\ncolumns: {ChargePeriodStart: Day, BilledCost: Cost}\n`;
    const { value } = await readBill([await write('Day,Cost\n2025-10-26,1\n', { mapped: mapping(yaml) })], ALL);
    const period = value.charges[0]?.chargePeriod;
    expect(((period?.end ?? 0) - (period?.begin ?? 0)) / 3_600_000).toBe(25);
  });

  it('is refused by a bill that lacks a column of it', async () => {
    const { file, issues } = await inspectBill(await write('From,To\n', { mapped: mapping(SPANS) }));
    expect(file).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(['billing/missing-columns']);
    expect(issues[0]?.message).toContain('columns.yaml, but lacks Cost');
  });
});

describe('answers of APIs as JSON', () => {
  const row = (hour: number, quantity: number) => ({
    ChargePeriodStart: `2030-03-02T0${hour}:00:00Z`,
    ChargePeriodEnd: `2030-03-02T0${hour + 1}:00:00Z`,
    PricingQuantity: quantity,
    PricingUnit: 'GPU-Hour',
    ServiceName: 'GPU Compute',
    SkuId: 'gx-made-up',
    RegionId: 'ZZ-1',
    x_ClusterId: 'c-1',
  });

  it('reads pages of usage, one after the other or spread over lines', async () => {
    const pages = [
      { data: [row(1, 8), row(2, 7.5)], next_page_token: 'more', data_as_of: '2030-03-03T00:00:00Z' },
      { data: [row(3, 8)], data_as_of: '2030-03-03T00:00:00Z' },
    ];
    for (const text of [pages.map((page) => JSON.stringify(page)).join('\n'), JSON.stringify(pages[0], null, 2)]) {
      const { value, issues } = await readBill([await write(text)], ALL);
      expect(issues).toEqual([]);
      expect(value.files[0]).toMatchObject({ format: 'coreweave-focus', use: 'usage', vendors: ['coreweave'] });
      const quantities = value.charges.map(({ ConsumedQuantity }) => toText(ConsumedQuantity ?? ZERO)).sort();
      expect(quantities).toEqual(text.includes('\n ') ? ['7.5', '8'] : ['7.5', '8', '8']);
    }
  });

  it('reads thousands of names as rows, not as columns', async () => {
    const names = Array.from({ length: 5000 }, (_, nth) => `ns.${nth}"x/y`);
    const window = { start: '2030-03-01T00:00:00Z', end: '2030-03-02T00:00:00Z' };
    const labels = Object.fromEntries(names.slice(0, 500).map((name) => [name, 'x']));
    const data = [
      Object.fromEntries(
        names.map((name) => [
          name,
          { name, properties: { labels }, window, cpuCost: 0.1, gpuHours: 2, totalCost: 0.1 },
        ]),
      ),
    ];
    // Labels of one workload are enough to make hundreds of fields of one object.
    for (const one of Object.values(data[0] ?? {}).slice(1)) one.properties.labels = {};
    const { value, issues } = await readBill([await write(JSON.stringify({ code: 200, data }))], ALL);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value.files[0]?.rows.used).toBe(5000);
    expect(toText(value.files[0]?.totals.effective ?? ZERO)).toBe('500');
    expect(value.charges.map(({ ResourceId }) => ResourceId)).toContain('ns.17"x/y');
  });

  it('says where one object is too large', async () => {
    const data = [{ a: { name: 'a', window: {}, cpuCost: 1, totalCost: 1, pad: 'x'.repeat(33 * 1024 * 1024) } }];
    const { issues } = await inspectBill(await write(JSON.stringify({ code: 200, data })));
    expect(issues.map(({ code }) => code)).toEqual(['billing/object-too-large']);
  });
});

describe('a Cost Explorer download', () => {
  const GOOD =
    'Service,A($),B($),Tax($),Total costs($)\nService total,3.30,0.30,1.00,4.60\n2030-03-02,1.10,,1.00,2.10\n2030-03-03,2.20,3.0e-01,,2.50\n';
  const codes = async (text: string) => (await inspectBill(await write(text))).issues.map(({ code }) => code);

  it('adds up, and says that its metric is not stated', async () => {
    const { file, issues } = await inspectBill(await write(GOOD));
    expect(issues.map(({ code, severity }) => `${severity} ${code}`)).toContain('note billing/metric-not-stated');
    expect(file).toMatchObject({
      format: 'aws-cost-explorer',
      use: 'rough-totals',
      currency: 'USD',
      services: ['A', 'B', 'Tax'],
    });
    expect(file?.quality.billed).toBe('derived');
    expect(toText(file?.totals.billed ?? ZERO)).toBe('4.6');
  });

  it.each([
    ['a cell', GOOD.replace('2.20', '2.30')],
    ['a total of a column', GOOD.replace('3.30', '3.20')],
    ['a total of a row', GOOD.replace('2.50', '2.60')],
    ['a row that is gone', GOOD.replace('2030-03-02,1.10,,1.00,2.10\n', '')],
    ['the row of totals that is gone', GOOD.replace('Service total,3.30,0.30,1.00,4.60\n', '')],
  ])('is refused where %s was changed', async (_, text) => {
    expect(await codes(text)).toContain('billing/checksum');
    expect((await inspectBill(await write(text))).file).toBeNull();
  });

  it('bears the rounding of the written decimals, and no more', async () => {
    // 1.004 + 1.004 = 2.008 shows as 1.00 + 1.00 = 2.01.
    const rounded = 'Service,A($),B($),Total costs($)\nService total,1.00,1.00,2.01\n2030-03-02,1.00,1.00,2.01\n';
    expect(await codes(rounded)).not.toContain('billing/checksum');
    expect(await codes(rounded.replaceAll('2.01', '2.02'))).toContain('billing/checksum');
  });

  it('rejects a cell that is no number, at its line', async () => {
    const { file, issues } = await inspectBill(await write(GOOD.replace('2.20', '2,20x').replace('2,20x', '"2,20x"')));
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-number', rows: 1 }]);
    expect(issues.find(({ code }) => code === 'billing/bad-number')?.origin?.line).toBe(4);
  });
});
