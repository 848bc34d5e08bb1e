import { type BillColumns, type BillingFormat, type ChargeMapping, only } from '../format.ts';
import { firstOf, type Sql } from '../sql.ts';
import { instanceTypeOfUsage } from './aws-usage-type.ts';

export type FocusVersion = '1.0' | '1.1' | '1.2' | '1.3';

const SIGNATURE = [
  'BilledCost',
  'EffectiveCost',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'BillingPeriodStart',
];
/** Columns that FOCUS had before 1.0 and dropped: their presence is the mark of a preview. */
const PREVIEW = ['chargesubcategory', 'amortizedcost', 'chargetype', 'usagequantity'];

/** Columns that a version brought, newest first (research/billing.md 3.1). */
const MARKS: readonly (readonly [FocusVersion, readonly string[]])[] = [
  ['1.3', ['serviceprovidername', 'hostprovidername', 'contractapplied']],
  ['1.2', ['invoiceid', 'pricingcurrency', 'billingaccounttype', 'subaccounttype']],
  ['1.1', ['skumeter', 'skupricedetails', 'capacityreservationid', 'commitmentdiscountquantity', 'servicesubcategory']],
];

/** The newest version whose columns the header shows; null where it is no FOCUS 1.x. */
export function focusVersion(columns: ReadonlySet<string>): FocusVersion | null {
  const signs = SIGNATURE.filter((name) => columns.has(name.toLowerCase())).length;
  if (signs < 4 || PREVIEW.some((name) => columns.has(name))) return null;
  return MARKS.find(([, marks]) => marks.some((mark) => columns.has(mark)))?.[0] ?? '1.0';
}

export function focusFormat(version: FocusVersion): BillingFormat {
  return {
    id: `focus-${version}`,
    title: `FOCUS ${version}`,
    signature: SIGNATURE,
    canonical: (name) => name.trim().toLowerCase(),
    recognizes: (columns) => focusVersion(columns) === version,
    required: [
      ['BilledCost'],
      ['BillingCurrency'],
      ['BillingPeriodStart'],
      ['BillingPeriodEnd'],
      ['ChargeCategory'],
      ['ChargePeriodStart'],
      ['ChargePeriodEnd'],
      ['ServiceName'],
      ['ProviderName', 'ServiceProviderName'],
    ],
    delivery: 'replaces',
    use: 'claims',
    mapping,
  };
}

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: (bill) =>
      bill.has('serviceprovidername') && bill.has('providername')
        ? firstOf([bill.text('serviceprovidername'), bill.text('providername')])
        : (bill.label('serviceprovidername') ?? bill.label('providername')),
    ServiceName: (bill) => bill.label('servicename'),
    x_ServiceCode: (bill) => bill.label('x_servicecode'),
    RegionId: (bill) => bill.label('regionid'),
    AvailabilityZone: (bill) => bill.label('availabilityzone'),
    ResourceId: (bill) => bill.label('resourceid'),
    x_InstanceType: instanceType,
    ChargeCategory: (bill) => bill.label('chargecategory'),
    ChargeFrequency: (bill) => bill.label('chargefrequency'),
    BillingCurrency: (bill) => bill.label('billingcurrency'),
    ConsumedUnit: (bill) => bill.label('consumedunit'),
    CommitmentDiscountStatus: (bill) => bill.label('commitmentdiscountstatus'),
    CapacityReservationStatus: (bill) => bill.label('capacityreservationstatus'),
    ChargeClass: (bill) => bill.label('chargeclass'),
    ChargeDescription: (bill) => bill.text('chargedescription'),
  },
  times: {
    BillingPeriodStart: (bill) => bill.time('billingperiodstart'),
    BillingPeriodEnd: (bill) => bill.time('billingperiodend'),
    ChargePeriodStart: (bill) => bill.time('chargeperiodstart'),
    ChargePeriodEnd: (bill) => bill.time('chargeperiodend'),
  },
  measures: {
    BilledCost: (bill) => only(bill.amount('billedcost')),
    EffectiveCost: (bill) => only(bill.amount('effectivecost')),
    ListCost: (bill) => only(bill.amount('listcost')),
    ConsumedQuantity: (bill) => only(bill.amount('consumedquantity')),
  },
  excludes: [],
};

/** SkuPriceDetails.InstanceType is FOCUS 1.1; before it, and in AWS exports, only the vendor's own usage type says it. */
function instanceType(bill: BillColumns): Sql | null {
  const usage = bill.label('x_usagetype');
  const stated = [bill.text('x_instancetype'), bill.entry('skupricedetails', 'InstanceType')];
  return firstOf([...stated, usage && instanceTypeOfUsage(usage)]);
}
