import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../src/case/inspect.ts';

const samples = fileURLToPath(new URL('../../../shared/samples/billing/', import.meta.url));

/** What each file is, or the code of the reason why it is no bill. */
const EXPECTED: Readonly<Record<string, string>> = {
  'FOCUS-1.3-excerpt/focus_sample_costandusage.EXCERPT.csv': 'focus-1.3',
  'FOCUS-Sample-Data/focus_sample.csv': 'focus-1.0',
  'FOCUS_Spec/commitment_discount_purchase_scenario_3.csv': 'focus-1.1',
  'FOCUS_Spec/commitment_discount_usage_scenario_3.csv': 'focus-1.1',
  'FOCUS_Spec/commitment_discount_usage_scenario_4.csv': 'focus-1.1',
  'FOCUS_Spec/saas_spend_agreements_b2.csv': 'focus-1.1',
  'FOCUS_Spec/virtual_currency_pricing_model_b3.csv': 'focus-1.2',
  'FOCUS_Spec/zero_percent_utilization_without_commitment_discount_flexibility.csv': 'focus-1.1',
  'README.md': 'case/unknown-kind',
  'aws-cur-anonymize/sample-cur20.csv': 'aws-cur-2',
  'aws-cur-anonymize/sample-legacy-csv.csv': 'aws-cur-legacy',
  'cost-explorer-shape/cost_explorer_shape.SYNTHETIC.csv': 'aws-cost-explorer',
  'derived-parquet/cur2_like_maps.snappy.parquet': 'aws-cur-2',
  'derived-parquet/cur_legacy_athena_names.snappy.parquet': 'aws-cur-legacy',
  'derived-parquet/focus_1.0_aws_types.snappy.parquet': 'focus-1.0',
  'derived-parquet/focus_1.0_multi_rowgroup.gzip.parquet': 'focus-1.0',
  'derived-parquet/gcp_detailed_nested_synthetic.snappy.parquet': 'gcp-detailed',
  'finops-toolkit/EA_ActualCost_Small.csv': 'azure-ea',
  'finops-toolkit/EA_AmortizedCost_Small.csv': 'azure-ea',
  'finops-toolkit/EA_NoRows.csv': 'azure-ea',
  // Descriptions of columns, for the programs that load exports.
  'finops-toolkit/FocusCost_1.2-preview.metadata.json': 'case/unknown-kind',
  'finops-toolkit/actualcost_c360-2025-04.json': 'case/unknown-kind',
  'finops-toolkit/amortizedcost_c360-2025-04.json': 'case/unknown-kind',
  'finops-toolkit/focuscost_1.0-preview(v1).json': 'case/unknown-kind',
  'finops-toolkit/focuscost_1.0.json': 'case/unknown-kind',
  'finops-toolkit/focuscost_1.0r2.json': 'case/unknown-kind',
  'finops-toolkit/focuscost_1.2-preview.json': 'case/unknown-kind',
  'finops-toolkit/focuscost_1.2.json': 'case/unknown-kind',
  // Tables of units and regions.
  'finops-toolkit/PricingUnits.csv': 'case/unknown-kind',
  'finops-toolkit/Regions.csv': 'case/unknown-kind',
  'focus_converters/reports_cost-csv_0000000030000269.csv': 'oci-cost-report',
  'focus_converters/sample-anonymous-aws-export-dataset.csv': 'aws-cur-legacy',
  'focus_converters/sample-anonymous-ea-export-dataset.csv': 'azure-ea',
  // Three columns of FOCUS 0.5, and no cost.
  'focus_validator/sample.parquet': 'billing/missing-columns',
  'nise-generated/gcp_resource_2025-03-28_2025-04-03.jsonl': 'gcp-detailed',
  'nise-generated/gcp_resource_202504.csv': 'gcp-detailed',
};

describe.skipIf(!existsSync(samples))('every file of the billing samples', () => {
  const files = existsSync(samples)
    ? readdirSync(samples, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(samples.length))
        .sort()
    : [];

  it('has its expectation', () => {
    expect(files).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(files)('%s is named rightly, or refused for the right reason', async (name) => {
    const expected = EXPECTED[name] ?? '';
    const { kind, format, rows, issues } = await inspectFile({ label: name, path: join(samples, name) });
    if (expected.includes('/')) {
      expect(format).toBeNull();
      expect(issues.map(({ code }) => code)).toContain(expected);
      return;
    }
    expect([kind, format]).toEqual(['billing', expected]);
    const parts = [...(rows?.excluded ?? []), ...(rows?.rejected ?? [])];
    expect(parts.reduce((sum, part) => sum + part.rows, rows?.used ?? -1)).toBe(rows?.read);
  });
});
