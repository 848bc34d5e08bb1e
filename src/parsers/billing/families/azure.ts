import { dateProbes, judgeDates, later, readDay } from '../dates.ts';
import type { Amount, BillColumns, BillingFormat, ChargeMapping, FormatProblem, Time } from '../format.ts';
import { only } from '../format.ts';
import { anyOf, choose, firstOf, literal, type Sql } from '../sql.ts';
import { capacityStatus, chargeCategory, chargeFrequency, instanceType, nature } from './azure-charges.ts';
import { type AzureAgreement, azureAgreement, canonicalAzureName } from './azure-columns.ts';
import { azureRegion } from './azure-regions.ts';
import {
  azureCost,
  billedCost,
  effectiveCost,
  isCharge,
  isCommitted,
  isNotZero,
  isUnused,
  judgeView,
  quantityOf,
  viewOf,
  viewProbes,
} from './azure-views.ts';

const DATES = ['date', 'usagedatetime', 'billingperiodstartdate', 'billingperiodenddate'];
const SERVICE_PERIOD = ['serviceperiodstartdate', 'serviceperiodenddate'];

export function azureFormat(
  agreement: AzureAgreement,
  title: string,
  signature: readonly string[],
  required: BillingFormat['required'],
): BillingFormat {
  return {
    id: `azure-${agreement}`,
    title,
    signature,
    canonical: canonicalAzureName,
    recognizes: (columns) => azureAgreement(columns) === agreement,
    required,
    delivery: 'replaces',
    use: 'claims',
    probes: (bill) => ({
      // The period of an open month stands in no billing column yet, but prices are locked for it.
      ...dateProbes(
        bill,
        [...DATES, ...SERVICE_PERIOD],
        { start: 'billingperiodstartdate', end: 'billingperiodenddate', endIs: 'last-day' },
        { start: 'serviceperiodstartdate', end: 'serviceperiodenddate', endIs: 'next-month' },
      ),
      ...viewProbes(bill),
      decimal_comma: aDecimalComma(azureCost(bill)),
      rows_without_billing_period: withoutBillingPeriod(bill),
    }),
    view: viewOf,
    judge: (facts) => [
      ...judgeDates(facts),
      ...judgeView(facts),
      ...judgeDecimals(facts.decimal_comma ?? null),
      ...judgePeriods(Number(facts.rows_without_billing_period ?? 0)),
    ],
    mapping,
  };
}

const mapping: ChargeMapping = {
  text: {
    // Cost Management shows the bills of a connected AWS account among its own.
    ServiceProviderName: (bill) => {
      const type = bill.text('publishertype');
      return type ? choose([[`lower(${type}) = 'aws'`, literal('AWS')]], literal('Microsoft')) : literal('Microsoft');
    },
    ServiceName: (bill) => assigned(bill.text('metercategory')),
    x_ServiceCode: (bill) => inLowerCase(bill.text('consumedservice')),
    // Never the meter's region: a meter is priced in one region and used in others.
    RegionId: (bill) => {
      const location = firstOf(
        ['resourcelocation', 'resourcelocationnormalized', 'location'].map((one) => bill.text(one)),
      );
      return location && azureRegion(location);
    },
    AvailabilityZone: (bill) => bill.text('availabilityzone'),
    // Resource ids of Azure are the same in any case, and exports write one resource in several.
    ResourceId: (bill) => inLowerCase(bill.text('resourceid') ?? bill.text('instanceid')),
    x_InstanceType: instanceType,
    ChargeCategory: chargeCategory,
    ChargeFrequency: chargeFrequency,
    BillingCurrency: (bill) =>
      bill.text('billingcurrencycode') ?? bill.text('billingcurrency') ?? bill.text('currency'),
    ConsumedUnit: consumedUnit,
    x_Nature: nature,
    CommitmentDiscountStatus: (bill) =>
      choose([
        [isUnused(bill), literal('Unused')],
        [`${isCommitted(bill)} AND ${isCharge(bill, 'usage')}`, literal('Used')],
      ]),
    CapacityReservationStatus: capacityStatus,
    ChargeClass: (bill) => choose([[isCharge(bill, 'refund'), literal('Correction')]]),
    x_AdjustmentType: (bill) => bill.text('chargetype'),
    ChargeDescription: (bill) => bill.text('productname') ?? bill.text('product') ?? bill.text('metername'),
  },
  times: {
    BillingPeriodStart: (bill) => billingPeriod(bill).start,
    BillingPeriodEnd: (bill) => billingPeriod(bill).end,
    ChargePeriodStart: usageDay,
    ChargePeriodEnd: (bill) => later(usageDay(bill), 1, 'DAY'),
  },
  measures: {
    BilledCost: billedCost,
    EffectiveCost: effectiveCost,
    ListCost: (bill) => only(listCost(bill)),
    ConsumedQuantity: (bill) => {
      const quantity = quantityOf(bill);
      // What is bought or left unused is not consumed: the quantity of a purchase of a reservation is 1 hour.
      return only(quantity && { ...quantity, sql: choose([[isCharge(bill, 'usage'), quantity.sql]]) });
    },
  },
  excludes: [],
};

function usageDay(bill: BillColumns): Time | null {
  return readDay(bill, 'date', 'usagedatetime');
}

/**
 * Azure's billing period ends on its last day. An open month of a Customer Agreement has none yet, and old usage details
 * have none at all: there the calendar month of the day stands in, and a note says so.
 */
function billingPeriod(bill: BillColumns): { start: Time | null; end: Time | null } {
  const day = usageDay(bill);
  if (!day) return { start: null, end: null };
  const month = `date_trunc('month', ${day.parsed})`;
  const start = readDay(bill, 'billingperiodstartdate');
  const last = readDay(bill, 'billingperiodenddate');
  if (!start || !last)
    return { start: { ...day, parsed: month }, end: { ...day, parsed: `(${month} + INTERVAL 1 MONTH)` } };
  return {
    start: orElse(start, { ...day, parsed: month }),
    end: orElse(later(last, 1, 'DAY') ?? last, { ...day, parsed: `(${month} + INTERVAL 1 MONTH)` }),
  };
}

/** The first time, or the other one where its cell is empty; a cell that cannot be read stays one. */
function orElse(time: Time, other: Time): Time {
  const isEmpty = `${time.given} IS NULL`;
  return {
    given: `coalesce(${time.given}, ${other.given})`,
    parsed: choose([[isEmpty, other.parsed]], time.parsed),
  };
}

function withoutBillingPeriod(bill: BillColumns): Sql {
  const start = bill.text('billingperiodstartdate');
  const end = bill.text('billingperiodenddate');
  return start && end ? `count_if(${start} IS NULL AND ${end} IS NULL)` : 'count(*)';
}

function judgePeriods(rows: number): FormatProblem[] {
  if (rows === 0) return [];
  return [
    {
      code: 'billing/no-billing-period',
      severity: 'note',
      message: `${rows} rows name no billing period; the calendar month of their day, in UTC, is taken for it.`,
      fix: 'Export the month again when it is closed.',
    },
  ];
}

/**
 * Quantities are in units of measure (a quantity of 0.0004 `10K` at 0.10 costs 0.00004), so `100 Hours` counts hundreds:
 * it keeps its name, and nobody takes it for hours.
 */
function consumedUnit(bill: BillColumns): Sql | null {
  const unit = bill.text('unitofmeasure');
  if (!unit) return null;
  const isHour = `regexp_full_match(lower(trim(${unit})), '(1 )?hours?')`;
  return choose([
    [`NOT ${isCharge(bill, 'usage')}`, 'NULL'],
    [isHour, literal('Hours')],
    ['true', unit],
  ]);
}

/**
 * What the usage would cost without any agreement. Only Customer Agreements export it, and write 0 where they do not know
 * it: for Marketplace and for what commitments pay (finops/focus/conformance-summary). A price times a quantity, which
 * Enterprise Agreements would allow, is not exact: cost and quantity are rounded apart.
 */
function listCost(bill: BillColumns): Amount | null {
  const listed = bill.amount('paygcostinbillingcurrency');
  if (!listed) return null;
  const type = bill.text('publishertype');
  const unlisted = anyOf([isCommitted(bill), ...(type ? [`coalesce(lower(${type}) = 'marketplace', false)`] : [])]);
  const isUnknown = `${unlisted} AND NOT ${isNotZero(listed)}`;
  return { ...listed, sql: choose([[isUnknown, 'NULL']], listed.sql), quality: 'zero-means-missing' };
}

/** Purchases and Marketplace rows may name no meter: blank, or the word. */
function assigned(name: Sql | null): Sql | null {
  return name && choose([[`lower(trim(${name})) IN ('', 'unassigned')`, 'NULL']], name);
}

function inLowerCase(text: Sql | null): Sql | null {
  return text && `lower(${text})`;
}

/** An amount that only a decimal comma explains; without a word of the user, 1.234 of such a file would be read as 1.2. */
function aDecimalComma(cost: Amount | null): Sql {
  if (!cost || cost.kind === 'exact') return 'NULL';
  return `min(${choose([[`regexp_full_match(${cost.sql}, '-?[0-9.]*,[0-9]+([eE][+-]?[0-9]+)?')`, cost.sql]])})`;
}

function judgeDecimals(example: string | null): FormatProblem[] {
  if (example === null) return [];
  return [
    {
      code: 'billing/decimal-comma',
      severity: 'error',
      message: `Amounts are written with a comma, such as "${example.slice(0, 40)}", and the case does not say what it means.`,
      fix: 'State that the file has decimal commas, or export it with decimal points.',
    },
  ];
}
