import type { Bounds, TierTable } from '../../../engine/records/credit-rule.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import { type Exact, ZERO } from '../../../engine/values/exact.ts';
import type { DataPath } from '../field-path.ts';
import { isMapping, valueAt } from '../mapping.ts';
import type { Cite } from '../zod-issues.ts';
import { checkTable } from './table.ts';

/** Every table of every credit rule: percentages by uptime, hours by the length of an outage, multiples by uptime. */
export function checkTiers(versions: readonly Edition[], data: unknown, cite: Cite): Issue[] {
  const stated = (path: DataPath) => {
    const policy = valueAt(data, [...path, 'gap_policy']);
    return typeof policy === 'string' ? policy : undefined;
  };
  return versions.flatMap((edition, version) =>
    edition.commitments.flatMap((commitment, position) =>
      commitment.credits.flatMap((rule, index): Issue[] => {
        const path = ['versions', version, 'commitments', position, 'credits', index];
        switch (rule.rule) {
          case 'tiers':
            return [
              ...checkStated(rule, path, data, cite),
              ...checkTierTable(rule, path, stated(path), cite),
              ...rule.levels.flatMap((level, row) => {
                const at = [...path, 'levels', row];
                return checkTierTable(level, at, stated(at), cite);
              }),
            ];
          case 'hours_table': {
            const pays = rule.table.map((row) => row.hours);
            const table = { path: [...path, 'table'], rows: rule.table, pays, of: 'minutes', top: null } as const;
            return checkTable(table, stated(path), cite);
          }
          case 'avg_daily_multiple': {
            const pays = rule.tiers.map((row) => row.multiple);
            const table = { path: [...path, 'tiers'], rows: rule.tiers, pays, of: 'uptime', top: rule.target } as const;
            return checkTable(table, stated(path), cite);
          }
          default:
            return [];
        }
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

function checkTierTable(table: TierTable, path: DataPath, gapPolicy: string | undefined, cite: Cite): Issue[] {
  const rows = table.tiers ?? [];
  const at = [...path, 'tiers'];
  const bare = table.tier_rule === 'deepest_match';
  const unclear = bare ? rows.flatMap((row, index) => checkBare(row, [...at, index], cite)) : [];
  if (unclear.length > 0) return unclear;
  const ranges = bare ? rows.map((row) => downToNext(row, rows)) : rows;
  const pays = rows.map((row) => row.percent);
  return checkTable({ path: at, rows: ranges, pays, of: 'uptime', top: table.target }, gapPolicy, cite);
}

function checkBare(row: Bounds, path: DataPath, cite: Cite): Issue[] {
  if (row.ge === null && row.gt === null && (row.lt === null) !== (row.le === null)) return [];
  return [
    {
      code: 'terms/tier-bounds',
      severity: 'error',
      message: 'Under `deepest_match` a row is a bare upper bound.',
      ...cite(path),
      fix: 'Keep `lt` or `le` alone, or say `tier_rule: printed_range`.',
    },
  ];
}

/** What a bare upper bound comes to where the deepest matching row applies: the range down to the next lower bound. */
function downToNext(row: Bounds, rows: readonly Bounds[]): Bounds {
  const own = boundOf(row);
  const lower = rows.filter((other) => other !== row && boundOf(other).compare(own) <= 0);
  const [next] = lower.sort((a, b) => boundOf(b).compare(boundOf(a)));
  return next ? { ...row, ge: next.lt, gt: next.le } : row;
}

function boundOf(row: Bounds): Exact {
  return row.lt ?? row.le ?? ZERO;
}
