import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { BillFile, Charge } from '../../../src/engine/records/charge.ts';
import { decimal, toText } from '../../../src/engine/values/exact.ts';

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
    ['FOCUS_Spec/virtual_currency_pricing_model_b3.csv', 3],
    ['FOCUS_Spec/saas_spend_agreements_b2.csv', 14],
  ])('%s has dates that could be read two ways, so its %i rows are rejected', async (name, rows) => {
    const { file, codes } = await inspect(name);
    expect(file.rows).toEqual({ read: rows, used: 0, excluded: [], rejected: [{ reason: 'bad-time', rows }] });
    expect(new Set(codes)).toEqual(new Set(['billing/bad-time']));
  });

  it.each([
    'cost-explorer-shape/cost_explorer_shape.SYNTHETIC.csv',
    'derived-parquet/gcp_detailed_nested_synthetic.snappy.parquet',
    'finops-toolkit/EA_ActualCost_Small.csv',
    'finops-toolkit/EA_NoRows.csv',
    'focus_converters/reports_cost-csv_0000000030000269.csv',
    'focus_validator/sample.parquet',
    'nise-generated/gcp_resource_202504.csv',
  ])('%s is of no format that is known yet, and is refused', async (name) => {
    const { file, issues } = await inspectBill({ label: name, path: `${samples}${name}` });
    expect(file).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual(['billing/unknown-format']);
    expect(issues[0]?.message).toContain('BilledCost');
  });

  it('FOCUS_Spec excerpts without a currency or a service are refused by the names of what is missing', async () => {
    const name = 'FOCUS_Spec/commitment_discount_usage_scenario_3.csv';
    const { file, issues } = await inspectBill({ label: name, path: `${samples}${name}` });
    expect(file).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual(['billing/missing-columns']);
    expect(issues[0]?.message).toContain('BillingCurrency, ServiceName, ProviderName or ServiceProviderName');
  });
});

async function readDetail(name: string): Promise<unknown[]> {
  const bill = { label: 'bill', path: `${samples}${name}` };
  const { value } = await readBill([bill], { detail: [{}], windows: [{ begin: 0, end: 4e12 }] });
  return value.charges.map((charge: Charge) =>
    JSON.stringify(charge, (_, cell) => (typeof cell === 'bigint' ? String(cell) : cell)),
  );
}
