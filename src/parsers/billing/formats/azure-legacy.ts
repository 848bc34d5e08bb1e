import { azureFormat } from '../families/azure.ts';

/** Usage details with the old names: pay-as-you-go (Microsoft Online Services), and Enterprise Agreements before 2020. */
export const format = azureFormat(
  'legacy',
  'Azure usage details (pay-as-you-go)',
  ['UsageDateTime', 'MeterCategory', 'MeterId', 'ConsumedService', 'ResourceLocation', 'PreTaxCost'],
  [['UsageDateTime'], ['MeterCategory'], ['PreTaxCost']],
);
