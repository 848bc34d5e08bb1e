import type { Assessment } from '../engine/records/assessment.ts';
import type { BillLine } from '../engine/records/charge.ts';
import type { BillRows, Figure } from '../engine/records/figure.ts';
import type { Issue, Result } from '../engine/records/issue.ts';
import { cardLines } from '../parsers/billing/rate-card/card-lines.ts';
import type { BillPath } from './bill/bill-path.ts';
import { findBillLines } from './bill/find-bill-lines.ts';

/** The largest lines of a bill behind one figure. */
export interface FigureLines {
  readonly figure: string;
  readonly cost: BillRows['cost'];
  readonly lines: readonly BillLine[];
}

const MOST_FIGURES = 5;
const MOST_LINES = 3;

/**
 * The bill lines behind the figures named, for those that are sums of bill rows. A bill may be large, so only the first
 * few figures are looked up; `left` says how many were not.
 */
export async function findFigureLines(
  assessment: Assessment,
  ids: readonly string[],
  bills: ReadonlyMap<string, BillPath>,
): Promise<Result<readonly FigureLines[]> & { readonly left: number }> {
  const wanted = new Set(ids);
  const summed = figuresOf(assessment).filter((figure) => wanted.has(figure.id) && figure.rows);
  const issues: Issue[] = [];
  const value: FigureLines[] = [];
  for (const { id, rows } of summed.slice(0, MOST_FIGURES)) {
    if (!rows) continue;
    const found = await linesOf(rows, assessment.case.currency, bills, issues);
    value.push({ figure: id, cost: rows.cost, lines: largest(found, rows.cost) });
  }
  return { value, issues, left: Math.max(0, summed.length - MOST_FIGURES) };
}

async function linesOf(
  rows: BillRows,
  currency: string,
  bills: ReadonlyMap<string, BillPath>,
  issues: Issue[],
): Promise<BillLine[]> {
  // A sum of list prices is shown by the lines that were billed most for it.
  const largestBy = rows.cost === 'EffectiveCost' ? rows.cost : 'BilledCost';
  const lines: BillLine[] = [];
  for (const label of rows.files) {
    const bill = bills.get(label);
    if (bill === undefined) continue;
    if (bill.card) {
      lines.push(...cardLines(bill.card, rows.touching ?? rows.billingPeriod));
      continue;
    }
    for (const selector of rows.selectors) {
      const found = await findBillLines(
        bill,
        { selector, window: rows.touching, billingPeriod: rows.billingPeriod, currency, largestBy },
        MOST_LINES,
      );
      lines.push(...found.value);
      issues.push(...found.issues);
    }
  }
  return [...new Map(lines.map((line) => [`${line.origin.file}:${line.origin.line}`, line])).values()];
}

function largest(lines: readonly BillLine[], cost: BillRows['cost']): BillLine[] {
  const amount = (line: BillLine) => (cost === 'EffectiveCost' ? line.EffectiveCost : line.BilledCost)?.abs();
  const bySize = (a: BillLine, b: BillLine) => {
    const [left, right] = [amount(a), amount(b)];
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    return right.compare(left) || (a.origin.line ?? 0) - (b.origin.line ?? 0);
  };
  return [...lines].sort(bySize).slice(0, MOST_LINES);
}

/** Every figure of an assessment, each once, in the order they are met. */
function figuresOf(assessment: Assessment): Figure[] {
  const seen = new Set<object>();
  const figures: Figure[] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (isFigure(value)) figures.push(value);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(assessment);
  return figures;
}

function isFigure(value: object): value is Figure {
  return 'id' in value && 'formula' in value && 'inputs' in value && 'grade' in value;
}
