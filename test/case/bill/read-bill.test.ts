import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findBillLines } from '../../../src/case/bill/find-bill-lines.ts';
import { recognizeBillFile } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { withSession } from '../../../src/case/bill/session.ts';
import type { BillNeeds } from '../../../src/engine/records/charge.ts';
import { type Exact, parseDecimal, sum, toText } from '../../../src/engine/values/exact.ts';

const SUMMARY: BillNeeds = { detail: [], windows: [] };
const HEADER =
  'BilledCost,EffectiveCost,ListCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ServiceName,ProviderName,RegionId,ResourceId,AvailabilityZone,ConsumedQuantity,ConsumedUnit,x_UsageType,ChargeDescription';
const MONTH = ['2025-10-01T00:00:00Z', '2025-11-01T00:00:00Z'] as const;

interface Row {
  readonly billed?: string;
  readonly effective?: string;
  readonly currency?: string;
  readonly category?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly region?: string;
  readonly resource?: string;
  readonly usage?: string;
  readonly quantity?: string;
  readonly provider?: string;
  readonly description?: string;
}

function line(row: Row = {}): string {
  const begin = row.begin ?? '2025-10-20T09:00:00Z';
  const end = row.end ?? '2025-10-20T10:00:00Z';
  const billed = row.billed ?? '1';
  const cells = [
    billed,
    row.effective ?? billed,
    '',
    row.currency ?? 'USD',
    ...MONTH,
    row.category ?? 'Usage',
    begin,
    end,
  ];
  const place = [
    'Compute',
    row.provider ?? 'AWS',
    row.region ?? 'us-east-1',
    row.resource ?? 'i-0made0up',
    'us-east-1a',
  ];
  return [
    ...cells,
    ...place,
    row.quantity ?? '1',
    'Hours',
    row.usage ?? 'BoxUsage:p5.48xlarge',
    row.description ?? 'made up',
  ].join(',');
}

function csv(...rows: string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-bill-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(content: string | Buffer, name = 'bill.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  return { label: name, path };
}

async function read(content: string | Buffer, needs = SUMMARY, options: { currency?: string } = {}) {
  const reading = await readBill([await put(content)], needs, options);
  return { ...reading, file: reading.value.files[0], codes: reading.issues.map((issue) => issue.code) };
}

function text(value: Exact | null | undefined): string | null {
  return value ? toText(value) : null;
}

describe('amounts', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['1E-13', '0', '0.0000000000001'],
    ['5.551115123125783e-17', '1', '1.00000000000000005551115123125783'],
    ['-1e-30', '0', '-0.000000000000000000000000000001'],
    ['123456789012345678.123456789012345678', '1E2', '123456789012345778.123456789012345678'],
    ['+.5', '5.', '5.5'],
    ['1234567.8901234567891', '-1234567.8901234567891', '0'],
  ])('%s and %s are exactly %s', async (a, b, total) => {
    const { file, issues } = await read(csv(line({ billed: a }), line({ billed: b })));
    expect(issues).toEqual([]);
    expect(text(file?.totals.billed)).toBe(total);
  });

  it.each(['1,5', '1.234.567', '$5', '12x', 'NaN', 'Infinity', '0x1F', '1e', '--1', '1_000', '1E-400', '1e99', '１'])(
    '%s is rejected, never rounded or guessed',
    async (bad) => {
      const { file, codes } = await read(
        csv(line({ billed: '2' }), line({ billed: bad.includes(',') ? `"${bad}"` : bad, effective: '0' })),
      );
      expect(file?.rows).toEqual({ read: 2, used: 1, excluded: [], rejected: [{ reason: 'bad-number', rows: 1 }] });
      expect(text(file?.totals.billed)).toBe('2');
      expect(codes).toEqual(['billing/bad-number']);
    },
  );

  it('sums what people and programs write exactly as the rational sum', async () => {
    const digits = (most: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: most });
    const amount = fc
      .tuple(fc.constantFrom('', '-'), digits(12), fc.option(digits(24)), fc.option(fc.integer({ min: -20, max: 5 })))
      .map(
        ([sign, whole, fraction, power]) =>
          `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${power === null ? '' : `E${power}`}`,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 40 }), async (amounts) => {
        const { file, issues } = await read(csv(...amounts.map((billed) => line({ billed }))));
        expect(issues).toEqual([]);
        expect(text(file?.totals.billed)).toBe(toText(sum(amounts.map((one) => parseDecimal(one) as Exact))));
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  it('does not change when a row is split in parts or rows are shuffled', async () => {
    const row = fc.record({
      cents: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      parts: fc.integer({ min: 1, max: 5 }),
    });
    const decimal = (cents: number) =>
      `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
    const split = ({ cents, parts }: { cents: number; parts: number }) =>
      Array.from(
        { length: parts },
        (_, part) => Math.floor((cents * (part + 1)) / parts) - Math.floor((cents * part) / parts),
      );
    const rows = fc.array(row, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer(), async (given, seed) => {
        const whole = await read(csv(...given.map(({ cents }) => line({ billed: decimal(cents) }))));
        const parts = given.flatMap(split).map((cents) => line({ billed: decimal(cents) }));
        const shuffled = parts.map((part, index) => ({ part, at: Math.sin(seed + index) })).sort((a, b) => a.at - b.at);
        const other = await read(csv(...shuffled.map(({ part }) => part)));
        expect(text(other.file?.totals.billed)).toBe(text(whole.file?.totals.billed));
        expect(other.value.charges.map(({ BilledCost }) => text(BilledCost))).toEqual(
          whole.value.charges.map(({ BilledCost }) => text(BilledCost)),
        );
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  it('never adds a known cost to an unknown one', async () => {
    const { value, file, codes } = await read(csv(line({ billed: '3' }), line({ billed: '4', effective: 'NULL' })));
    expect(value.charges.map(({ BilledCost, EffectiveCost }) => [text(BilledCost), text(EffectiveCost)])).toEqual([
      ['4', null],
      ['3', '3'],
    ]);
    expect(text(file?.totals.effective)).toBe('3');
    expect(codes).toEqual(['billing/no-cost']);
  });
});

describe('times', () => {
  it.each([
    ['2025-10-20T09:00:00Z', 9],
    ['2025-10-20 09:00:00', 9],
    ['2025-10-20T09:00:00.000Z', 9],
    ['2025-10-20T11:00:00+02:00', 9],
    ['2025-10-20 09:00:00 UTC', 9],
    ['2025-10-20', 0],
  ])('%s is %i o’clock UTC', async (begin, hour) => {
    const needs = { detail: [{}], windows: [{ begin: 0, end: 4e12 }] };
    const { value } = await read(csv(line({ begin })), needs);
    expect(value.charges[0]?.chargePeriod?.begin).toBe(Date.UTC(2025, 9, 20, hour));
  });

  it.each([
    '5/1/25',
    '20.10.2025',
    '2025-02-30T00:00:00Z',
    '2025-10-20T25:00:00Z',
    'epoch',
    'infinity',
    '20251020',
    'NULL',
  ])('%s is rejected', async (begin) => {
    const { file, codes } = await read(csv(line({ begin })));
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-time', rows: 1 }]);
    expect(codes).toEqual(['billing/bad-time']);
  });

  it('rejects a period that ends before it starts', async () => {
    const { file, codes } = await read(csv(line({ begin: '2025-10-20T10:00:00Z', end: '2025-10-20T09:00:00Z' })));
    expect(file?.rows.rejected).toEqual([{ reason: 'end-before-start', rows: 1 }]);
    expect(codes).toEqual(['billing/end-before-start']);
  });
});

describe('grain', () => {
  const rows = [
    line({ billed: '10', begin: '2025-10-20T09:00:00Z', end: '2025-10-20T10:00:00Z' }),
    line({ billed: '20', begin: '2025-10-20T10:00:00Z', end: '2025-10-20T11:00:00Z' }),
    line({ billed: '40', begin: '2025-10-25T10:00:00Z', end: '2025-10-25T11:00:00Z' }),
    line({ billed: '80', begin: '2025-10-26T10:00:00Z', end: '2025-10-26T11:00:00Z' }),
    line({ billed: '7', usage: 'EBS:VolumeUsage.gp3', resource: 'vol-1' }),
    line({ billed: '5', usage: 'EBS:VolumeUsage.gp3', resource: 'vol-2' }),
    line({ billed: '-1', category: 'credit', resource: '' }),
    line({ billed: '-2', category: 'CREDIT', resource: '' }),
  ];
  const window = { begin: Date.UTC(2025, 9, 20, 10, 30), end: Date.UTC(2025, 9, 20, 12) };

  it('keeps hours inside a window, resources outside it, and sums the rest', async () => {
    const { value } = await read(csv(...rows), {
      detail: [{ x_Vendor: ['aws'], x_InstanceType: ['P5.*'], ResourceId: ['*'] }],
      windows: [window],
    });
    const seen = value.charges.map((charge) => [
      charge.ResourceId,
      charge.chargePeriod?.begin ?? null,
      charge.ChargeCategory,
      text(charge.BilledCost),
      charge.rows,
    ]);
    expect(seen).toHaveLength(4);
    expect(seen).toContainEqual(['i-0made0up', Date.UTC(2025, 9, 20, 10), 'Usage', '20', 1]);
    expect(seen).toContainEqual(['i-0made0up', null, 'Usage', '130', 3]);
    expect(seen).toContainEqual([null, null, 'Usage', '12', 2]);
    expect(seen).toContainEqual([null, null, 'Credit', '-3', 2]);
    expect(value.charges.find(({ rows: count }) => count === 3)?.billingPeriod).toEqual({
      begin: Date.parse(MONTH[0]),
      end: Date.parse(MONTH[1]),
    });
  });

  it('matches nothing where a selector names a column that the bill lacks', async () => {
    const { value } = await read(csv(...rows), { detail: [{ x_ServiceCode: ['AmazonEC2'] }], windows: [window] });
    expect(value.charges.every((charge) => charge.ResourceId === null)).toBe(true);
  });

  it('takes selector values as text, whatever is in them', async () => {
    const odd = `i-'); DROP TABLE x; -- 100%_\\`;
    const { value, issues } = await read(csv(line({ resource: odd }), line({ resource: 'i-100xyz' })), {
      detail: [{ ResourceId: [odd, "*'*"] }],
      windows: [],
    });
    expect(issues).toEqual([]);
    expect(value.charges.map(({ ResourceId }) => ResourceId).sort()).toEqual([odd, null].sort());
  });

  it('never adds quantities of unlike units', async () => {
    const { value } = await read(csv(...rows));
    expect(value.charges.every(({ ConsumedQuantity }) => ConsumedQuantity === null)).toBe(true);
  });
});

describe('currencies', () => {
  const mixed = csv(line({ billed: '1' }), line({ billed: '2', currency: 'EUR' }));

  it('are never added', async () => {
    const { value, file, codes } = await read(mixed);
    expect(codes).toEqual(['billing/mixed-currencies']);
    expect(value.charges).toEqual([]);
    expect(file?.totals).toEqual({ billed: null, effective: null, list: null });
  });

  it('other than the one asked for are excluded and counted', async () => {
    const { file, codes } = await read(mixed, SUMMARY, { currency: 'eur' });
    expect(codes).toEqual([]);
    expect(file?.rows).toEqual({ read: 2, used: 1, excluded: [{ reason: 'other-currency', rows: 1 }], rejected: [] });
    expect(text(file?.totals.billed)).toBe('2');
    expect(file?.currency).toBe('EUR');
  });

  it('of two files are not added either', async () => {
    const files = [await put(csv(line()), 'usd.csv'), await put(csv(line({ currency: 'JPY' })), 'jpy.csv')];
    const { value, issues } = await readBill(files, SUMMARY);
    expect(issues.map((issue) => issue.code)).toEqual(['billing/mixed-currencies']);
    expect(issues[0]?.message).toContain('JPY in jpy.csv; USD in usd.csv');
    expect(value.charges).toEqual([]);
  });
});

describe('damaged and foreign files', () => {
  const good = csv(...Array.from({ length: 2000 }, (_, index) => line({ billed: `${index}.000000000001` })));

  it.each([
    ['empty', '', 'billing/empty-file'],
    ['empty gzip', gzipSync(''), 'billing/empty-file'],
    ['cut gzip', gzipSync(good).subarray(0, -400), 'billing/damaged-gzip'],
    [
      'gzip with a wrong checksum',
      Buffer.concat([gzipSync(good).subarray(0, -8), Buffer.alloc(8)]),
      'billing/damaged-gzip',
    ],
    ['cut Parquet', Buffer.from('PAR1 and then nothing'), 'billing/damaged-parquet'],
    ['Parquet with a hollow footer', Buffer.from('PAR1aaaaaaaaaaaaaaPAR1'), 'billing/damaged-parquet'],
    ['ZIP', Buffer.from('504b030414000000', 'hex'), 'billing/unsupported-container'],
    ['UTF-16', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'billing/unsupported-container'],
    ['text of no format', 'a,b\n1,2\n', 'billing/unknown-format'],
    ['header with an open quote', '"BilledCost,EffectiveCost\n1,2\n', 'billing/bad-header'],
    ['header in Latin-1', Buffer.from('Stra\xdfe,b\n', 'latin1'), 'billing/bad-header'],
    [
      'header of 4,097 columns',
      Array.from({ length: 4097 }, (_, index) => `c${index}`).join(','),
      'billing/too-many-columns',
    ],
  ])('%s gives one clear error and no figures', async (_, content, code) => {
    const { value, codes, issues } = await read(content);
    expect(codes).toEqual([code]);
    expect(issues[0]?.severity).toBe('error');
    expect(issues[0]?.fix).toBeTruthy();
    expect(value).toEqual({ files: [], charges: [] });
  });

  it('a large gzip that is damaged in its middle is refused, and its fingerprint is still that of the whole file', async () => {
    // What hardly packs keeps the file larger than the buffers that it goes through.
    const noise = Array.from({ length: 60_000 }, (_, index) =>
      line({ description: createHash('sha512').update(String(index)).digest('hex') }),
    );
    const bytes = gzipSync(csv(...noise), { level: 1 });
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 5000);
    const { codes, inputs, value } = await read(bytes);
    expect(codes).toEqual(['billing/damaged-gzip']);
    expect(value.charges).toEqual([]);
    expect(inputs[0]).toEqual({
      label: 'bill.csv',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    });
  });

  it('a missing file and a folder are said so', async () => {
    const { issues } = await readBill(
      [
        { label: 'nowhere.csv', path: join(folder, 'nowhere.csv') },
        { label: 'folder', path: folder },
      ],
      SUMMARY,
    );
    expect(issues.map((issue) => [issue.code, issue.origin?.file])).toEqual([
      ['billing/missing-file', 'nowhere.csv'],
      ['billing/missing-file', 'folder'],
    ]);
  });

  it('a whole gzip is read by its content, whatever it is called', async () => {
    const [plain, packed] = [await read(good), await read(gzipSync(good))];
    expect(packed.issues).toEqual([]);
    expect(text(packed.file?.totals.billed)).toBe(text(plain.file?.totals.billed));
    expect(plain.inputs[0]?.sha256).toBe(createHash('sha256').update(good).digest('hex'));
    expect(packed.inputs[0]?.sha256).toBe(createHash('sha256').update(gzipSync(good)).digest('hex'));
  });

  it('an unclosed quote is fatal and shown at its line', async () => {
    const { value, issues } = await read(
      csv(line(), line({ description: '"two\nlines"' }), line({ description: '"open' }), line(), line()),
    );
    expect(value.charges).toEqual([]);
    expect(issues.map((issue) => [issue.code, issue.origin?.line])).toEqual([['billing/unclosed-quote', 5]]);
  });

  it('a stray quote deep in a large file drops no row in silence', async () => {
    // Larger than the 32 MB that a thread of DuckDB takes at once: there it drops rows unless it is asked to be strict.
    const filler = 'x'.repeat(1800);
    const rows = Array.from({ length: 30_000 }, (_, index) => line({ description: `"${index}, ${filler}"` }));
    const stray = rows.with(20_000, line({ resource: '"stray', description: `"a, ${filler}"` }));
    const { value, issues } = await read(csv(...stray));
    expect(value.charges).toEqual([]);
    expect(issues.map((issue) => [issue.code, issue.origin?.line])).toEqual([['billing/unclosed-quote', 20_002]]);
    const whole = await read(csv(...rows));
    expect(whole.file?.rows.used).toBe(30_000);
  });

  it('a row of too few or too many cells is rejected at its physical line', async () => {
    const { file, issues } = await read(
      csv(line({ description: '"two\nlines"' }), '', '1,2,3', line(), `${line()},more`),
    );
    expect(file?.rows).toEqual({ read: 4, used: 2, excluded: [], rejected: [{ reason: 'malformed', rows: 2 }] });
    expect(issues.map((issue) => [issue.code, issue.origin?.line])).toEqual([
      ['billing/malformed-row', 5],
      ['billing/malformed-row', 7],
    ]);
  });

  it('bad rows are shown at their physical lines, twenty of them, then counted', async () => {
    const rows = Array.from({ length: 30 }, () => line({ billed: 'x' }));
    const { file, issues } = await read(csv(line({ description: '"two\nlines"' }), '1,2', ...rows));
    expect(file?.rows).toEqual({
      read: 32,
      used: 1,
      excluded: [],
      rejected: [
        { reason: 'bad-number', rows: 30 },
        { reason: 'malformed', rows: 1 },
      ],
    });
    expect(issues.slice(0, 3).map((issue) => [issue.code, issue.origin?.line])).toEqual([
      ['billing/malformed-row', 4],
      ['billing/bad-number', 5],
      ['billing/bad-number', 6],
    ]);
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)?.message).toBe('11 more rows were rejected.');
  });

  it('the same bytes given twice count once', async () => {
    const files = [await put(good, 'first.csv'), await put(good, 'second.csv')];
    const { value, issues, inputs } = await readBill(files, SUMMARY);
    expect(issues.map((issue) => [issue.code, issue.severity, issue.origin?.file])).toEqual([
      ['billing/delivered-twice', 'warning', 'second.csv'],
    ]);
    expect(value.files.map((file) => file.file)).toEqual(['first.csv']);
    expect(value.charges.reduce((rows, charge) => rows + charge.rows, 0)).toBe(2000);
    expect(inputs).toHaveLength(2);
  });

  it('hostile names of columns and files do no harm', async () => {
    const header = `${HEADER},__proto__,constructor,"a""b'c","x); DROP TABLE t; --"`;
    const content = `${header}\n${line()},1,2,3,4\n`;
    const bill = await put(content, `o'dd [x]*? "name".csv`);
    const { value, issues } = await readBill([bill], { detail: [{}], windows: [] });
    expect(issues).toEqual([]);
    expect(text(value.files[0]?.totals.billed)).toBe('1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a byte order mark and CRLF are no part of the data', async () => {
    const { file, issues } = await read(
      `\uFEFF${csv(line({ billed: '2' }), line({ billed: '3' })).replaceAll('\n', '\r\n')}`,
    );
    expect(issues).toEqual([]);
    expect(text(file?.totals.billed)).toBe('5');
  });

  it('leaves nothing behind in the temporary folder', async () => {
    // A folder of its own: other tests and programs use the common one at the same time.
    const own = await mkdtemp(join(tmpdir(), 'spill-'));
    vi.stubEnv('TMPDIR', own);
    try {
      await withSession([], async () => expect(await readdir(own)).toHaveLength(1));
      await read(good);
      expect(await readdir(own)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(own, { recursive: true });
    }
  });
});

describe('lines behind a sum', () => {
  const content = csv(
    line({ billed: '1', description: '"two\nlines"' }),
    'malformed',
    line({ billed: '-30', effective: '-20.5' }),
    line({ billed: '20' }),
    line({ billed: '40', region: 'eu-west-1' }),
  );

  it.each([
    ['CSV', content],
    ['gzip', gzipSync(content)],
  ])('are the largest, with their physical lines: %s', async (_, bytes) => {
    const bill = await put(bytes, 'lines.csv');
    const { value } = await findBillLines(bill, { selector: { RegionId: ['us-east-1'] }, window: null }, 2);
    expect(value.map((one) => [one.origin.line, text(one.BilledCost), text(one.EffectiveCost)])).toEqual([
      [5, '-30', '-20.5'],
      [6, '20', '20'],
    ]);
    expect(value[0]?.origin.file).toBe('lines.csv');
  });

  it('are only those of the window', async () => {
    const bill = await put(content);
    const window = { begin: Date.UTC(2025, 9, 21), end: Date.UTC(2025, 9, 22) };
    expect((await findBillLines(bill, { selector: {}, window }, 5)).value).toEqual([]);
  });
});

describe('recognizeBillFile', () => {
  it('tells bills from other files by the header', async () => {
    expect(await recognizeBillFile(await put(csv(line())))).toBe(true);
    expect(await recognizeBillFile(await put('ts,target,ok\n'))).toBe(false);
    expect(await recognizeBillFile(await put('[{"id": 1}]'))).toBe(false);
    expect(await recognizeBillFile({ label: 'nowhere', path: join(folder, 'nowhere') })).toBe(false);
  });
});
