import { azureFormat } from '../families/azure.ts';

/** Cost and usage details of an Enterprise Agreement: versions 2021-10-01 to 2024-08-01, and the older names in between. */
export const format = azureFormat(
  'ea',
  'Azure cost details (Enterprise Agreement)',
  ['Date', 'MeterCategory', 'MeterId', 'ConsumedService', 'ResourceLocation', 'ChargeType'],
  [
    ['Date'],
    ['MeterCategory'],
    ['ChargeType'],
    ['CostInBillingCurrency', 'Cost'],
    ['BillingCurrencyCode', 'BillingCurrency'],
  ],
);
