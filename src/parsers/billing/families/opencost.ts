import { type BillingFormat, type ChargeMapping, only } from '../format.ts';
import { literal } from '../sql.ts';

/**
 * Shares of the cost of nodes, as OpenCost and Kubecost split it over workloads: at public list prices unless they are
 * reconciled with a bill, and never what anybody was billed (research/billing.md 3.9).
 */
const SHARED = {
  canonical: (name: string) => name.trim().toLowerCase(),
  delivery: 'adds',
  use: 'splitting',
} as const;

/** The answer of the allocation API: `{code, data: [{name: {window, cpuCost, ..., totalCost}}]}`. */
export function allocationFormat(id: string): BillingFormat {
  return {
    ...SHARED,
    id,
    title: 'an allocation answer of OpenCost or Kubecost',
    signature: ['window.start', 'window.end', 'cpuCost', 'gpuHours', 'totalCost'],
    recognizes: (columns) => ['window.start', 'window.end', 'cpucost', 'totalcost'].every((name) => columns.has(name)),
    required: [['window.start'], ['window.end'], ['totalCost']],
    mapping: {
      text: {
        ...NAMELESS,
        // `__idle__` and `__unmounted__` are names too: what no workload used is part of the whole.
        ResourceId: (bill) => bill.text('name'),
        x_InstanceType: () => null,
        ConsumedUnit: (bill) => (bill.has('gpuhours') ? literal('GPU-Hours') : null),
      },
      // The window of the question, not `start` and `end`: those say when the workload ran within it.
      times: periodOf(
        (bill) => bill.time('window.start'),
        (bill) => bill.time('window.end'),
      ),
      measures: {
        BilledCost: () => [],
        EffectiveCost: (bill) => shareOf(bill.amount('totalcost')),
        ListCost: () => [],
        ConsumedQuantity: (bill) => only(bill.amount('gpuhours')),
      },
      excludes: [],
    },
  };
}

/** The CSV that OpenCost exports each day: a row a container and UTC day. */
export function opencostCsvFormat(id: string): BillingFormat {
  return {
    ...SHARED,
    id,
    title: 'the CSV export of OpenCost',
    signature: ['Date', 'Namespace', 'ControllerKind', 'ControllerName', 'Pod', 'Container', 'TotalCost'],
    recognizes: (columns) =>
      ['date', 'namespace', 'controllerkind', 'controllername'].every((name) => columns.has(name)),
    required: [['Date'], ['TotalCost']],
    mapping: {
      text: {
        ...NAMELESS,
        ResourceId: (bill) => {
          const parts = ['namespace', 'pod', 'container'].flatMap((name) => bill.text(name) ?? []);
          return parts.length === 0 ? null : `nullif(concat_ws('/', ${parts.join(', ')}), '')`;
        },
        x_InstanceType: () => null,
        ConsumedUnit: () => null,
      },
      times: periodOf(
        (bill) => bill.time('date'),
        (bill) => {
          const day = bill.time('date');
          return day && { given: day.given, parsed: `${day.parsed} + INTERVAL 1 DAY` };
        },
      ),
      measures: {
        BilledCost: () => [],
        EffectiveCost: (bill) => shareOf(bill.amount('totalcost')),
        ListCost: () => [],
        ConsumedQuantity: () => [],
      },
      excludes: [],
    },
  };
}

/** Which vendor, service and region a node belongs to, the answer does not say. */
const NAMELESS = {
  ServiceProviderName: () => null,
  ServiceName: () => literal('Kubernetes allocation'),
  x_ServiceCode: () => null,
  RegionId: () => null,
  AvailabilityZone: () => null,
  ChargeCategory: () => literal('Usage'),
  ChargeFrequency: () => null,
  BillingCurrency: () => null,
} satisfies Partial<ChargeMapping['text']>;

type TimeMapping = ChargeMapping['times']['ChargePeriodStart'];

function periodOf(begin: TimeMapping, end: TimeMapping): ChargeMapping['times'] {
  return {
    BillingPeriodStart: () => null,
    BillingPeriodEnd: () => null,
    ChargePeriodStart: begin,
    ChargePeriodEnd: end,
  };
}

function shareOf(amount: Parameters<typeof only>[0]) {
  return only(amount && { ...amount, quality: 'derived' });
}
