import { type BillColumns, type BillingFormat, type ChargeMapping, only, type Term, type Time } from '../format.ts';
import { allOf, choose, firstOf, literal, type Sql } from '../sql.ts';
import { canonicalGcpName, isGcpExport, namesResources } from './gcp-columns.ts';
import { creditTerms, judgeCredits, probeCredits, unreadableCredits } from './gcp-credits.ts';
import { machineSpec, reservationStatus } from './gcp-labels.ts';

/** Where Google's invoice months begin and end, in summer and winter time (research/billing.md 3.6). */
const INVOICE_ZONE = 'America/Los_Angeles';
const COMMITMENTS = 'commitment-fees';

export function gcpFormat(id: string, title: string, detailed: boolean): BillingFormat {
  return {
    id,
    title,
    signature: [
      'usage_start_time',
      'service.description',
      'sku.description',
      'cost',
      'credits',
      'invoice.month',
    ].concat(detailed ? ['resource.name'] : []),
    canonical: canonicalGcpName,
    recognizes: (columns) => isGcpExport(columns) && namesResources(columns) === detailed,
    required: [
      ['usage_start_time'],
      ['usage_end_time'],
      ['service.description'],
      ['sku.description'],
      ['cost'],
      ['currency'],
      ['credits', 'credits.amount'],
      ['cost_type'],
      ['invoice.month'],
    ],
    delivery: 'adds',
    use: 'claims',
    probes: (bill, header) => {
      const fee = isCommitmentFee(bill);
      return { ...probeCredits(bill, header), ...(fee ? { [COMMITMENTS]: `count_if(${fee})` } : {}) };
    },
    judge: (facts) => [...judgeCredits(facts), ...judgeCommitments(facts)],
    mapping,
  };
}

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: () => literal('Google Cloud'),
    ServiceName: (bill) => firstOf([bill.text('service.description'), bill.text('service.id')]),
    x_ServiceCode: (bill) => bill.text('service.id'),
    RegionId: (bill) => firstOf([bill.text('location.region'), regionOfLocation(bill)]),
    AvailabilityZone: (bill) => bill.text('location.zone'),
    ResourceId: (bill) => firstOf([bill.text('resource.global_name'), bill.text('resource.name')]),
    x_InstanceType: machineSpec,
    ChargeCategory: chargeCategory,
    ChargeFrequency: (bill) =>
      choose([
        [`${chargeCategory(bill)} = 'Usage'`, literal('Usage-Based')],
        [`${chargeCategory(bill)} = 'Purchase'`, literal('Recurring')],
      ]),
    BillingCurrency: (bill) => bill.text('currency'),
    ConsumedUnit: consumedUnit,
    x_Nature: chargeNature,
    CapacityReservationStatus: reservationStatus,
    ChargeClass: (bill) => {
      const type = bill.text('adjustment_info.type');
      return type && choose([[`ends_with(${type}, '_CORRECTION')`, literal('Correction')]]);
    },
    x_AdjustmentType: (bill) => bill.text('adjustment_info.type'),
    ChargeDescription: (bill) => {
      const parts = [bill.text('sku.description'), bill.text('adjustment_info.description')];
      return `concat_ws('; ', ${parts.map((part) => part ?? 'NULL').join(', ')})`;
    },
  },
  times: {
    BillingPeriodStart: (bill) => invoiceMonth(bill, 0),
    BillingPeriodEnd: (bill) => invoiceMonth(bill, 1),
    ChargePeriodStart: (bill) => bill.time('usage_start_time'),
    ChargePeriodEnd: (bill) => bill.time('usage_end_time'),
  },
  measures: {
    BilledCost: netCost,
    EffectiveCost: netCost,
    ListCost: (bill) => only(bill.amount('cost_at_list')),
    ConsumedQuantity: consumedQuantity,
  },
  excludes: [],
  rejects: [unreadableCredits],
};

/** Discounts stand in the credits, and so do commitments that cover the row: `cost` alone overstates. */
function netCost(bill: BillColumns): readonly Term[] {
  const cost = bill.amount('cost');
  return cost ? [{ sign: 1, amount: { ...cost, quality: 'derived' } }, ...creditTerms(bill)] : [];
}

/** `202504` as the Pacific month, in UTC. */
function invoiceMonth(bill: BillColumns, months: 0 | 1): Time | null {
  const given = bill.text('invoice.month');
  if (!given) return null;
  const month = `try_strptime(${given}, '%Y%m')${months === 0 ? '' : ' + INTERVAL 1 MONTH'}`;
  return { given, parsed: `timezone('UTC', timezone('${INVOICE_ZONE}', ${month}))` };
}

/** The location of a row can be a region, a zone, a country, a multi-region (`us`) or `global`; a zone lies in its region. */
function regionOfLocation(bill: BillColumns): Sql | null {
  const location = bill.text('location.location');
  return location && `regexp_replace(${location}, '^([a-z]+(?:-[a-z]+)+[0-9]+)-[a-z]$', '\\1')`;
}

/**
 * Of rows with the cost type `regular`, fees of commitments are purchases; and what the billing department granted or
 * transferred is an adjustment, while a correction restates usage and stays usage.
 */
function chargeCategory(bill: BillColumns): Sql {
  const type = bill.text('cost_type') ?? 'NULL';
  const adjustment = bill.text('adjustment_info.type');
  const fee = isCommitmentFee(bill);
  return choose(
    [
      [`lower(${type}) = 'tax'`, literal('Tax')],
      [`lower(${type}) IN ('adjustment', 'rounding_error')`, literal('Adjustment')],
      ...(adjustment ? [[`NOT ends_with(${adjustment}, '_CORRECTION')`, literal('Adjustment')] as const] : []),
      ...(fee ? [[fee, literal('Purchase')] as const] : []),
      [`lower(${type}) = 'regular'`, literal('Usage')],
    ],
    literal('Unknown'),
  );
}

/** `Commitment v1: A3 Cpu in Americas for 1 Year`, `Commitment - dollar based v1: GCE for 3 years`. */
function isCommitmentFee(bill: BillColumns): Sql | null {
  const sku = bill.text('sku.description');
  return sku && `regexp_matches(${sku}, '^Commitment (- dollar[- ]based )?v[0-9]+:')`;
}

function judgeCommitments(facts: Readonly<Record<string, string | null>>) {
  const fees = Number(facts[COMMITMENTS] ?? 0);
  if (fees === 0) return [];
  return [
    {
      code: 'billing/commitment-not-spread',
      severity: 'warning' as const,
      message: `Committed-use discounts are paid by fees of their own (rows: ${fees}), which Google does not spread over the usage they cover. The effective cost of that usage is what its credits leave of it, and that is too low.`,
      fix: 'Add the share of the fees by hand where the base or the price of lost hours is to hold it.',
    },
  ];
}

const THIRD_PARTY = ['THIRD_PARTY_RESELLER', 'THIRD_PARTY_AGENCY', '2', '3'];
const SUPPORT_SERVICE = '2062-016F-44A2';

function chargeNature(bill: BillColumns): Sql | null {
  const sale = bill.text('transaction_type');
  const publisher = bill.text('invoice.publisher_type');
  const service = bill.text('service.id');
  return choose([
    ...(sale ? [[`upper(${sale}) IN (${THIRD_PARTY.map(literal).join(', ')})`, literal('marketplace')] as const] : []),
    ...(publisher ? [[`upper(${publisher}) = 'PARTNER'`, literal('marketplace')] as const] : []),
    ...(service ? [[`${service} = ${literal(SUPPORT_SERVICE)}`, literal('support')] as const] : []),
  ]);
}

/** Pricing units are hours where the unit of usage is seconds; a row that has only the one or the other gives that. */
function inPricingUnits(bill: BillColumns): Sql {
  const priced = [bill.text('usage.amount_in_pricing_units'), bill.text('usage.pricing_unit')];
  return priced.every((one) => one !== null) ? allOf(priced.map((one) => `${one} IS NOT NULL`)) : 'false';
}

function consumedQuantity(bill: BillColumns): readonly Term[] {
  const priced = bill.text('usage.amount_in_pricing_units') ?? 'NULL';
  const used = bill.text('usage.amount') ?? 'NULL';
  return only({ sql: choose([[inPricingUnits(bill), priced]], used), kind: 'text', column: 'usage.amount' });
}

/**
 * `hour` counts GPUs in a row of GPUs and cores in a row of cores, which stand side by side for one machine: named apart,
 * so that they are never added.
 */
function consumedUnit(bill: BillColumns): Sql {
  const priced = bill.text('usage.pricing_unit') ?? 'NULL';
  const sku = bill.text('sku.description') ?? 'NULL';
  const kind = choose(
    [
      [`regexp_matches(${sku}, '(?i)\\bGPU\\b')`, literal('GPU-hours')],
      [`regexp_matches(${sku}, '(?i)\\b(core|v?cpu)s?\\b')`, literal('vCPU-hours')],
    ],
    priced,
  );
  const unit = choose([[`lower(${priced}) = 'hour'`, kind]], priced);
  return choose([[inPricingUnits(bill), unit]], bill.text('usage.unit') ?? 'NULL');
}
