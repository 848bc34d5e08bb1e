import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { focusFlavor, focusVersion } from '../../../src/parsers/billing/families/focus-header.ts';
import { recognizeBill } from '../../../src/parsers/billing/recognize.ts';
import { formats } from '../../../src/parsers/billing/registry.ts';

const schemas = fileURLToPath(new URL('../../../../shared/samples/billing/finops-toolkit/', import.meta.url));
const BASE = [
  'BilledCost',
  'EffectiveCost',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'BillingPeriodStart',
  'ProviderName',
];

const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
const without = (...names: string[]) => BASE.filter((name) => !names.includes(name));

function recognize(names: readonly string[]) {
  const columns = names.map((name) => ({ name, type: 'VARCHAR' }));
  const { value, issues } = recognizeBill({ container: 'csv', columns }, 'bill.csv');
  return { id: value?.id ?? null, codes: issues.map((issue) => issue.code) };
}

describe('focusVersion', () => {
  it.each([
    [BASE, '1.0'],
    [[...BASE, 'RegionId', 'ContractedCost'], '1.0'],
    [[...BASE, 'x_InvoiceId', 'x_SkuMeter', 'BillingAccountType', 'SubAccountType'], '1.0'],
    [[...BASE, 'SkuMeter'], '1.1'],
    [[...BASE, 'SkuMeter', 'InvoiceId'], '1.2'],
    [[...BASE, 'SkuMeter', 'PricingCurrency', 'ServiceProviderName'], '1.3'],
    [[...without('ProviderName'), 'ServiceProviderName', 'HostProviderName'], '1.4'],
    [[...BASE, 'ServiceProviderName', 'InvoiceDetailId'], '1.4'],
    [[...BASE, 'ChargeSubcategory', 'Region'], '1.0-preview'],
    [['AmortizedCost', 'BilledCost', 'ChargeType', 'ChargePeriodStart', 'ProviderName'], '0.5'],
  ])('of %j is FOCUS %s', (names, version) => {
    expect(focusVersion(lower(names))).toBe(version);
  });

  it.each([
    ['usage without any cost', without('BilledCost', 'EffectiveCost')],
    [
      'the invoice details of FOCUS 1.4',
      ['BilledCost', 'BillingCurrency', 'ChargeCategory', 'BillingPeriodStart', 'InvoiceDetailId'],
    ],
    ['cost details of Azure', ['ChargeType', 'ResourceId', 'MeterCategory', 'CostInBillingCurrency', 'PublisherName']],
  ])('knows %s as none of its own', (_, names) => {
    expect(focusVersion(lower(names))).toBeNull();
  });
});

describe('recognition of FOCUS', () => {
  it('of Google and Oracle has formats of its own, because their exports grow by what came since', () => {
    expect(recognize([...BASE, 'x_CostType', 'x_ExportTime']).id).toBe('focus-gcp');
    expect(recognize([...BASE, 'ChargeSubcategory', 'oci_ReferenceNumber']).id).toBe('oci-focus');
    const delivery = Object.fromEntries(formats.map((format) => [format.id, format.delivery]));
    expect(delivery).toMatchObject({ 'focus-gcp': 'adds', 'oci-focus': 'adds', 'oci-cost-report': 'adds' });
    expect(delivery).toMatchObject({ 'focus-1.0': 'replaces', 'focus-1.2': 'replaces' });
  });

  it('takes the columns of several vendors together for nobody’s', () => {
    const has = (names: readonly string[]) => (column: string) => lower(names).has(column);
    expect(focusFlavor(has(['x_ServiceCode']))).toBe('aws');
    expect(focusFlavor(has(['x_ServiceCode', 'x_SkuMeterId']))).toBe('any');
    expect(focusFlavor(has(['x_Whatever']))).toBe('any');
  });

  it('needs the billed cost, even where another cost is there', () => {
    expect(recognize(without('BilledCost')).codes).toEqual(['billing/missing-columns']);
  });
});

describe.skipIf(!existsSync(schemas))('headers that Azure exports', () => {
  it.each([
    ['focuscost_1.0-preview(v1).json', 'focus-1.0-preview'],
    ['focuscost_1.0.json', 'focus-1.0'],
    ['focuscost_1.0r2.json', 'focus-1.0'],
    ['focuscost_1.2-preview.json', 'focus-1.2'],
    ['focuscost_1.2.json', 'focus-1.2'],
  ])('%s is %s', (file, id) => {
    const schema = JSON.parse(readFileSync(`${schemas}${file}`, 'utf8'));
    const names: string[] = schema.translator.mappings.map((one: { sink: { name: string } }) => one.sink.name);
    expect(names.length).toBeGreaterThan(80);
    expect(recognize(names)).toEqual({ id, codes: [] });
    expect(focusFlavor((column) => lower(names).has(column))).toBe('azure');
  });
});
