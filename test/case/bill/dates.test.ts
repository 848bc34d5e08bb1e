import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';

const HEADER =
  'Date,MeterCategory,MeterId,MeterName,UnitOfMeasure,ResourceLocation,ConsumedService,ChargeType,Quantity,CostInBillingCurrency,BillingCurrencyCode,BillingPeriodStartDate,BillingPeriodEndDate';

interface Days {
  readonly date: string;
  readonly start?: string;
  readonly end?: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billing-dates-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function bill(rows: readonly Days[]) {
  const lines = rows.map(
    ({ date, start = '', end = '' }) =>
      `${date},Storage,m,Write,1 GB,eastus,Microsoft.Storage,Usage,1,1.5,USD,${start},${end}`,
  );
  const path = join(folder, 'bill.csv');
  await writeFile(path, [HEADER, ...lines].join('\n'));
  return { label: 'bill', path };
}

async function daysOf(rows: readonly Days[]): Promise<string[]> {
  const { value } = await readBill([await bill(rows)], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
  return value.charges.map(({ chargePeriod }) => {
    const { begin, end } = chargePeriod ?? { begin: 0, end: 0 };
    expect(end - begin).toBe(86_400_000);
    return new Date(begin).toISOString().replace('T00:00:00.000Z', '');
  });
}

async function codesOf(rows: readonly Days[]) {
  const { file, issues } = await inspectBill(await bill(rows));
  return { file, codes: issues.filter(({ severity }) => severity === 'error').map(({ code }) => code), issues };
}

describe('dates of a bill', () => {
  it.each([
    ['a day above 12 in the second place', ['5/4/2025', '5/20/2025'], ['2025-05-04', '2025-05-20']],
    ['a day above 12 in the first place', ['4/5/2025', '20/5/2025'], ['2025-05-04', '2025-05-20']],
    [
      'leading zeros and a time of the day',
      ['05/04/2025 0:00', '05/20/2025 12:00:00 AM'],
      ['2025-05-04', '2025-05-20'],
    ],
    ['years of two digits', ['5/4/25', '5/20/25'], ['2025-05-04', '2025-05-20']],
    ['points', ['04.05.2025', '20.05.2025'], ['2025-05-04', '2025-05-20']],
    ['ISO', ['2025-05-04', '2025-05-20T00:00:00Z'], ['2025-05-04', '2025-05-20']],
    ['the year first', ['2025/05/04', '2025/05/20'], ['2025-05-04', '2025-05-20']],
    ['ISO beside the other', ['2025-05-04', '5/20/2025'], ['2025-05-04', '2025-05-20']],
    ['days that are the same under both orders', ['5/5/2025', '6/6/2025'], ['2025-05-05', '2025-06-06']],
  ])('one row settles the whole file: %s', async (_, dates, days) => {
    expect(await daysOf(dates.map((date) => ({ date })))).toEqual(days);
  });

  it('takes a day of one column as proof for the others', async () => {
    expect(await daysOf([{ date: '9/4/2025', start: '9/1/2025', end: '9/30/2025' }])).toEqual(['2025-09-04']);
    expect(await daysOf([{ date: '4/9/2025', start: '1/9/2025', end: '30/9/2025' }])).toEqual(['2025-09-04']);
  });

  it('where no day is above 12, billing periods of whole months tell the order', async () => {
    const servicePeriod = [
      'servicePeriodStartDate,servicePeriodEndDate,pricingCurrency',
      '09/01/2026,10/01/2026,USD',
    ] as const;
    const path = join(folder, 'mca.csv');
    const row = '09/10/2026,Storage,m,Write,1 GB,eastus,Microsoft.Storage,Usage,1,1.5,USD,,';
    await writeFile(path, `${HEADER},${servicePeriod[0]}\n${row},${servicePeriod[1]}\n`);
    const { value } = await readBill([{ label: 'mca', path }], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
    expect(value.files[0]?.format).toBe('azure-mca');
    expect(value.charges[0]?.chargePeriod?.begin).toBe(Date.UTC(2026, 8, 10));
  });

  it('refuses a file whose dates could be read two ways, and names one', async () => {
    const { file, codes, issues } = await codesOf([{ date: '5/4/2025' }, { date: '6/4/2025' }]);
    expect(file).toBeNull();
    expect(codes).toEqual(['billing/ambiguous-dates']);
    expect(issues[0]?.message).toContain('"5/4/2025"');
  });

  it('refuses a file that writes dates in two orders', async () => {
    const { file, codes, issues } = await codesOf([{ date: '5/20/2025' }, { date: '21/5/2025' }]);
    expect(file).toBeNull();
    expect(codes).toEqual(['billing/contradictory-dates']);
    expect(issues[0]?.message).toContain('"21/5/2025"');
    expect(issues[0]?.message).toContain('"5/20/2025"');
  });

  it.each(['13/13/2025', '2/30/2025', '0/12/2025', 'yesterday', '5/20/199'])(
    'rejects %s, which is no day, and nothing else',
    async (date) => {
      const { file } = await codesOf([{ date }, { date: '5/20/2025' }]);
      expect(file?.rows.used).toBe(1);
      expect(file?.rows.rejected).toEqual([{ reason: 'bad-time', rows: 1 }]);
    },
  );
});
