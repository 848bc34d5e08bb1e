import { azureFormat } from '../families/azure.ts';

/** Cost and usage details of a Microsoft Customer Agreement, and of a partner's, with columns of their own. */
export const format = azureFormat(
  'mca',
  'Azure cost details (Microsoft Customer Agreement)',
  [
    'date',
    'meterCategory',
    'meterId',
    'consumedService',
    'resourceLocation',
    'pricingCurrency',
    'servicePeriodStartDate',
  ],
  [['date'], ['meterCategory'], ['chargeType'], ['costInBillingCurrency'], ['billingCurrency', 'billingCurrencyCode']],
);
