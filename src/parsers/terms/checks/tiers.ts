import type { Bounds, GapPolicy, TierTable } from '../../../engine/records/credit-rule.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import { type Exact, toText } from '../../../engine/values/exact.ts';
import type { DataPath } from '../field-path.ts';
import { isMapping, valueAt } from '../mapping.ts';
import type { Cite } from '../zod-issues.ts';

/** A table as rows on a line: uptime in percent, or the length of an outage in minutes. */
interface Table {
  readonly path: DataPath;
  readonly rows: readonly Bounds[];
  /** What the rows have to reach up to; null: without end. */
  readonly top: Exact | null;
  readonly gapPolicy: GapPolicy;
  readonly unit: string;
}

/** A side of a row: the value, and whether the row holds it. */
interface Edge {
  readonly at: Exact;
  readonly holds: boolean;
}

/**
 * Rows that leave no doubt: each has bounds, no two hold the same value, and where something falls between two rows the
 * file says by `gap_policy` how that is read.
 */
export function checkTiers(versions: readonly Edition[], data: unknown, cite: Cite): Issue[] {
  return versions.flatMap((edition, version) =>
    edition.commitments.flatMap((commitment, position) =>
      commitment.credits.flatMap((rule, index): Issue[] => {
        const path = ['versions', version, 'commitments', position, 'credits', index];
        if (rule.rule === 'tiers') {
          const tables = [
            ...(rule.tiers ? [{ table: rule as TierTable, at: path }] : []),
            ...rule.levels.map((table, row) => ({ table, at: [...path, 'levels', row] })),
          ];
          return [
            ...checkStated(rule, path, data, cite),
            ...tables.flatMap(({ table, at }) => checkTierTable(table, at, data, cite)),
          ];
        }
        if (rule.rule === 'hours_table') {
          return checkTable(
            { path: [...path, 'table'], rows: rule.table, top: null, gapPolicy: rule.gap_policy, unit: 'min' },
            path,
            data,
            cite,
          );
        }
        if (rule.rule === 'avg_daily_multiple') {
          return checkTable(
            { path: [...path, 'tiers'], rows: rule.tiers, top: null, gapPolicy: 'undefined', unit: '%' },
            path,
            data,
            cite,
          );
        }
        return [];
      }),
    ),
  );
}

/** A table that was not seen is said by `tiers: null`; one that was forgotten is not the same. */
function checkStated(
  rule: TierTable & { readonly levels: readonly unknown[] },
  path: DataPath,
  data: unknown,
  cite: Cite,
): Issue[] {
  const written = valueAt(data, path);
  if (rule.levels.length > 0 || (isMapping(written) && Object.hasOwn(written, 'tiers'))) return [];
  return [
    {
      code: 'terms/missing-field',
      severity: 'error',
      message: 'The field "tiers" is missing.',
      ...cite([...path, 'tiers']),
      fix: 'Write the rows, or `tiers: null` where the table was not seen.',
    },
  ];
}

function checkTierTable(table: TierTable, path: DataPath, data: unknown, cite: Cite): Issue[] {
  const rows = table.tiers ?? [];
  const at = [...path, 'tiers'];
  if (table.tier_rule === 'printed_range') {
    return checkTable({ path: at, rows, top: table.target, gapPolicy: table.gap_policy, unit: '%' }, path, data, cite);
  }
  return rows.flatMap((row, index) =>
    row.ge !== null || row.gt !== null || (row.lt === null && row.le === null)
      ? [
          {
            code: 'terms/tier-bounds',
            severity: 'error' as const,
            message: 'Under `deepest_match` a row is a bare upper bound.',
            ...cite([...at, index]),
            fix: 'Keep `lt` or `le` alone, or say `tier_rule: printed_range`.',
          },
        ]
      : [],
  );
}

function checkTable(table: Table, rule: DataPath, data: unknown, cite: Cite): Issue[] {
  const malformed = table.rows.flatMap((row, index) => checkBounds(row, [...table.path, index], cite));
  if (malformed.length > 0) return malformed;
  const rows = table.rows
    .map((row, index) => ({ index, low: lowOf(row), high: highOf(row) }))
    .sort((a, b) => compareLows(a.low, b.low));
  const policy = valueAt(data, [...rule, 'gap_policy']);
  const issues: Issue[] = [];
  for (const [position, row] of rows.entries()) {
    const next = rows[position + 1];
    if (next ? row.high === null || order(row.high, next.low) > 0 : false) {
      issues.push({
        code: 'terms/tier-overlap',
        severity: 'error',
        message: `Two rows hold the same value: ${inWords(row, table.unit)} and ${next ? inWords(next, table.unit) : ''}.`,
        ...cite([...table.path, row.index]),
        fix: 'Give each bound to one row: `ge` and `gt` below, `lt` and `le` above.',
      });
      continue;
    }
    const upper = next ? next.low : table.top && { at: table.top, holds: true };
    if (!row.high || !upper || order(row.high, upper) === 0) continue;
    issues.push(gapIssue(row.high, upper, table, row.index, policy, cite));
  }
  return issues;
}

function gapIssue(from: Edge, to: Edge, table: Table, row: number, policy: unknown, cite: Cite): Issue {
  const gap = `${from.holds ? 'above' : 'from'} ${toText(from.at)} to ${to.holds ? 'below' : 'including'} ${toText(to.at)} ${table.unit}`;
  const place = cite([...table.path, row]);
  if (typeof policy !== 'string') {
    return {
      code: 'terms/tier-gap',
      severity: 'error',
      message: `No row holds values ${gap}.`,
      ...place,
      fix: 'Close the gap, or say how it is read: `gap_policy: higher_credit`, `lower_credit` or `undefined` (a range).',
    };
  }
  return {
    code: 'terms/tier-gap',
    severity: 'warning',
    message: `No row holds values ${gap}; read as ${policy === 'undefined' ? 'a range between the rows on both sides' : policy.replace('_', ' ')}.`,
    ...place,
    fix: 'Ask the vendor which row holds there, or settle the reading `gap`.',
  };
}

function checkBounds(row: Bounds, path: DataPath, cite: Cite): Issue[] {
  const low = lowOf(row);
  const high = highOf(row);
  const twice = (row.ge !== null && row.gt !== null) || (row.lt !== null && row.le !== null);
  const isEmpty =
    low !== null &&
    high !== null &&
    (low.at.compare(high.at) > 0 || (low.at.equals(high.at) && !(low.holds && high.holds)));
  if (!twice && !isEmpty && (low ?? high)) return [];
  return [
    {
      code: 'terms/tier-bounds',
      severity: 'error',
      message: isEmpty
        ? 'This row holds no value: its lower bound is not below its upper bound.'
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

/** Where an upper bound stands against the next lower bound: below 0 leaves a gap, 0 touches, above 0 overlaps. */
function order(high: Edge, low: Edge | null): number {
  if (!low) return 1;
  const apart = high.at.compare(low.at);
  if (apart !== 0) return apart;
  return high.holds === low.holds ? (high.holds ? 1 : -1) : 0;
}

function inWords(row: { readonly low: Edge | null; readonly high: Edge | null }, unit: string): string {
  const low = row.low ? `${row.low.holds ? '[' : '('}${toText(row.low.at)}` : '(…';
  const high = row.high ? `${toText(row.high.at)}${row.high.holds ? ']' : ')'}` : '…)';
  return `${low}, ${high} ${unit}`;
}
