import { billingMonthOf } from '../../../engine/credit/money/charge-sums.ts';
import type { Charge } from '../../../engine/records/charge.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { joinTwins } from '../../../parsers/billing/families/azure-twins.ts';
import type { CostView } from '../../../parsers/billing/format.ts';
import { type DeliveredScan, viewOf } from './delivered-scan.ts';

export interface JoinedViews {
  readonly scans: readonly DeliveredScan[];
  readonly issues: readonly Issue[];
}

/** What a file says of its view is settled once the other view is there too. */
const SETTLED: readonly string[] = ['billing/cost-view', 'billing/no-cost'];

/**
 * Where a month is given as actual cost and as amortized cost (Azure), both become one list of charges: cash from the one,
 * the cost of use from the other, every row once. It stands with the first file of amortized cost.
 */
export function joinCostViews(scans: readonly DeliveredScan[]): JoinedViews {
  const issues: Issue[] = [];
  let joined = scans;
  for (const format of new Set(scans.map(formatOf))) {
    const alike = joined.filter((scan) => formatOf(scan) === format);
    const [actual, amortized] = [ofView(alike, 'actual'), ofView(alike, 'amortized')];
    const months = new Set([...monthsIn(actual)].filter((month) => monthsIn(amortized).has(month)));
    const [first] = amortized;
    if (!first || months.size === 0) continue;
    const twins = joinTwins(chargesOf(actual, months), chargesOf(amortized, months));
    const parts = new Set([...actual, ...amortized]);
    joined = joined.map((scan) => (parts.has(scan) ? settle(scan, months, scan === first ? twins.charges : []) : scan));
    if (twins.differing > 0) issues.push(differing(first, twins.differing));
  }
  return { scans: joined, issues };
}

function formatOf({ scan }: DeliveredScan): string | undefined {
  return scan.recognized?.format.id;
}

function ofView(scans: readonly DeliveredScan[], view: CostView): DeliveredScan[] {
  return scans.filter((scan) => scan.scan.grouped !== null && viewOf(scan) === view);
}

function chargesOf(scans: readonly DeliveredScan[], months: ReadonlySet<string | null>): Charge[] {
  return scans.flatMap(({ scan }) =>
    (scan.grouped?.charges ?? []).filter((charge) => months.has(billingMonthOf(charge))),
  );
}

function monthsIn(scans: readonly DeliveredScan[]): Set<string | null> {
  return new Set(scans.flatMap(({ scan }) => scan.grouped?.charges ?? []).map(billingMonthOf));
}

function settle(
  delivered: DeliveredScan,
  months: ReadonlySet<string | null>,
  joined: readonly Charge[],
): DeliveredScan {
  const { scan } = delivered;
  if (!scan.grouped) return delivered;
  const others = scan.grouped.charges.filter((charge) => !months.has(billingMonthOf(charge)));
  const issues = others.length > 0 ? scan.issues : scan.issues.filter(({ code }) => !SETTLED.includes(code));
  return { ...delivered, scan: { ...scan, issues, grouped: { ...scan.grouped, charges: [...others, ...joined] } } };
}

function differing({ bill }: DeliveredScan, rows: number): Issue {
  return {
    code: 'billing/cost-views-differ',
    severity: 'warning',
    message: `${rows} rows that no commitment touches stand in one of the exports of actual and amortized cost only, or cost something else there: the two are of different states of the month, or one is not whole.`,
    origin: { file: bill.label },
    fix: 'Export both again on the same day.',
  };
}
