import { type Amount, type BillColumns, type BillingFormat, only, type Time } from '../format.ts';
import { choose, literal, type Sql } from '../sql.ts';
import { readTime } from '../times.ts';

const SIGNATURE = ['product', 'group_description', 'hours', 'start', 'end', 'USD'];

/**
 * The CSV of an invoice, `doctl invoice csv` (the example of DigitalOcean's API reference for
 * `/v2/customers/my/invoices/{uuid}/csv`): a row a resource and month, with hours and no resource id.
 */
export const format: BillingFormat = {
  id: 'digitalocean-invoice',
  title: 'DigitalOcean invoice (CSV)',
  signature: SIGNATURE,
  canonical: (name) => name.trim().toLowerCase(),
  recognizes: (columns) => SIGNATURE.filter((name) => columns.has(name.toLowerCase())).length >= 5,
  required: [['product'], ['start'], ['end'], ['USD']],
  delivery: 'replaces',
  use: 'claims',
  mapping: {
    text: {
      ServiceProviderName: () => literal('DigitalOcean'),
      ServiceName: (bill) => bill.text('product'),
      x_ServiceCode: () => null,
      RegionId: () => null,
      AvailabilityZone: () => null,
      ResourceId: () => null,
      x_InstanceType: sizeOfDroplet,
      ChargeCategory: (bill) => choose([[`${bill.text('product')} = 'Taxes'`, literal('Tax')]], literal('Usage')),
      ChargeFrequency: () => null,
      BillingCurrency: () => literal('USD'),
      ConsumedUnit: () => literal('Hours'),
      ChargeDescription: (bill) => bill.text('description'),
    },
    times: {
      BillingPeriodStart: (bill) => monthOf(bill, 0),
      BillingPeriodEnd: (bill) => monthOf(bill, 1),
      ChargePeriodStart: (bill) => stamp(bill, 'start'),
      ChargePeriodEnd: (bill) => stamp(bill, 'end'),
    },
    measures: {
      BilledCost: (bill) => only(dollars(bill)),
      EffectiveCost: (bill) => only(dollars(bill)),
      ListCost: () => [],
      ConsumedQuantity: (bill) => only(bill.amount('hours')),
    },
    excludes: [],
  },
};

/** `$12.00`. */
function dollars(bill: BillColumns): Amount | null {
  const cost = bill.amount('usd');
  return cost && { ...cost, kind: 'text', sql: `replace(CAST(${cost.sql} AS VARCHAR), '$', '')` };
}

/** `2020-07-01 00:00:00 +0000`. */
function stamp(bill: BillColumns, column: string): Time | null {
  const given = bill.text(column);
  return given === null ? null : { given, parsed: readTime(`replace(${given}, ' +0000', 'Z')`).parsed };
}

function monthOf(bill: BillColumns, months: 0 | 1): Time | null {
  const start = stamp(bill, 'start');
  return start && { ...start, parsed: `date_trunc('month', ${start.parsed}) + INTERVAL ${months} MONTH` };
}

/** `my-droplet (gpu-h100x8-640gb)`. */
function sizeOfDroplet(bill: BillColumns): Sql | null {
  const description = bill.text('description');
  return description && `nullif(regexp_extract(${description}, '[(]([a-z0-9-]+)[)]$', 1), '')`;
}
