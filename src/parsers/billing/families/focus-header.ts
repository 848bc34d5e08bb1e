/** Versions of FOCUS; every one of them is told by the header alone (research/billing.md 3.1). */
export type FocusVersion = '0.5' | '1.0-preview' | '1.0' | '1.1' | '1.2' | '1.3' | '1.4';

/** Whose own columns (`x_`, `oci_`) stand beside those of FOCUS; `any`: nobody's, or those of several vendors. */
export type FocusFlavor = 'aws' | 'azure' | 'gcp' | 'oci' | 'any';

export const SIGNATURE = [
  'BilledCost',
  'EffectiveCost',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'BillingPeriodStart',
];
export const PREVIEW_SIGNATURE = ['BilledCost', 'EffectiveCost', 'ChargeCategory', 'ChargeSubcategory'];
/** The changelog of the specification: AmortizedCost and ChargeType got their present names in 1.0-preview. */
export const FIRST_SIGNATURE = ['BilledCost', 'AmortizedCost', 'ChargeType', 'ChargePeriodStart', 'InvoiceIssuerName'];

/** Dropped or renamed in 1.0. */
const PREVIEW = ['chargesubcategory', 'usagequantity', 'usageunit'];
/** As early files spell them; Azure's own cost details have ChargeType as well, but none of these. */
const FIRST = ['amortizedcost', 'chargeperiodstart', 'invoiceissuername', 'invoiceissuer'];

/** Columns that a version brought, newest first. BillingAccountType is no mark of 1.2: Azure has it in 1.0 already. */
const MARKS: readonly (readonly [FocusVersion, readonly string[]])[] = [
  ['1.4', ['invoicedetailid', 'commitmentprogrameligibilitydetails']],
  ['1.3', ['serviceprovidername', 'hostprovidername', 'contractapplied', 'allocatedmethodid', 'allocatedresourceid']],
  ['1.2', ['invoiceid', 'pricingcurrency', 'pricingcurrencyeffectivecost']],
  ['1.1', ['skumeter', 'skupricedetails', 'capacityreservationid', 'commitmentdiscountquantity', 'servicesubcategory']],
];

const VENDOR_COLUMNS: readonly (readonly [FocusFlavor, readonly string[]])[] = [
  ['aws', ['x_servicecode', 'x_usagetype', 'x_operation', 'x_discounts']],
  ['azure', ['x_skumeterid', 'x_skumetersubcategory', 'x_skudetails', 'x_billingprofileid', 'x_publishercategory']],
  ['gcp', ['x_exporttime', 'x_currencyconversionrate', 'x_costtype']],
  ['oci', ['oci_referencenumber', 'oci_compartmentid', 'oci_attributedcost']],
];

/** The newest version whose columns the header shows; null where it is no FOCUS, or holds usage without any cost. */
export function focusVersion(columns: ReadonlySet<string>): FocusVersion | null {
  const any = (names: readonly string[]) => names.some((name) => columns.has(name));
  if (columns.has('chargetype') && !columns.has('chargecategory') && any(FIRST)) return '0.5';
  const signs = SIGNATURE.filter((name) => columns.has(name.toLowerCase())).length;
  if (signs < 4 || !any(['billedcost', 'effectivecost'])) return null;
  if (any(PREVIEW)) return '1.0-preview';
  const marked = MARKS.find(([, marks]) => any(marks))?.[0] ?? '1.0';
  // 1.3 calls ProviderName deprecated and demands it all the same; 1.4 has it no more.
  return marked === '1.3' && !any(['providername', 'publishername']) ? '1.4' : marked;
}

export function focusFlavor(has: (column: string) => boolean): FocusFlavor {
  const [flavor, ...others] = VENDOR_COLUMNS.filter(([, names]) => names.some(has)).map(([name]) => name);
  return flavor !== undefined && others.length === 0 ? flavor : 'any';
}
