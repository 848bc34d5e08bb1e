import { type Amount, type BillColumns, type CostView, type FormatProblem, only, type Term } from '../format.ts';
import { anyOf, choose, literal, type Sql } from '../sql.ts';

/*
 * Azure exports a month twice, under one header: as actual cost, where reservations and savings plans are bought and what
 * they cover costs nothing, and as amortized cost, where nothing is bought, covered usage has its price and the unused
 * rest has rows (learn.microsoft.com, reservations/understand-reserved-instance-usage-ea and
 * savings-plan/utilization-cost-reports). Everything else is the same in both. Only the rows tell them apart.
 */

type Facts = Readonly<Record<string, string | null>>;

const COSTS = ['costinbillingcurrency', 'cost', 'pretaxcost'] as const;
const UNUSED = ['unusedreservation', 'unusedsavingsplan', 'unusedbenefit'];

export function viewProbes(bill: BillColumns): Record<string, Sql> {
  const cost = azureCost(bill);
  if (!cost) return {};
  const usage = isCharge(bill, 'usage');
  const covered = `(${isCommitted(bill)} AND ${usage})`;
  return {
    unused_rows: `count_if(${isUnused(bill)})`,
    priced_rows: `count_if(${covered} AND ${isNotZero(cost)})`,
    free_rows: `count_if(${covered} AND NOT ${isNotZero(cost)} AND ${isNotZero(quantityOf(bill))})`,
    bought_rows: `count_if(${isCommitted(bill)} AND ${isCharge(bill, 'purchase', 'refund')})`,
  };
}

export function viewOf(facts: Facts): CostView {
  const { bought, free, spread } = counts(facts);
  if (spread > 0) return 'amortized';
  return bought + free > 0 ? 'actual' : 'plain';
}

export function judgeView(facts: Facts): FormatProblem[] {
  const { bought, free, spread } = counts(facts);
  if (bought > 0 && spread > 0) {
    return [
      {
        code: 'billing/mixed-cost-views',
        severity: 'error',
        message: `The file has ${bought} purchases of reservations or savings plans, as actual cost has, and ${spread} rows that spread them over their use, as amortized cost has: together they count twice.`,
        fix: 'Export actual cost and amortized cost into a file each.',
      },
    ];
  }
  const view = viewOf(facts);
  if (view === 'plain') return [];
  const [why, unknown, other] =
    view === 'actual'
      ? [
          `${bought} purchases of reservations or savings plans, ${free} rows that they cover for nothing`,
          'effective',
          'amortized',
        ]
      : [`${spread} rows that spread reservations or savings plans over their use`, 'billed', 'actual'];
  return [
    {
      code: 'billing/cost-view',
      severity: 'note',
      message: `The file is taken for ${view} cost (${why}), so the ${unknown} cost of what they cover is unknown.`,
      fix: `Give the export of ${other} cost for the same months as well.`,
    },
  ];
}

/** Cash: of an amortized file, what commitments cover is paid elsewhere, and how much of it there is not said. */
export function billedCost(bill: BillColumns): readonly Term[] {
  const cost = azureCost(bill);
  if (!cost || azureView(bill) !== 'amortized') return only(cost);
  return only(derived(cost, [[isCommitted(bill), 'NULL']]));
}

/** Of an actual file, buying a commitment is no use of it (0), and the share of it that a covered row uses is not said. */
export function effectiveCost(bill: BillColumns): readonly Term[] {
  const cost = azureCost(bill);
  if (!cost || azureView(bill) !== 'actual') return only(cost);
  const bought = `${isCommitted(bill)} AND ${isCharge(bill, 'purchase', 'refund')}`;
  return only(
    derived(cost, [
      [bought, cost.kind === 'text' ? "'0'" : '0'],
      [isCommitted(bill), 'NULL'],
    ]),
  );
}

export function azureCost(bill: BillColumns): Amount | null {
  return bill.amount(...COSTS);
}

function azureView(bill: BillColumns): CostView {
  const asked = ['bought_rows', 'free_rows', 'priced_rows', 'unused_rows'];
  return viewOf(Object.fromEntries(asked.map((name) => [name, bill.fact(name)])));
}

/** Whether a reservation or a savings plan pays for the row, or is what the row buys. */
export function isCommitted(bill: BillColumns): Sql {
  const model = bill.text('pricingmodel');
  if (model) {
    const named = `replace(lower(${model}), ' ', '') IN ('reservation', 'savingsplan')`;
    return `coalesce(${anyOf([named, isUnused(bill)])}, false)`;
  }
  // Before the column, only the reservation's own columns said so, and before those only the additional info.
  const signs = [bill.text('reservationid'), bill.text('benefitid')].flatMap((id) => (id ? [`${id} IS NOT NULL`] : []));
  const info = bill.text('additionalinfo');
  if (info) signs.push(`coalesce(regexp_matches(${info}, '"ReservationId"\\s*:\\s*"[^"]'), false)`);
  return anyOf([...signs, isUnused(bill)]);
}

export function isUnused(bill: BillColumns): Sql {
  return isCharge(bill, ...UNUSED);
}

/** Usage details without charge types hold usage only (cost-usage-details-pay-as-you-go). */
export function isCharge(bill: BillColumns, ...types: string[]): Sql {
  const type = bill.text('chargetype');
  if (!type) return String(types.includes('usage'));
  return `coalesce(lower(${type}) IN (${types.map(literal).join(', ')}), false)`;
}

export function quantityOf(bill: BillColumns): Amount | null {
  return bill.amount('quantity', 'usagequantity');
}

export function isNotZero(amount: Amount | null): Sql {
  if (!amount) return 'false';
  if (amount.kind === 'exact') return `coalesce(${amount.sql} <> 0, false)`;
  return `coalesce(regexp_matches(split_part(lower(${amount.sql}), 'e', 1), '[1-9]'), false)`;
}

function derived(amount: Amount, branches: readonly (readonly [Sql, Sql])[]): Amount {
  return { ...amount, sql: choose(branches, amount.sql), quality: 'derived' };
}

function counts(facts: Facts): { bought: number; free: number; spread: number } {
  const count = (name: string) => Number(facts[name] ?? 0);
  return {
    bought: count('bought_rows'),
    free: count('free_rows'),
    spread: count('priced_rows') + count('unused_rows'),
  };
}
