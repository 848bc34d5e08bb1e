import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText, ZERO } from '../../../src/engine/values/exact.ts';
import { formats } from '../../../src/parsers/billing/registry.ts';

/**
 * A format brings a small made-up bill, `<id>.csv` or `<id>.jsonl`, and what must come out of it, `<id>.json`: rows
 * {read, used, excluded?}, billed, effective, list, currency (USD where left out), and `cost`, the column as the fixture
 * spells it that a bad number is put into.
 */
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/billing/${name}`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billing-contract-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function inspectText(text: string) {
  const path = join(folder, 'bill');
  await writeFile(path, text);
  return inspectBill({ label: 'bill', path });
}

describe.each(formats.map((format) => format.id))('billing format %s', (id) => {
  const path = existsSync(fixture(`${id}.csv`)) ? fixture(`${id}.csv`) : fixture(`${id}.jsonl`);
  const isCsv = path.endsWith('.csv');
  const expected = () => JSON.parse(readFileSync(fixture(`${id}.json`), 'utf8'));
  const hasCost = existsSync(fixture(`${id}.json`)) && expected().cost !== null;
  const lines = () => readFileSync(path, 'utf8').trimEnd().split('\n');

  it('brings a fixture', () => {
    expect(existsSync(path)).toBe(true);
    expect(existsSync(fixture(`${id}.json`))).toBe(true);
  });

  it.skipIf(!isCsv)('is the only format that recognizes its fixture', () => {
    const names = (lines()[0] ?? '').replace(/^\uFEFF/, '').split(',');
    const recognizing = formats.filter((one) => one.recognizes(new Set(names.map(one.canonical)), names));
    expect(recognizing.map((one) => one.id)).toEqual([id]);
  });

  it('gives the rows and sums of its fixture', async () => {
    const { rows, billed, effective, list, currency = 'USD' } = expected();
    const { file, issues } = await inspectBill({ label: 'bill', path });
    expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    expect(file?.format).toBe(id);
    expect(file?.rows).toEqual({ excluded: [], rejected: [], ...rows });
    const totals = Object.entries(file?.totals ?? {}).map(([name, value]) => [name, value && toText(value)]);
    expect(Object.fromEntries(totals)).toEqual({ billed, effective, list });
    expect(file?.currency).toBe(currency);
  });

  it('turns every spelling of null into null, and charges add up to the totals', async () => {
    const { value } = await readBill([{ label: 'bill', path }], {
      detail: [{}],
      windows: [{ begin: 0, end: 4e12 }],
      credits: true,
    });
    const cells = value.charges.flatMap((charge) => Object.values(charge)).filter((cell) => typeof cell === 'string');
    expect(cells.filter((cell) => ['', 'null', 'NULL', 'Null'].includes(cell))).toEqual([]);
    const billed = value.charges.reduce((sum, charge) => sum.add(charge.BilledCost ?? ZERO), ZERO);
    expect(toText(billed)).toBe(toText(value.files[0]?.totals.billed ?? ZERO));
    expect(value.charges.reduce((rows, charge) => rows + charge.rows, 0)).toBe(value.files[0]?.rows.used);
  });

  it.skipIf(!isCsv || !hasCost)('rejects a row whose cost is no number, with its line', async () => {
    const [header = '', first = '', ...rest] = lines();
    const column = header.split(',').indexOf(expected().cost);
    expect(column).toBeGreaterThan(-1);
    const broken = first.split(',').map((cell, index) => (index === column ? '12x.5' : cell));
    const { file, issues } = await inspectText([header, broken.join(','), ...rest].join('\n'));
    expect(file?.rows.rejected).toEqual([{ reason: 'bad-number', rows: 1 }]);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'billing/bad-number', severity: 'error', origin: { file: 'bill', line: 2 } }),
    );
    expect(issues.find((issue) => issue.code === 'billing/bad-number')?.message).toContain('"12x.5"');
  });

  it.skipIf(!isCsv || !hasCost)(
    'refuses a column that is named twice, and names columns that are missing',
    async () => {
      const [header = '', ...rest] = lines();
      const names = header.split(',');
      const twice = await inspectText([`${header},${names[1]}`, ...rest.map((line) => `${line},x`)].join('\n'));
      expect(twice.file).toBeNull();
      expect(twice.issues.map((issue) => issue.code)).toEqual(['billing/duplicate-column']);
      const cost = names.indexOf(expected().cost);
      const less = await inspectText(names.toSpliced(cost, 1).join(','));
      expect(less.issues.map((issue) => issue.code)).toEqual(['billing/missing-columns']);
      expect(less.issues[0]?.message).toContain(expected().cost);
    },
  );

  it.skipIf(!isCsv)('reads a header without rows as no rows', async () => {
    const { file, issues } = await inspectText(`${lines()[0]}\n`);
    expect(file?.rows).toEqual({ read: 0, used: 0, excluded: [], rejected: [] });
    expect(file?.totals).toEqual({ billed: null, effective: null, list: null });
    expect(issues.map((issue) => issue.code)).toContain('billing/no-rows');
  });
});
