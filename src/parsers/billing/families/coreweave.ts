import { type BillingFormat, type ChargeMapping, only } from '../format.ts';
import { firstOf, literal } from '../sql.ts';

const COSTS = ['billedcost', 'effectivecost', 'listcost', 'contractedcost'];
/** Columns of CoreWeave's own in its FOCUS export. */
const OWN = ['x_capacityplan', 'x_clusterid', 'x_clustername', 'x_productfamily'];
const SIGNATURE = ['ChargePeriodStart', 'ChargePeriodEnd', 'SkuId', 'PricingQuantity', 'PricingUnit'];

/**
 * CoreWeave's FOCUS export in public preview: FOCUS 1.2 by the hour, quantities without any cost
 * (docs.coreweave.com/billing/focus-export-api). One row an hour, place, cluster and SKU, or one an hour, SKU and
 * capacity plan: the two views hold the same usage. It comes in pages of at most 1,000 rows, and every page counts.
 */
export function coreweaveFormat(id: string): BillingFormat {
  return {
    id,
    title: 'FOCUS usage without cost (CoreWeave)',
    signature: SIGNATURE,
    canonical: (name) => name.trim().toLowerCase(),
    recognizes: (columns) => {
      const has = (name: string) => columns.has(name);
      const isUsage = ['chargeperiodstart', 'chargeperiodend', 'skuid'].every(has) && !COSTS.some(has);
      return isUsage && (has('providername') || has('serviceprovidername') || OWN.some(has));
    },
    required: [
      ['ChargePeriodStart'],
      ['ChargePeriodEnd'],
      ['SkuId'],
      ['PricingQuantity', 'ConsumedQuantity'],
      ['PricingUnit', 'ConsumedUnit'],
    ],
    delivery: 'adds',
    use: 'usage',
    mapping,
  };
}

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: (bill) =>
      firstOf([bill.text('serviceprovidername'), bill.text('providername'), literal('CoreWeave')]),
    ServiceName: (bill) => firstOf([bill.text('servicename'), bill.text('x_productfamily')]),
    x_ServiceCode: (bill) => bill.text('x_productfamily'),
    RegionId: (bill) => bill.text('regionid'),
    AvailabilityZone: (bill) => bill.text('availabilityzone'),
    // There are no rows of single nodes: the cluster is the finest thing the export names.
    ResourceId: (bill) => firstOf([bill.text('resourceid'), bill.text('x_clusterid')]),
    // SKUs of compute are instance types: gd-8xh100ib-i128.
    x_InstanceType: (bill) => bill.text('skuid'),
    ChargeCategory: (bill) => firstOf([bill.text('chargecategory'), literal('Usage')]),
    ChargeFrequency: (bill) => bill.text('chargefrequency'),
    BillingCurrency: (bill) => bill.text('billingcurrency'),
    ConsumedUnit: (bill) => bill.text('pricingunit', 'consumedunit'),
  },
  times: {
    BillingPeriodStart: (bill) => bill.time('billingperiodstart'),
    BillingPeriodEnd: (bill) => bill.time('billingperiodend'),
    ChargePeriodStart: (bill) => bill.time('chargeperiodstart'),
    ChargePeriodEnd: (bill) => bill.time('chargeperiodend'),
  },
  measures: {
    BilledCost: () => [],
    EffectiveCost: () => [],
    ListCost: () => [],
    // What a price is per. Where both quantities are there, the unit is taken from the same pair.
    ConsumedQuantity: (bill) => only(bill.amount(bill.has('pricingunit') ? 'pricingquantity' : 'consumedquantity')),
  },
  excludes: [],
};
