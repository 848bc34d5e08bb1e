import { ociShapeFamily } from '../families/oci-description.ts';
import { type BillColumns, type BillingFormat, type ChargeMapping, only, type Time } from '../format.ts';
import { choose, firstOf, literal, type Sql } from '../sql.ts';

const SIGNATURE = ['lineItem/referenceNo', 'lineItem/intervalUsageStart', 'lineItem/intervalUsageEnd', 'cost/myCost'];

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: () => literal('Oracle'),
    ServiceName: (bill) => bill.text('product/service'),
    x_ServiceCode: (bill) => bill.text('cost/productsku'),
    RegionId: (bill) => bill.text('product/region'),
    AvailabilityZone: (bill) => bill.text('product/availabilitydomain'),
    ResourceId: (bill) => bill.text('product/resourceid'),
    x_InstanceType: (bill) => {
      const description = bill.text('product/description');
      return description && ociShapeFamily(description);
    },
    // The report has rows of use only. A correction takes back or adds to use, and is netted with it.
    ChargeCategory: () => literal('Usage'),
    ChargeFrequency: () => literal('Usage-Based'),
    BillingCurrency: (bill) => bill.text('cost/currencycode'),
    ConsumedUnit: (bill) => firstOf([bill.text('cost/skuunitdescription'), bill.text('cost/billingunitreadable')]),
    ChargeClass: chargeClass,
    ChargeDescription: (bill) => bill.text('product/description'),
  },
  times: {
    BillingPeriodStart: (bill) => usageMonth(bill, 0),
    BillingPeriodEnd: (bill) => usageMonth(bill, 1),
    ChargePeriodStart: (bill) => bill.time('lineitem/intervalusagestart'),
    ChargePeriodEnd: (bill) => bill.time('lineitem/intervalusageend'),
  },
  measures: {
    // myCost is after discounts and holds the overage; the report knows no upfront fee to spread over use.
    BilledCost: (bill) => only(bill.amount('cost/mycost')),
    EffectiveCost: (bill) => only(bill.amount('cost/mycost')),
    // cost/unitPrice is the tenancy's own price, no list price.
    ListCost: () => [],
    ConsumedQuantity: (bill) => only(bill.amount('usage/billedquantity')),
  },
  excludes: [],
};

/** `reports/cost-csv/*.csv.gz` of a tenancy: UTC, one row a resource, price and hour (research/billing.md 3.7). */
export const format: BillingFormat = {
  id: 'oci-cost-report',
  title: 'OCI cost report',
  signature: SIGNATURE,
  canonical: (name) => name.trim().toLowerCase(),
  recognizes: (columns) => SIGNATURE.filter((name) => columns.has(name.toLowerCase())).length >= 3,
  required: SIGNATURE.slice(1).map((name) => [name]),
  // A file every few hours with the rows of those hours and late ones; a correction is a row of its own.
  delivery: 'adds',
  use: 'claims',
  mapping,
};

/** lineItem/backreferenceNo is filled on rows that correct nothing (506 of 506 in a real report). */
function chargeClass(bill: BillColumns): Sql | null {
  const corrects = bill.text('lineitem/iscorrection');
  return corrects && choose([[`lower(${corrects}) = 'true'`, literal('Correction')]]);
}

/** The report states no billing period; usage is billed by the calendar month in UTC. */
function usageMonth(bill: BillColumns, months: 0 | 1): Time | null {
  const start = bill.time('lineitem/intervalusagestart');
  if (!start) return null;
  const month = `date_trunc('month', ${start.parsed})`;
  return { given: start.given, parsed: months === 0 ? month : `(${month} + INTERVAL 1 MONTH)` };
}
