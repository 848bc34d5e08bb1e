/**
 * One spelling for all of Azure's: `costInBillingCurrency` and `CostInBillingCurrency`, and the localized portal's
 * `Maßeinheit (UnitOfMeasure)`, where the English name stands in the last parentheses.
 */
export function canonicalAzureName(name: string): string {
  const bare = name.replace(/^\uFEFF/, '').trim();
  return (/\(([A-Za-z0-9]+)\)$/.exec(bare)?.[1] ?? bare).toLowerCase();
}

/** By what each kind of cost details is told; none of them is a cost, so that a file that lacks its cost is still known. */
const METERED = ['metercategory', 'meterid', 'metername', 'unitofmeasure', 'resourcelocation', 'consumedservice'];
const CUSTOMER_AGREEMENT = [
  'previousinvoiceid',
  'serviceperiodstartdate',
  'pricingcurrency',
  'exchangeratepricingtobilling',
  'paygcostinbillingcurrency',
  'costinusd',
];

export type AzureAgreement = 'ea' | 'mca' | 'legacy';

/**
 * Whose cost details a header is of: those of an Enterprise Agreement, of a Microsoft Customer Agreement (and of its
 * partners, who have its columns and more), or the old usage details with their own names (learn.microsoft.com,
 * cost-management-billing/dataset-schema). null: none of them.
 */
export function azureAgreement(columns: ReadonlySet<string>): AzureAgreement | null {
  if (METERED.filter((name) => columns.has(name)).length < 4) return null;
  if (columns.has('usagedatetime')) return 'legacy';
  if (!columns.has('date')) return null;
  return CUSTOMER_AGREEMENT.filter((name) => columns.has(name)).length >= 2 ? 'mca' : 'ea';
}
