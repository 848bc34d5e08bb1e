import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { BillFile, Charge } from '../../../src/engine/records/charge.ts';
import { decimal, toText, ZERO } from '../../../src/engine/values/exact.ts';

// Real and derived exports that stay outside the repository; see shared/samples/billing/README.md for where they are from.
const samples = fileURLToPath(new URL('../../../../shared/samples/billing/', import.meta.url));

async function inspect(name: string): Promise<{ file: BillFile; codes: string[] }> {
  const { file, issues } = await inspectBill({ label: name, path: `${samples}${name}` });
  if (!file) throw new Error(`${name} was not read: ${issues.map((issue) => issue.message).join(' ')}`);
  return { file, codes: issues.map((issue) => issue.code) };
}

function accounted({ rows }: BillFile): number {
  return [...rows.excluded, ...rows.rejected].reduce((sum, one) => sum + one.rows, rows.used);
}

describe.skipIf(!existsSync(samples))('sample bills', () => {
  it.each([
    ['FOCUS-Sample-Data/focus_sample.csv', 'focus-1.0', 1000, '20.52022672899'],
    ['derived-parquet/focus_1.0_aws_types.snappy.parquet', 'focus-1.0', 1000, '20.52022672899'],
    ['derived-parquet/focus_1.0_multi_rowgroup.gzip.parquet', 'focus-1.0', 1000, '20.52022672899'],
    ['focus_converters/sample-anonymous-aws-export-dataset.csv', 'aws-cur-legacy', 1281, '1.68230869740'],
    ['derived-parquet/cur_legacy_athena_names.snappy.parquet', 'aws-cur-legacy', 1281, '1.68230869740'],
    ['derived-parquet/cur2_like_maps.snappy.parquet', 'aws-cur-2', 1281, '1.68230869740'],
    ['aws-cur-anonymize/sample-legacy-csv.csv', 'aws-cur-legacy', 4, '0.0652'],
    ['aws-cur-anonymize/sample-cur20.csv', 'aws-cur-2', 4, '0.0652'],
    ['FOCUS-1.3-excerpt/focus_sample_costandusage.EXCERPT.csv', 'focus-1.3', 4, '2657.7362877600001'],
  ])('%s is %s with %i rows that sum to exactly %s', async (name, format, rows, billed) => {
    const { file } = await inspect(name);
    expect(file.format).toBe(format);
    expect(file.rows).toEqual({ read: rows, used: rows, excluded: [], rejected: [] });
    expect(file.totals.billed && toText(file.totals.billed)).toBe(toText(decimal(billed)));
    expect(accounted(file)).toBe(file.rows.read);
  });

  it.each([
    ['FOCUS-Sample-Data/focus_sample.csv', 'derived-parquet/focus_1.0_aws_types.snappy.parquet'],
    [
      'focus_converters/sample-anonymous-aws-export-dataset.csv',
      'derived-parquet/cur_legacy_athena_names.snappy.parquet',
    ],
    ['focus_converters/sample-anonymous-aws-export-dataset.csv', 'derived-parquet/cur2_like_maps.snappy.parquet'],
    ['aws-cur-anonymize/sample-legacy-csv.csv', 'aws-cur-anonymize/sample-cur20.csv'],
  ])('%s and %s give the same charges, row by row', async (one, other) => {
    const charges = await Promise.all([one, other].map(readDetail));
    expect(charges[0]).toEqual(charges[1]);
    expect(charges[0]?.length).toBeGreaterThan(0);
  });

  it('keeps monthly tax rows and rows of several hours at their own length', async () => {
    const path = `${samples}focus_converters/sample-anonymous-aws-export-dataset.csv`;
    const { value } = await readBill([{ label: 'cur', path }], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
    const hours = new Set(
      value.charges.map(({ chargePeriod }) => chargePeriod && (chargePeriod.end - chargePeriod.begin) / 3_600_000),
    );
    expect(hours.has(720)).toBe(true);
    expect(hours.has(1)).toBe(true);
    expect([...hours].some((length) => length !== null && length > 1 && length <= 24)).toBe(true);
    // The tax of the month runs to its end, but the usage stops on the 14th: later hours are unknown.
    expect(value.files[0]?.dataCompleteTo).toBe(Date.UTC(2023, 10, 14, 4));
  });

  it.each([
    ['FOCUS-Sample-Data/focus_sample.csv', 'focus-1.0'],
    ['FOCUS-1.3-excerpt/focus_sample_costandusage.EXCERPT.csv', 'focus-1.3'],
    ['FOCUS_Spec/commitment_discount_usage_scenario_3.csv', 'focus-1.1'],
    ['FOCUS_Spec/commitment_discount_usage_scenario_4.csv', 'focus-1.1'],
    ['FOCUS_Spec/saas_spend_agreements_b2.csv', 'focus-1.1'],
    ['FOCUS_Spec/virtual_currency_pricing_model_b3.csv', 'focus-1.2'],
    ['FOCUS_Spec/zero_percent_utilization_without_commitment_discount_flexibility.csv', 'focus-1.1'],
  ])('%s: billed and effective cost are those of its cells, to the last digit', async (name, format) => {
    const { file } = await inspect(name);
    const rows = cellsOf(name);
    expect(file.format).toBe(format);
    expect(file.rows).toEqual({ read: rows.length, used: rows.length, excluded: [], rejected: [] });
    expect(toText(file.totals.billed ?? ZERO)).toBe(addUp(rows.map((row) => row.BilledCost)));
    expect(toText(file.totals.effective ?? ZERO)).toBe(addUp(rows.map((row) => row.EffectiveCost)));
  });

  it('a cost report of OCI: 506 rows with 20 digits and E notation, to the last digit', async () => {
    const name = 'focus_converters/reports_cost-csv_0000000030000269.csv';
    const { file, codes } = await inspect(name);
    const costs = cellsOf(name).map((row) => row['cost/myCost']);
    expect(costs.some((cost) => cost?.includes('E-'))).toBe(true);
    expect(addUp(costs)).toBe('2.523589325400648027');
    expect(file.rows).toEqual({ read: 506, used: 506, excluded: [], rejected: [] });
    expect(toText(file.totals.billed ?? ZERO)).toBe('2.523589325400648027');
    expect(toText(file.totals.effective ?? ZERO)).toBe('2.523589325400648027');
    expect(file).toMatchObject({
      format: 'oci-cost-report',
      currency: 'USD',
      vendors: ['oci'],
      totals: { list: null },
    });
    expect(file.dataCompleteTo).toBe(Date.UTC(2023, 10, 13, 12));
    expect(codes).toEqual([]);
  });

  // The appendix "Commitment Discounts" of the specification: a commitment of 1.00 an hour, half of it paid upfront.
  it('a purchase is cash and no amortized cost: half of 8,760 hours upfront, then 0.50 an hour', async () => {
    const { file, codes } = await inspect('FOCUS_Spec/commitment_discount_purchase_scenario_3.csv');
    // The fourth row of the file ends at 30 o'clock.
    expect(file.rows).toEqual({ read: 4, used: 3, excluded: [], rejected: [{ reason: 'bad-time', rows: 1 }] });
    expect(toText(file.totals.billed ?? ZERO)).toBe(addUp(['4380.00', '0.50', '0.50']));
    expect(toText(file.totals.effective ?? ZERO)).toBe('0');
    expect(codes).toEqual(['billing/bad-time', 'billing/no-currency', 'billing/no-provider', 'billing/no-service']);
  });

  it.each([
    // 75% used: 0.75 to the resource, 0.25 unused; nothing is billed again.
    [
      'commitment_discount_usage_scenario_3',
      [
        ['Unused', '0', '0.25'],
        ['Used', '0', '0.75'],
      ],
    ],
    // 1.50 used: 1.00 from the commitment, 0.50 at the standard price, which is cash as well.
    [
      'commitment_discount_usage_scenario_4',
      [
        [null, '0.5', '0.5'],
        ['Used', '0', '1'],
      ],
    ],
  ])('%s: covered hours are amortized and not cash, the unused rest is kept', async (name, expected) => {
    const path = `${samples}FOCUS_Spec/${name}.csv`;
    const { value } = await readBill([{ label: 'focus', path }], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
    const charges = value.charges.map((charge) => [
      charge.CommitmentDiscountStatus,
      toText(charge.BilledCost ?? ZERO),
      toText(charge.EffectiveCost ?? ZERO),
    ]);
    expect(charges.sort()).toEqual(expected.toSorted());
    expect(value.charges.map((charge) => charge.ChargeCategory)).toEqual(['Usage', 'Usage']);
  });

  it('dates such as 5/1/25 are read month first, because only then billing periods are months', async () => {
    const path = `${samples}FOCUS_Spec/virtual_currency_pricing_model_b3.csv`;
    const { value, issues } = await readBill([{ label: 'focus', path }], {
      detail: [{}],
      windows: [{ begin: 0, end: 4e12 }],
    });
    expect(issues).toEqual([]);
    const day = { begin: Date.UTC(2025, 3, 1), end: Date.UTC(2025, 3, 2) };
    expect(value.charges.length).toBeGreaterThan(0);
    for (const charge of value.charges) expect(charge.chargePeriod).toEqual(day);
    expect(value.charges[0]?.billingPeriod).toEqual({ begin: Date.UTC(2025, 3, 1), end: Date.UTC(2025, 4, 1) });
  });

  it('says of a file from before FOCUS 1.0 without costs what it is and what it lacks', async () => {
    const path = `${samples}focus_validator/sample.parquet`;
    const { file, issues } = await inspectBill({ label: 'sample', path });
    expect(file).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual(['billing/missing-columns']);
    expect(issues[0]?.message).toBe(
      'The header looks like FOCUS 0.5, but lacks BilledCost, ChargePeriodStart, ChargePeriodEnd.',
    );
  });

  it('rows of several clouds in one file are told apart', async () => {
    const path = `${samples}FOCUS-Sample-Data/focus_sample.csv`;
    const { value } = await readBill([{ label: 'focus', path }], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
    const of = (vendor: string) => value.charges.filter((charge) => charge.x_Vendor === vendor);
    const rows = (vendor: string) => of(vendor).reduce((sum, charge) => sum + charge.rows, 0);
    expect([rows('aws'), rows('azure'), rows('oci')]).toEqual([942, 51, 7]);
    // Oracle's region ids stand under RegionName, and prices in Microsoft's AvailabilityZone.
    expect(of('oci').every((charge) => /^[a-z]+-[a-z]+-[0-9]$/.test(charge.RegionId ?? ''))).toBe(true);
    expect(of('azure').map((charge) => charge.AvailabilityZone)).not.toContainEqual(expect.stringContaining('.'));
    // A list cost of 0 is unknown of Microsoft, and 0 of AWS.
    const zeros = (vendor: string) => of(vendor).filter((charge) => charge.ListCost?.equals(ZERO)).length;
    expect([zeros('azure'), zeros('aws') > 0]).toEqual([0, true]);
  });
});

async function readDetail(name: string): Promise<unknown[]> {
  const bill = { label: 'bill', path: `${samples}${name}` };
  const { value } = await readBill([bill], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
  return value.charges.map((charge: Charge) =>
    JSON.stringify(charge, (_, cell) => (typeof cell === 'bigint' ? String(cell) : cell)),
  );
}

/** The rows of a sample CSV by column, and their amounts added up without the code under test. */
function cellsOf(name: string): Record<string, string>[] {
  return parse(readFileSync(`${samples}${name}`), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    relax_quotes: true,
  });
}

const PLACES = 40;

function addUp(amounts: readonly (string | undefined)[]): string {
  const sum = amounts.reduce((units, amount) => units + toUnits(amount ?? ''), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction && `.${fraction}`}`;
}

function toUnits(amount: string): bigint {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(amount);
  if (!match) throw new Error(`${amount} is no amount`);
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const units = BigInt(whole + fraction) * 10n ** BigInt(PLACES - fraction.length + Number(power));
  return sign ? -units : units;
}
