import { groupIncidents } from '../../../src/engine/incidents.ts';
import { assessOverspend } from '../../../src/engine/overspend/assess-overspend.ts';
import type { RunLoss } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import type { BillFile, Charge } from '../../../src/engine/records/charge.ts';
import type { Outage } from '../../../src/engine/records/outage.ts';
import type { Overspend } from '../../../src/engine/records/overspend.ts';
import { decimal, toText } from '../../../src/engine/values/exact.ts';
import { EXACT_COSTS, PLAIN } from '../plain-records.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, October 20, 2025, 07:00Z: the first clock hour of the incident below. */
export const FIRST = Date.parse('2025-10-20T07:00:00Z');

/** 07:20 to 09:40, so that it touches the clock hours 07, 08 and 09. */
export const OUTAGE: Outage = {
  id: 'log#1',
  vendor: 'aws',
  ref: 'made-up',
  title: 'made up',
  services: ['EC2'],
  scope: { level: 'region', id: 'us-east-1' },
  begin: FIRST + HOUR / 3,
  end: FIRST + 2 * HOUR + (2 * HOUR) / 3,
  beginBasis: 'structured',
  endBasis: 'structured',
  kind: 'down',
  source: 'vendor-declared',
  acknowledgedAt: null,
  cause: null,
  origin: { file: 'log' },
};

/** A row of usage of one clock hour, `hour` hours after {@link FIRST}. */
export function row(
  service: string,
  region: string | null,
  hour: number,
  cost: string,
  parts: Partial<Charge> = {},
): Charge {
  const begin = FIRST + hour * HOUR;
  return {
    x_SourceFile: 'bill.csv',
    x_Vendor: 'aws',
    ServiceProviderName: 'AWS',
    ServiceName: service,
    x_ServiceCode: service,
    RegionId: region,
    AvailabilityZone: null,
    ResourceId: null,
    x_InstanceType: null,
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    billingPeriod: null,
    chargePeriod: { begin, end: begin + HOUR },
    BillingCurrency: 'USD',
    BilledCost: decimal(cost),
    EffectiveCost: decimal(cost),
    ListCost: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
    ...PLAIN,
    rows: 1,
    ...parts,
  };
}

/** Rows of the three clock hours of the incident, and of the same hours on each day before: nearest day first. */
export function week(
  service: string,
  region: string | null,
  incident: readonly string[],
  before: readonly (readonly string[])[],
) {
  const day = (costs: readonly string[], back: number) =>
    costs.map((cost, hour) => row(service, region, hour - back * 24, cost));
  return [...day(incident, 0), ...before.flatMap((costs, nth) => day(costs, nth + 1))];
}

export const file: BillFile = {
  file: 'bill.csv',
  format: 'made-up',
  use: 'claims',
  rows: { read: 1, used: 1, excluded: [], rejected: [] },
  totals: { billed: null, effective: null, list: null },
  ...EXACT_COSTS,
  currency: 'USD',
  period: null,
  dataCompleteTo: null,
  vendors: ['aws'],
  services: [],
};

export function recordsOf(
  charges: readonly Charge[],
  parts: Partial<CaseRecords> = {},
  outages = [OUTAGE],
): CaseRecords {
  return {
    name: 'made up',
    asOf: FIRST + 10 * DAY,
    currency: 'USD',
    bill: { files: [file], charges },
    outages: { outages, coverage: [] },
    contracts: [],
    runs: [],
    zones: [],
    readings: {},
    otherLosses: [],
    ...parts,
  };
}

export function overspendOf(records: CaseRecords, losses: readonly RunLoss[] = []): Overspend[] {
  return assessOverspend(groupIncidents(records), records, losses);
}

/** The first incident's sums and lines as text. */
export function shown([spend]: readonly Overspend[]) {
  if (!spend) throw new Error('no incident was looked at');
  const text = (figure: Overspend['net']) => (figure.value === null ? figure.formula : toText(figure.value));
  return {
    more: text(spend.more),
    less: text(spend.less),
    net: text(spend.net),
    days: spend.days,
    lines: Object.fromEntries(
      spend.lines.map((line) => [line.id, `${text(line.cost)} − ${text(line.usual)} = ${text(line.excess)}`]),
    ),
  };
}
