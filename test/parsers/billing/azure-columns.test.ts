import { describe, expect, it } from 'vitest';
import { azureAgreement, canonicalAzureName } from '../../../src/parsers/billing/families/azure-columns.ts';

const named = (...names: string[]) => new Set(names.map(canonicalAzureName));
const METERED = ['MeterCategory', 'MeterId', 'MeterName', 'UnitOfMeasure', 'ResourceLocation', 'ConsumedService'];

describe('names of Azure columns', () => {
  it.each([
    ['Maßeinheit (UnitOfMeasure)', 'unitofmeasure'],
    ['使用量 (Quantity)', 'quantity'],
    ['Coût (facturé) (CostInBillingCurrency)', 'costinbillingcurrency'],
    ['\uFEFFInvoiceSectionName', 'invoicesectionname'],
    ['costInBillingCurrency', 'costinbillingcurrency'],
    ['Menge (in Stück)', 'menge (in stück)'],
    [' Date ', 'date'],
  ])('%s is %s', (name, canonical) => {
    expect(canonicalAzureName(name)).toBe(canonical);
  });
});

describe('whose cost details a header is of', () => {
  it('tells the agreements apart by their own columns, in any order and case', () => {
    expect(azureAgreement(named('Date', 'Cost', ...METERED))).toBe('ea');
    expect(azureAgreement(named('date', 'pricingCurrency', 'previousInvoiceId', ...METERED))).toBe('mca');
    expect(azureAgreement(named('PreTaxCost', 'UsageDateTime', ...METERED))).toBe('legacy');
  });

  it('knows neither a price sheet nor FOCUS', () => {
    expect(azureAgreement(named('MeterId', 'MeterName', 'UnitOfMeasure', 'UnitPrice', 'Date'))).toBeNull();
    expect(azureAgreement(named('BilledCost', 'ChargePeriodStart', 'x_SkuMeterCategory', 'x_SkuMeterId'))).toBeNull();
    expect(azureAgreement(named(...METERED))).toBeNull();
  });
});
