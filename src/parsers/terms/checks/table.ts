import type { Bounds } from '../../../engine/records/credit-rule.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { type Exact, toText } from '../../../engine/values/exact.ts';
import type { DataPath } from '../field-path.ts';
import type { Cite } from '../zod-issues.ts';

/** Rows on a line: of uptime in percent, or of the length of an outage in minutes. */
export interface Table {
  readonly path: DataPath;
  readonly rows: readonly Bounds[];
  /** What each row pays: percent, hours, days. */
  readonly pays: readonly Exact[];
  readonly of: 'uptime' | 'minutes';
  /** Target of the promise, which the best row has to reach; null: none is stated. */
  readonly top: Exact | null;
}

/** A side of a row: the value, and whether the row holds it. null: without end. */
interface Edge {
  readonly at: Exact;
  readonly holds: boolean;
}

interface Row {
  readonly index: number;
  readonly low: Edge | null;
  readonly high: Edge | null;
}

/**
 * Rows that leave no doubt: each has bounds, no two hold the same value, a worse outage never pays less, and where
 * something falls between two rows the file says how that is read.
 *
 * @param gapPolicy as the file states it; a gap that nothing is said of is an error
 */
export function checkTable(table: Table, gapPolicy: string | undefined, cite: Cite): Issue[] {
  const malformed = table.rows.flatMap((row, index) => checkBounds(row, [...table.path, index], cite));
  if (malformed.length > 0) return malformed;
  const rows: Row[] = table.rows
    .map((row, index) => ({ index, low: lowOf(row), high: highOf(row) }))
    .sort((a, b) => compareLows(a.low, b.low));
  const place = (row: Row) => cite([...table.path, row.index]);
  const gap = (row: Row, from: Edge | null, to: Edge) =>
    gapIssue(between(from, to, table), gapPolicy, place(row), from === null);

  const issues: Issue[] = [];
  const [lowest] = rows;
  if (table.of === 'uptime' && lowest?.low && lowest.low.at.n > 0n) issues.push(gap(lowest, null, lowest.low));
  for (const [position, row] of rows.entries()) {
    const next = rows[position + 1];
    if (next && order(row.high, next.low) > 0) {
      issues.push(overlapIssue(row, next, table, place(row)));
      continue;
    }
    const upper = next ? next.low : table.top && { at: table.top, holds: true };
    if (row.high && upper && order(row.high, upper) !== 0) issues.push(gap(row, row.high, upper));
    if (next && paysLess(table, row, next)) issues.push(orderIssue(row, next, table, place(next)));
  }
  return issues;
}

function gapIssue(gap: string, policy: string | undefined, place: ReturnType<Cite>, isEnd: boolean): Issue {
  if (policy === undefined) {
    return {
      code: 'terms/tier-gap',
      severity: 'error',
      message: `No row holds values ${gap}.`,
      ...place,
      fix: 'Close the gap, or say how it is read: `gap_policy: higher_credit`, `lower_credit` or `undefined` (a range).',
    };
  }
  const range = isEnd ? 'a range from nothing to what the last row pays' : 'a range between the rows on both sides';
  const reading = policy === 'undefined' ? range : `the ${policy.replace('_', ' ')}`;
  return {
    code: 'terms/tier-gap',
    severity: 'warning',
    message: `No row holds values ${gap}; read as ${reading}.`,
    ...place,
    fix: 'Ask the vendor which row holds there, or settle the reading `gap`.',
  };
}

function overlapIssue(row: Row, next: Row, table: Table, place: ReturnType<Cite>): Issue {
  return {
    code: 'terms/tier-overlap',
    severity: 'error',
    message: `Two rows hold the same value: ${inWords(row, table)} and ${inWords(next, table)}.`,
    ...place,
    fix: 'Give each bound to one row: `ge` and `gt` below, `lt` and `le` above.',
  };
}

function orderIssue(row: Row, next: Row, table: Table, place: ReturnType<Cite>): Issue {
  return {
    code: 'terms/tier-order',
    severity: 'warning',
    message: `The row ${inWords(table.of === 'uptime' ? row : next, table)} is for a worse outage than ${inWords(table.of === 'uptime' ? next : row, table)} and pays less.`,
    ...place,
    fix: 'Compare the two rows with the contract: figures are often swapped when they are copied.',
  };
}

function paysLess(table: Table, row: Row, next: Row): boolean {
  const [low, high] = [table.pays[row.index], table.pays[next.index]];
  if (!low || !high) return false;
  return table.of === 'uptime' ? low.compare(high) < 0 : high.compare(low) < 0;
}

function checkBounds(row: Bounds, path: DataPath, cite: Cite): Issue[] {
  const low = lowOf(row);
  const high = highOf(row);
  const twice = (row.ge !== null && row.gt !== null) || (row.lt !== null && row.le !== null);
  const apart = low && high ? low.at.compare(high.at) : -1;
  const isEmpty = apart > 0 || (apart === 0 && !(low?.holds && high?.holds));
  if (!twice && !isEmpty && (low ?? high)) return [];
  return [
    {
      code: 'terms/tier-bounds',
      severity: 'error',
      message: isEmpty
        ? 'This row holds no value: its lower bound is not below its upper bound, or another row has the same bound.'
        : 'This row has no clear bounds.',
      ...cite(path),
      fix: 'Give `ge` or `gt` for the lower bound and `lt` or `le` for the upper one, each at most once.',
    },
  ];
}

function lowOf(row: Bounds): Edge | null {
  return row.ge ? { at: row.ge, holds: true } : row.gt ? { at: row.gt, holds: false } : null;
}

function highOf(row: Bounds): Edge | null {
  return row.le ? { at: row.le, holds: true } : row.lt ? { at: row.lt, holds: false } : null;
}

function compareLows(a: Edge | null, b: Edge | null): number {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  return a.at.compare(b.at) || (a.holds === b.holds ? 0 : a.holds ? -1 : 1);
}

/** Where an upper bound stands against the next lower one: below 0 leaves a gap, 0 touches, above 0 overlaps. */
function order(high: Edge | null, low: Edge | null): number {
  if (!high || !low) return 1;
  const apart = high.at.compare(low.at);
  if (apart !== 0) return apart;
  return high.holds === low.holds ? (high.holds ? 1 : -1) : 0;
}

function between(from: Edge | null, to: Edge, { of }: Table): string {
  if (from?.at.equals(to.at)) return `of exactly ${toText(to.at)} ${unitOf(of)}`;
  const end = `${to.holds ? 'below' : 'up to'} ${toText(to.at)} ${unitOf(of)}`;
  return from ? `${from.holds ? 'above' : 'from'} ${toText(from.at)} to ${end}` : end;
}

function inWords(row: Row, { of }: Table): string {
  const low = row.low ? `${row.low.holds ? '[' : '('}${toText(row.low.at)}` : '(…';
  const high = row.high ? `${toText(row.high.at)}${row.high.holds ? ']' : ')'}` : '…)';
  return `${low}, ${high} ${unitOf(of)}`;
}

function unitOf(of: Table['of']): string {
  return of === 'uptime' ? '%' : 'min';
}
