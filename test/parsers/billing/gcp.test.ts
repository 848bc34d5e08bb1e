import { describe, expect, it } from 'vitest';
import { canonicalGcpName, isGcpExport, namesResources } from '../../../src/parsers/billing/families/gcp-columns.ts';
import { formats } from '../../../src/parsers/billing/registry.ts';

const STANDARD = [
  'billing_account_id',
  'service.description',
  'sku.description',
  'usage_start_time',
  'usage_end_time',
  'cost',
  'currency',
  'credits',
  'invoice.month',
  'cost_type',
];

function recognize(names: readonly string[]): string[] {
  return formats.filter((one) => one.recognizes(new Set(names.map(one.canonical)), names)).map(({ id }) => id);
}

describe('columns of a Google Cloud export', () => {
  it.each([
    ['service.description', 'service.description'],
    [' Service_Description ', 'service.description'],
    ['usage__amount_in_pricing_units', 'usage.amount_in_pricing_units'],
    ['usage_amount', 'usage.amount'],
    ['usage_start_time', 'usage_start_time'],
    ['credits_amount', 'credits_amount'],
    ['cost_type', 'cost_type'],
  ])('%j is %s', (name, canonical) => {
    expect(canonicalGcpName(name)).toBe(canonical);
  });

  it('tell the standard table from the detailed one by the resource', () => {
    expect(recognize(STANDARD)).toEqual(['gcp-standard']);
    expect(recognize([...STANDARD, 'resource.name'])).toEqual(['gcp-detailed']);
    expect(recognize([...STANDARD, 'resource_global_name'])).toEqual(['gcp-detailed']);
    expect(recognize(STANDARD.filter((name) => name !== 'credits' && name !== 'cost'))).toEqual(['gcp-standard']);
  });

  it('are not seen in an export that shares a few of them', () => {
    expect(isGcpExport(new Set(['usage_start_time', 'service.description', 'sku.description', 'cost']))).toBe(false);
    expect(isGcpExport(new Set(STANDARD.filter((name) => name !== 'usage_start_time')))).toBe(false);
    expect(namesResources(new Set(['resource_type']))).toBe(false);
  });
});
