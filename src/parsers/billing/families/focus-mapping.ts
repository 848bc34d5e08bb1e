import { readDate } from '../dates.ts';
import { type BillColumns, type ChargeMapping, only, type Time } from '../format.ts';
import { choose, firstOf, literal, type Sql } from '../sql.ts';
import { instanceTypeOfUsage, isBlockFee, isIdleUsage, isSupport, usedOrUnused } from './aws-usage-type.ts';
import { azureInstanceType, azureReservationStatus, isMarketplace, unlessUnknownZero } from './focus-azure.ts';
import { halfOpenMonthEnd, isSoldByOthers } from './focus-gcp.ts';
import { type FocusFlavor, focusFlavor } from './focus-header.ts';
import { ociShapeFamily } from './oci-description.ts';

/**
 * FOCUS to FOCUS: names that changed with the versions, and what vendors write otherwise. Discounts are in BilledCost
 * already (x_Discounts of AWS, x_Credits of Google only take them apart), so no column is ever added to it.
 */
export const focusMapping: ChargeMapping = {
  text: {
    ServiceProviderName: provider,
    ServiceName: (bill) => bill.label('servicename'),
    x_ServiceCode: (bill) => bill.label('x_servicecode') ?? bill.label('x_serviceid'),
    RegionId: region,
    AvailabilityZone: zone,
    ResourceId: (bill) => bill.label('resourceid'),
    x_InstanceType: instanceType,
    ChargeCategory: category,
    ChargeFrequency: (bill) => bill.label('chargefrequency'),
    BillingCurrency: (bill) => bill.label('billingcurrency'),
    ConsumedUnit: (bill) => bill.label('consumedunit') ?? bill.label('usageunit'),
    x_Nature: nature,
    CommitmentDiscountStatus: commitmentStatus,
    CapacityReservationStatus: reservationStatus,
    ChargeClass: chargeClass,
    x_AdjustmentType: (bill) => bill.label('chargesubcategory'),
    ChargeDescription: (bill) => bill.text('chargedescription'),
  },
  times: {
    BillingPeriodStart: (bill) => timeOf(bill, 'billingperiodstart'),
    BillingPeriodEnd: (bill) => billingEnd(bill, timeOf(bill, 'billingperiodend')),
    ChargePeriodStart: (bill) => timeOf(bill, 'chargeperiodstart'),
    ChargePeriodEnd: (bill) => timeOf(bill, 'chargeperiodend'),
  },
  measures: {
    BilledCost: (bill) => only(bill.amount('billedcost')),
    EffectiveCost: (bill) => only(bill.amount('effectivecost', 'amortizedcost')),
    ListCost: (bill) => only(unlessUnknownZero(bill.amount('listcost'), provider(bill), flavorOf(bill))),
    ConsumedQuantity: (bill) => only(bill.amount('consumedquantity', 'usagequantity')),
  },
  excludes: [],
};

/** Where the probes found dates such as 5/1/25, all times are read in their order. */
function timeOf(bill: BillColumns, column: string): Time | null {
  return bill.fact('dates_by_field') === null ? bill.time(column) : readDate(bill, column);
}

function flavorOf(bill: BillColumns): FocusFlavor {
  return focusFlavor((column) => bill.has(column));
}

/** ServiceProviderName since 1.3; Oracle writes Provider. */
function provider(bill: BillColumns): Sql | null {
  if (bill.has('serviceprovidername') && bill.has('providername'))
    return firstOf([bill.text('serviceprovidername'), bill.text('providername')]);
  return bill.label('serviceprovidername') ?? bill.label('providername') ?? bill.label('provider');
}

/** Region before 1.0. The 1.0 sample of the FinOps Foundation has Oracle's region ids under RegionName alone. */
function region(bill: BillColumns): Sql | null {
  const id = bill.label('regionid') ?? bill.label('region');
  const name = bill.text('regionname');
  if (flavorOf(bill) !== 'any' || !name || !id) return id;
  const idInName = choose([[`regexp_full_match(${name}, '[a-z]+(-[a-z]+)+-[0-9]+')`, name]]);
  return firstOf([bill.text('regionid') ?? bill.text('region'), idInName]);
}

/** The same sample has prices in the AvailabilityZone of Microsoft rows; no zone has a decimal point. */
function zone(bill: BillColumns): Sql | null {
  const given = bill.label('availabilityzone');
  return given && flavorOf(bill) === 'any' ? choose([[`contains(${given}, '.')`, 'NULL']], given) : given;
}

/** Before 1.0 a credit was an Adjustment of the subcategory Credit. */
function category(bill: BillColumns): Sql | null {
  const given = bill.label('chargecategory') ?? bill.label('chargetype');
  const finer = bill.label('chargesubcategory');
  if (!given || !finer) return given;
  return choose([[`lower(${given}) = 'adjustment' AND lower(${finer}) = 'credit'`, literal('Credit')]], given);
}

/** SkuPriceDetails.InstanceType is FOCUS 1.1; before it, and in AWS exports, only the vendor's own usage type says it. */
function instanceType(bill: BillColumns): Sql | null {
  const flavor = flavorOf(bill);
  const usage = bill.label('x_usagetype') ?? (flavor === 'aws' ? bill.label('skumeter') : null);
  const description = flavor === 'oci' ? bill.text('chargedescription') : null;
  return firstOf([
    bill.text('x_instancetype'),
    bill.entry('skupricedetails', 'InstanceType'),
    ...(flavor === 'aws' ? [] : azureInstanceType(bill)),
    usage && instanceTypeOfUsage(usage),
    description && ociShapeFamily(description),
  ]);
}

/** Only what a column states. ProviderName and InvoiceIssuerName of AWS differ on AWS's own services: they say nothing. */
function nature(bill: BillColumns): Sql | null {
  const code = bill.label('x_servicecode');
  const usage = bill.label('x_usagetype');
  const others = [isMarketplace(bill), flavorOf(bill) === 'gcp' ? isSoldByOthers(bill) : null];
  const branches = [
    ...others.flatMap((test) => (test ? [[test, literal('marketplace')] as const] : [])),
    ...(code ? [[isSupport(code), literal('support')] as const] : []),
    ...(usage ? [[isBlockFee(usage), literal('capacity-block')] as const] : []),
  ];
  return branches.length === 0 ? null : choose(branches);
}

function commitmentStatus(bill: BillColumns): Sql | null {
  const stated = bill.label('commitmentdiscountstatus');
  if (stated) return usedOrUnused(stated);
  const finer = bill.label('chargesubcategory');
  return finer && `CASE lower(${finer}) WHEN 'used commitment' THEN 'Used' WHEN 'unused commitment' THEN 'Unused' END`;
}

/** The column is FOCUS 1.1; an idle reservation of AWS shows in the usage type of 1.0 as well. */
function reservationStatus(bill: BillColumns): Sql | null {
  const stated = bill.label('capacityreservationstatus');
  const usage = bill.label('x_usagetype');
  return firstOf([
    stated && usedOrUnused(stated),
    azureReservationStatus(bill),
    usage && choose([[isIdleUsage(usage), literal('Unused')]]),
  ]);
}

/** Google's public view writes `correction` on every adjustment, a credit too; FOCUS means corrections of invoiced months. */
function chargeClass(bill: BillColumns): Sql | null {
  const given = bill.label('chargeclass');
  return given && flavorOf(bill) === 'gcp' ? `nullif(${given}, 'correction')` : given;
}

function billingEnd(bill: BillColumns, end: Time | null): Time | null {
  return end && flavorOf(bill) === 'gcp' ? halfOpenMonthEnd(end) : end;
}
