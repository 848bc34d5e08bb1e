import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { findBillLines } from '../../../src/case/bill/find-bill-lines.ts';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { chargesOf, csvOf, decimalOf, EVERYTHING, fixture, inFolder, plain, save, units } from './gcp-bill.ts';

const LIST = fixture('gcp-detailed.jsonl');
const records = () => readFileSync(LIST, 'utf8').trim().split('\n');

/** The lines as nested Parquet; with `credit`, every row has this one credit, a DECIMAL(38, 20). */
async function writeParquet(to: string, credit?: string): Promise<void> {
  const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const table = `read_json('${LIST}', format = 'newline_delimited', sample_size = -1)`;
  const credits = credit ? `REPLACE ([{'name': 'made up', 'amount': ${credit}::DECIMAL(38, 20)}] AS credits)` : '';
  await connection.run(`COPY (SELECT * ${credits} FROM ${table}) TO '${to}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

describe('one Google Cloud bill in many shapes', () => {
  it('has the same charges with dots, underscores and double underscores', async () => {
    const rows = [{ credits: '[{"amount":-1}]' }, { cost: '2', 'sku.description': 'Made up' }];
    const dotted = plain(await chargesOf(save('bill.csv', csvOf(rows))));
    expect(dotted).toHaveLength(2);
    for (const between of ['_', '__']) {
      const flat = csvOf(rows, (column) => column.replace('.', between));
      expect(plain(await chargesOf(save('bill.csv', flat)))).toEqual(dotted);
    }
  });

  it('has the same charges as lines, as one list and as nested Parquet', async () => {
    const lines = plain(await chargesOf(LIST));
    expect(lines).toHaveLength(10);
    expect(plain(await chargesOf(save('bill', `[${records().join(',')}]`)))).toEqual(lines);
    await writeParquet(inFolder('bill'));
    expect(plain(await chargesOf(inFolder('bill')))).toEqual(lines);
  });

  it('keeps decimals of 20 places that stand in a list of Parquet', async () => {
    const credit = '-0.12345678901234567891';
    await writeParquet(inFolder('decimals'), credit);
    const { file } = await inspectBill({ label: 'bill', path: inFolder('decimals') });
    const costs = records().map((line) => units(/"cost":([-0-9.]+)/.exec(line)?.[1] ?? 'none'));
    const sum = costs.reduce((all, cost) => all + cost + units(credit), 0n);
    expect(file?.totals.billed && toText(file.totals.billed)).toBe(decimalOf(sum));
  });

  it('shows the lines behind a sum with their credits taken off', async () => {
    const filter = { selector: { x_InstanceType: ['a3-highgpu-8g'] }, window: null };
    for (const [name, first] of [
      ['gcp-standard.csv', 3],
      ['gcp-detailed.jsonl', 2],
    ] as const) {
      const { value } = await findBillLines({ label: name, path: fixture(name) }, filter, 5);
      expect(value.map(({ origin, BilledCost }) => [origin.line, BilledCost && toText(BilledCost)])).toEqual([
        [first, '56.999999999999999986122212192185543'],
        [first + 1, '56.25'],
      ]);
    }
  });

  it('is found out where both tables of an account are given', async () => {
    const { issues } = await readBill(
      ['gcp-standard.csv', 'gcp-detailed.jsonl'].map((name) => ({ label: name, path: fixture(name) })),
      EVERYTHING,
    );
    expect(issues).toContainEqual(expect.objectContaining({ code: 'billing/same-month-twice', severity: 'error' }));
  });
});

const samples = fileURLToPath(new URL('../../../../shared/samples/billing/', import.meta.url));
describe.skipIf(!existsSync(samples))('sample bills of Google Cloud', () => {
  const LINES = `${samples}nise-generated/gcp_resource_2025-03-28_2025-04-03.jsonl`;
  const NESTED = `${samples}derived-parquet/gcp_detailed_nested_synthetic.snappy.parquet`;
  const CSV = `${samples}nise-generated/gcp_resource_202504.csv`;

  /** Cost and credit of each line, as written. */
  function sumOfLines(): string {
    const lines = readFileSync(LINES, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1728);
    const numbers = lines.flatMap((line) => [
      /"cost": ([-0-9.e]+)/.exec(line)?.[1] ?? 'none',
      /"credits": \{[^}]*"amount": ([-0-9.e]+)/.exec(line)?.[1] ?? 'none',
    ]);
    return decimalOf(numbers.reduce((sum, number) => sum + units(number), 0n));
  }

  it.each([
    ['lines with one credit as an object', LINES],
    ['nested Parquet', NESTED],
  ])('the detailed export sums to the last digit: %s', async (_, path) => {
    const { file, issues } = await inspectBill({ label: 'bill', path });
    expect(file?.format).toBe('gcp-detailed');
    expect(file?.rows).toEqual({ read: 1728, used: 1728, excluded: [], rejected: [] });
    expect(sumOfLines()).toBe('7.355771692249424');
    expect(file?.totals.billed && toText(file.totals.billed)).toBe(sumOfLines());
    expect(issues).toEqual([]);
  });

  it('lines and the Parquet made of them have the same charges, row by row', async () => {
    const lines = await chargesOf(LINES);
    expect(plain(await chargesOf(NESTED))).toEqual(plain(lines));
    expect(lines.reduce((rows, charge) => rows + charge.rows, 0)).toBe(1728);
  });

  it('the CSV with lists of Python and of JSON in one row sums to the last digit', async () => {
    const { file } = await inspectBill({ label: 'bill', path: CSV });
    expect(file?.rows).toEqual({ read: 576, used: 576, excluded: [], rejected: [] });
    const rows = parse(readFileSync(CSV), { columns: true }) as { cost: string; credits: string }[];
    expect(new Set(rows.map(({ credits }) => credits))).toEqual(new Set(['[]']));
    const sum = rows.reduce((all, { cost }) => all + units(cost), 0n);
    expect(file?.totals.billed && toText(file.totals.billed)).toBe(decimalOf(sum));
    const types = new Set((await chargesOf(CSV)).map(({ x_InstanceType }) => x_InstanceType));
    expect(types.has('e2-medium')).toBe(true);
  });
});
