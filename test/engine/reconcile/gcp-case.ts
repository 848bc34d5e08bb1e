import { assess } from '../../../src/engine/assess.ts';
import { reconcile } from '../../../src/engine/reconcile/reconcile.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import type { Reconciliation, StatedReceipts } from '../../../src/engine/records/reconciliation.ts';
import type { Terms } from '../../../src/engine/records/terms.ts';
import { decimal } from '../../../src/engine/values/exact.ts';
import { at, contractOf, outage, recordsOf, termsOf } from '../library.ts';
import { PLAIN } from '../plain-records.ts';

/** A made-up VM of 1,000 USD a month that is down for 55 minutes in July 2025: 99.877 %, so 10 % of it, 100 USD. */

export const gcp = termsOf('gcp/compute-engine');

/** One row of a bill. */
export function row(month: string, billed: string, parts: Partial<Charge> = {}): Charge {
  const begin = at(`${month}-01T00:00:00Z`);
  const end = new Date(begin);
  end.setUTCMonth(end.getUTCMonth() + 1);
  const period = { begin, end: end.getTime() };
  return {
    x_SourceFile: 'bill.csv',
    x_Vendor: 'gcp',
    ServiceProviderName: 'Google Cloud',
    ServiceName: 'Compute Engine',
    x_ServiceCode: '6F81-5844-456A',
    RegionId: 'us-central1',
    AvailabilityZone: 'us-central1-a',
    ResourceId: 'vm-1',
    x_InstanceType: null,
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    billingPeriod: period,
    chargePeriod: period,
    BillingCurrency: 'USD',
    BilledCost: decimal(billed),
    EffectiveCost: decimal(billed),
    ListCost: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
    ...PLAIN,
    rows: 1,
    ...parts,
  };
}

/** A row by which Google grants something: its type says what. */
export function granted(month: string, billed: string, parts: Partial<Charge> = {}): Charge {
  return row(month, billed, {
    ResourceId: null,
    AvailabilityZone: null,
    RegionId: null,
    ChargeCategory: 'Adjustment',
    x_AdjustmentType: 'SLA_VIOLATION',
    ChargeDescription: 'made up',
    ...parts,
  });
}

/** Bills of July to November, so that every month in which a credit may stand is there. */
export const usage = ['2025-07', '2025-08', '2025-09', '2025-10', '2025-11'].map((month) => row(month, '1000'));

export const down = (month = '07') =>
  outage({
    id: `down-${month}`,
    vendor: 'gcp',
    services: ['gcp/compute-engine'],
    scope: { level: 'resource', id: 'vm-1', region: 'us-central1', zone: 'us-central1-a' },
    begin: at(`2025-${month}-10T09:00:00Z`),
    end: at(`2025-${month}-10T09:55:00Z`),
  });

const READINGS = {
  evidence: 'declared',
  month_zone: 'UTC',
  minute_alignment: 'elapsed',
  exclusions_applied: 'before_run_test',
  base_basis: 'billed',
};

interface Parts extends Partial<CaseRecords> {
  readonly charges?: Charge[];
  readonly logged?: ReturnType<typeof down>[];
  readonly terms?: Terms;
  readonly stated?: Partial<StatedReceipts>;
}

export function reconciled({
  charges = usage,
  logged = [down()],
  terms = gcp,
  stated,
  ...rest
}: Parts): Reconciliation {
  const attributes = { network_tier: 'premium', machine_family: 'general-purpose' };
  const records = recordsOf({
    charges,
    logged,
    contracts: [contractOf(terms, { attributes })],
    readings: READINGS,
    asOf: at('2025-12-01T00:00:00Z'),
    ...rest,
  });
  return reconcile(records, assess(records), { invoices: [], credits: [], ...stated });
}
