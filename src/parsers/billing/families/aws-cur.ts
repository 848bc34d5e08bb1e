import { type BillColumns, type BillingFormat, type ChargeMapping, only, type Term } from '../format.ts';
import { anyOf, choose, firstOf, literal, type Sql } from '../sql.ts';
import { DISCOUNT_ROWS, discountProbes, netOr } from './aws-discounts.ts';
import { instanceTypeOfUsage, isBlockFee, isIdleUsage, isSupport, usedOrUnused } from './aws-usage-type.ts';

const SIGNATURE = [
  'line_item_usage_start_date',
  'line_item_usage_end_date',
  'line_item_unblended_cost',
  'line_item_product_code',
];

/** Flat product columns that CUR 2.0 keeps, or that tools unpack from its `product` map. */
const ALSO_IN_CUR_2 =
  /^product_(product_name|comment|fee_code|fee_description|(from|to)_(location|location_type|region_code)|instance_(family|type|sku)|instancesku|location|location_type|operation|pricing_unit|product_family|region_code|servicecode|sku|usagetype)$/;

export function isCur(columns: ReadonlySet<string>): boolean {
  return SIGNATURE.filter((name) => columns.has(name)).length >= 3;
}

/** The legacy report has slashes in CSV, and in Parquet a flat column for every product attribute. */
export function isLegacyCur(columns: ReadonlySet<string>, names: readonly string[]): boolean {
  if (names.some((name) => name.startsWith('lineItem/'))) return true;
  if (['product', 'resource_tags', 'cost_category', 'discount'].some((map) => columns.has(map))) return false;
  return [...columns].some((column) => column.startsWith('product_') && !ALSO_IN_CUR_2.test(column));
}

/**
 * One spelling for both of CUR's: `lineItem/UnblendedCost` and the Athena name `line_item_unblended_cost`, where every
 * capital begins a word (`reservation/ReservationARN` is `reservation_reservation_a_r_n`).
 */
export function canonicalCurName(name: string): string {
  const trimmed = name.trim();
  if (!trimmed.includes('/')) return trimmed.toLowerCase();
  const words = trimmed.split('/').map((part) => part.replace(/(?<=.)[A-Z]/g, '_$&'));
  return words.join('_').toLowerCase();
}

export function curFormat(
  id: string,
  title: string,
  signature: readonly string[],
  recognizes: BillingFormat['recognizes'],
): BillingFormat {
  const required = signature.map((name) => [name]);
  return {
    id,
    title,
    signature,
    canonical: canonicalCurName,
    recognizes,
    required,
    delivery: 'replaces',
    use: 'claims',
    probes: discountProbes,
    mapping,
  };
}

/** LineItemType to FOCUS category and frequency (research/billing.md 3.2). `Fee` is one-time. Lower case. */
const LINE_ITEMS: readonly (readonly [category: string, frequency: string | null, types: readonly string[]])[] = [
  ['Usage', 'Usage-Based', ['usage', 'discountedusage', 'savingsplancoveredusage', 'savingsplannegation']],
  ['Usage', 'Usage-Based', DISCOUNT_ROWS],
  ['Purchase', 'Recurring', ['rifee', 'savingsplanrecurringfee', 'flatratesubscription']],
  ['Purchase', 'One-Time', ['fee', 'savingsplanupfrontfee']],
  ['Tax', null, ['tax']],
  ['Credit', null, ['credit']],
  // A refund takes back a charge; FOCUS keeps the word Credit for what is granted.
  ['Adjustment', null, ['refund']],
];

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: () => literal('AWS'),
    ServiceName: (bill) =>
      firstOf([
        bill.text('product_product_name'),
        bill.entry('product', 'product_name'),
        bill.text('line_item_product_code'),
      ]),
    x_ServiceCode: (bill) => bill.text('line_item_product_code'),
    RegionId: (bill) =>
      firstOf([
        bill.text('product_region_code'),
        bill.text('product_region'),
        bill.entry('product', 'region'),
        regionOfZone(bill.text('line_item_availability_zone')),
      ]),
    AvailabilityZone: (bill) => bill.text('line_item_availability_zone'),
    ResourceId: (bill) => bill.text('line_item_resource_id'),
    x_InstanceType: (bill) => {
      const usage = bill.text('line_item_usage_type');
      const stated = [bill.text('product_instance_type'), bill.entry('product', 'instance_type')];
      return firstOf([...stated, usage && instanceTypeOfUsage(usage)]);
    },
    ChargeCategory: (bill) => byLineItem(bill, ([category]) => category, literal('Unknown')),
    ChargeFrequency: (bill) => byLineItem(bill, ([, frequency]) => frequency, 'NULL'),
    BillingCurrency: (bill) => bill.text('line_item_currency_code'),
    ConsumedUnit: (bill) => bill.text('pricing_unit'),
    x_Nature: nature,
    CommitmentDiscountStatus: commitmentStatus,
    CapacityReservationStatus: reservationStatus,
    ChargeDescription: (bill) => bill.text('line_item_line_item_description'),
  },
  times: {
    BillingPeriodStart: (bill) => bill.time('bill_billing_period_start_date') ?? usageMonth(bill, 0),
    BillingPeriodEnd: (bill) => bill.time('bill_billing_period_end_date') ?? usageMonth(bill, 1),
    ChargePeriodStart: (bill) => bill.time('line_item_usage_start_date'),
    ChargePeriodEnd: (bill) => bill.time('line_item_usage_end_date'),
  },
  measures: {
    BilledCost: (bill) => only(netOr(bill, 'line_item_net_unblended_cost', 'line_item_unblended_cost')),
    EffectiveCost: effectiveCost,
    ListCost: (bill) => only(bill.amount('pricing_public_on_demand_cost')),
    ConsumedQuantity: (bill) => only(bill.amount('line_item_usage_amount')),
  },
  excludes: [
    {
      // The parent row carries the whole cost; children of split cost allocation repeat it in parts.
      reason: 'split-cost-child',
      when: (bill) => {
        const parent = bill.text('split_line_item_parent_resource_id');
        return parent && `${parent} IS NOT NULL`;
      },
    },
  ],
};

/**
 * What a line costs when commitments are spread over their use (research/billing.md 3.2). Without the line item type
 * nothing tells a covered hour from another one, and the effective cost stays unknown.
 */
function effectiveCost(bill: BillColumns): readonly Term[] {
  const type = bill.text('line_item_line_item_type');
  if (!type) return [];
  const column = (name: string) => bill.text(name) ?? 'NULL';
  const net = (netName: string, name: string) => netOr(bill, netName, name)?.sql ?? 'NULL';
  const is = (...types: string[]) => `lower(${type}) IN (${types.map(literal).join(', ')})`;
  const unblended = net('line_item_net_unblended_cost', 'line_item_unblended_cost');
  const known = LINE_ITEMS.flatMap(([, , types]) => types);
  const main = choose([
    [is('discountedusage'), net('reservation_net_effective_cost', 'reservation_effective_cost')],
    [
      is('savingsplancoveredusage'),
      net('savings_plan_net_savings_plan_effective_cost', 'savings_plan_savings_plan_effective_cost'),
    ],
    [is('savingsplannegation'), "'0'"],
    [
      is('rifee'),
      net(
        'reservation_net_unused_amortized_upfront_fee_for_billing_period',
        'reservation_unused_amortized_upfront_fee_for_billing_period',
      ),
    ],
    // There is no net column of the unused commitment: with discounts in columns it stays unknown.
    [
      is('savingsplanrecurringfee'),
      bill.fact('discounts') === 'columns' ? 'NULL' : column('savings_plan_total_commitment_to_date'),
    ],
    [`${is('fee', 'savingsplanupfrontfee')} AND ${ofCommitment(bill)}`, "'0'"],
    [is(...known), unblended],
  ]);
  const fee = is('rifee');
  const commitment = is('savingsplanrecurringfee');
  return [
    { sign: 1, amount: { sql: main, kind: 'text' } },
    {
      sign: 1,
      applies: fee,
      amount: onlyWhere(fee, net('reservation_net_unused_recurring_fee', 'reservation_unused_recurring_fee')),
    },
    { sign: -1, applies: commitment, amount: onlyWhere(commitment, column('savings_plan_used_commitment')) },
  ];
}

function onlyWhere(condition: Sql, text: Sql): Term['amount'] {
  return { sql: choose([[condition, text]]), kind: 'text' };
}

function ofCommitment(bill: BillColumns): Sql {
  const ids = [bill.text('reservation_reservation_a_r_n'), bill.text('savings_plan_savings_plan_a_r_n')];
  return anyOf(ids.filter((id) => id !== null).map((id) => `${id} IS NOT NULL`));
}

function byLineItem(bill: BillColumns, pick: (row: (typeof LINE_ITEMS)[number]) => string | null, otherwise: Sql): Sql {
  const type = bill.text('line_item_line_item_type');
  if (!type) return otherwise;
  const branches = LINE_ITEMS.map((row) => {
    const value = pick(row);
    return [`lower(${type}) IN (${row[2].map(literal).join(', ')})`, value === null ? 'NULL' : literal(value)] as const;
  });
  return choose(branches, otherwise);
}

/** A CUR billing period is a calendar month in UTC; an export that leaves it out still has the usage date. */
function usageMonth(bill: BillColumns, months: 0 | 1) {
  const start = bill.time('line_item_usage_start_date');
  if (!start) return null;
  const month = `date_trunc('month', ${start.parsed})`;
  return { given: start.given, parsed: months === 0 ? month : `${month} + INTERVAL 1 MONTH` };
}

/** `us-east-1a` lies in `us-east-1`, the local zone `us-east-1-bos-1a` too. */
function regionOfZone(zone: Sql | null): Sql | null {
  return zone && `nullif(regexp_extract(${zone}, '^[a-z]{2}(-[a-z]{2,12}){1,2}-[0-9]'), '')`;
}

/**
 * Bought from a third party (`bill/BillingEntity`), a support plan, or the fee of a Capacity Block.
 */
function nature(bill: BillColumns): Sql {
  const entity = bill.text('bill_billing_entity');
  const code = bill.text('line_item_product_code');
  const usage = bill.text('line_item_usage_type');
  return choose([
    ...(entity ? [[`${entity} = 'AWS Marketplace'`, literal('marketplace')] as const] : []),
    ...(code ? [[isSupport(code), literal('support')] as const] : []),
    ...(usage ? [[isBlockFee(usage), literal('capacity-block')] as const] : []),
  ]);
}

function commitmentStatus(bill: BillColumns): Sql | null {
  const type = bill.text('line_item_line_item_type');
  return type && `CASE WHEN lower(${type}) IN ('discountedusage', 'savingsplancoveredusage') THEN 'Used' END`;
}

/** CUR 2.0 states it since November 2025; before, an idle reservation shows in the usage type alone. */
function reservationStatus(bill: BillColumns): Sql | null {
  const stated = bill.text('capacity_reservation_capacity_reservation_status');
  const usage = bill.text('line_item_usage_type');
  return firstOf([stated && usedOrUnused(stated), usage && choose([[isIdleUsage(usage), literal('Unused')]])]);
}
