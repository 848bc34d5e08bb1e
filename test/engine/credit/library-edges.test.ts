import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CreditRule } from '../../../src/engine/records/credit-rule.ts';
import { paysForEvents } from '../../../src/engine/records/pays-for-events.ts';
import { type Exact, exact, fromText, HUNDRED, toText, ZERO } from '../../../src/engine/values/exact.ts';
import { monthOf } from '../../../src/engine/values/period.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { families, libraryFiles } from '../../terms/library-files.ts';
import { pays } from './rule-trial.ts';

/**
 * Every bound of every tier table of the library, in months of every length: at the bound, a millisecond of downtime
 * below it and one above. The percentages are worked out here from the rows as the file writes them, in integers.
 */

type Row = { readonly [key in 'ge' | 'gt' | 'lt' | 'le' | 'percent']?: string };
interface Table {
  readonly tiers?: readonly Row[] | null;
  readonly tier_rule?: string;
  readonly target?: string | null;
}

const MONTHS = ['2026-02', '2028-02', '2026-06', '2026-07'];
const SCALE = 10_000_000_000n;

/** `99.95` as an integer of ten-billionths. */
function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = String(text).split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
}

/** The percentage of the row that holds an uptime of `up` of `total` milliseconds; 0 where none does, null in a gap. */
function percentOf({ tiers, tier_rule: rule, target }: Table, up: bigint, total: bigint): string | null {
  const uptime = up * 100n * SCALE;
  const order = (bound: string) => {
    const other = scaled(bound) * total;
    return uptime < other ? -1 : uptime > other ? 1 : 0;
  };
  const holds = (row: Row) =>
    (row.ge === undefined || order(row.ge) >= 0) &&
    (row.gt === undefined || order(row.gt) > 0) &&
    (row.lt === undefined || order(row.lt) < 0) &&
    (row.le === undefined || order(row.le) <= 0);
  const fitting = (tiers ?? []).filter(holds).map((row) => scaled(row.percent ?? '0'));
  const [deepest] = fitting.sort((a, b) => (a < b ? 1 : -1));
  if (deepest !== undefined) return toText(exact(deepest, SCALE));
  const isBelow = target !== undefined && target !== null && order(target) < 0;
  return isBelow && rule !== 'deepest_match' ? null : '0';
}

/** Milliseconds of downtime at which the uptime is exactly the bound, as near as milliseconds come. */
function atBound(bound: string, total: bigint): bigint {
  return (total * (100n * SCALE - scaled(bound))) / (100n * SCALE);
}

interface Found {
  readonly name: string;
  readonly rule: CreditRule;
  readonly table: Table;
}

function tablesOf(path: string): Found[] {
  const text = readFileSync(path, 'utf8');
  const terms = parseTerms({ label: path, text }, [], families).value;
  const data = parse(text, { schema: 'failsafe' });
  return (terms?.versions ?? []).flatMap((edition, version) =>
    edition.commitments.flatMap((commitment, position) =>
      commitment.credits.flatMap((rule, index): Found[] => {
        if (rule.rule !== 'tiers') return [];
        const written = data.versions[version].commitments[position].credits[index];
        const name = `${edition.edition} ${commitment.id} ${rule.id}`;
        // Each table by itself: caps, minimums, triggers and levels are other rules of the contract.
        const alone = { ...rule, basis: 'period', caps: [], minimum: null, trigger: null, levels: [] } as const;
        const levels = rule.levels.map((level, row) => ({
          name: `${name}, level ${row + 1}`,
          rule: { ...alone, ...level, levels: [] },
          table: written.levels[row],
        }));
        return [...(rule.tiers ? [{ name, rule: alone, table: written }] : []), ...levels].filter(
          ({ rule: one }) => one.tiers !== null,
        );
      }),
    ),
  );
}

const withTables = libraryFiles()
  .map((path) => [path, tablesOf(path)] as const)
  .filter(([, found]) => found.length > 0);

describe.each(withTables)('%s', (_, found) => {
  it('pays the row that holds, at every bound in every length of month', () => {
    for (const { name, rule, table } of found) {
      const bounds = [
        ...(table.tiers ?? []).flatMap(({ percent: _, ...row }) => Object.values(row)),
        table.target ?? '100',
      ];
      for (const month of MONTHS) {
        const { begin, end } = monthOf(Date.parse(`${month}-15T12:00:00Z`), 'UTC');
        const total = BigInt(end - begin);
        for (const bound of new Set(bounds)) {
          for (const apart of [-1n, 0n, 1n]) {
            const down = atBound(bound, total) + apart;
            if (down < 0n || down > total) continue;
            const uptime = exact(total - down, total).mul(HUNDRED);
            const expected = percentOf(table, total - down, total);
            // In a gap the readings decide: see tier-gaps.test.ts.
            if (expected !== null)
              expect([name, month, bound, apart, pays(rule, { month, uptime, base: '100' })]).toEqual([
                name,
                month,
                bound,
                apart,
                expected,
              ]);
          }
        }
      }
    }
  });
});

/** Every rule of a file that pays for downtime, with each of its levels as a rule of its own. */
function rulesOf(path: string): CreditRule[] {
  const { value } = parseTerms({ label: path, text: readFileSync(path, 'utf8') }, [], families);
  const rules = (value?.versions ?? []).flatMap(({ commitments }) => commitments.flatMap(({ credits }) => credits));
  return rules
    .filter((rule) => !paysForEvents(rule))
    .flatMap((rule): CreditRule[] =>
      rule.rule === 'tiers' ? [rule, ...rule.levels].map((table) => ({ ...rule, ...table, levels: [] })) : [rule],
    );
}

const LENGTHS = [
  0, 1, 4, 5, 6, 9, 9.5, 10, 30, 43.2, 44, 59, 60, 61, 119, 120, 216, 239, 240, 300, 420, 432, 433, 1440, 2160, 2161,
  10_000, 43_200,
];

describe('a longer outage never pays less', () => {
  it.each(libraryFiles())('under %s', (path) => {
    for (const rule of rulesOf(path)) {
      const attribute = rule.rule === 'multiplier' ? rule.multiplier_by?.attribute : undefined;
      const facts =
        attribute && rule.rule === 'multiplier'
          ? { [attribute]: Object.keys(rule.multiplier_by?.values ?? {})[0] ?? '' }
          : {};
      const credits = LENGTHS.map((length) => pays(rule, { down: [[0, length]], facts, choices: { gap: 'lower' } }));
      const known = credits.filter((credit) => credit !== null).map((credit) => fromText(credit) as Exact);
      for (const [at, credit] of known.entries())
        expect([rule.id, (known[at - 1] ?? ZERO).compare(credit) <= 0]).toEqual([rule.id, true]);
    }
  });
});

it('finds the tables', () => {
  const count = libraryFiles().reduce((all, path) => all + tablesOf(path).length, 0);
  expect(count).toBeGreaterThan(40);
});
