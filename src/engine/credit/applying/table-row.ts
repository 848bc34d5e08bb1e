import type { Bounds, GapPolicy } from '../../records/credit-rule.ts';
import type { Exact } from '../../values/exact.ts';
import type { Choices } from '../readings/questions.ts';
import { inBounds, liesAbove, liesBelow } from './bounds.ts';

/** Of a rule without rows. */
export const UNSEEN = 'the tier table of this contract has not been seen';

/** Rows of uptime, and what decides among them. */
export interface UptimeTable<Row extends Bounds> {
  readonly rows: readonly Row[];
  readonly pays: (row: Row) => Exact;
  readonly target: Exact | null;
  readonly tier_rule: 'printed_range' | 'deepest_match';
  readonly gap_policy: GapPolicy;
}

/** The row the unrounded uptime falls in; in a gap between two rows, the one that the reading picks. */
export function rowFor<Row extends Bounds>(table: UptimeTable<Row>, uptime: Exact, choices: Choices): Row | undefined {
  const { rows, pays } = table;
  const fitting = rows.filter((row) => inBounds(row, uptime)).sort((a, b) => pays(b).compare(pays(a)));
  if (table.tier_rule === 'deepest_match' || fitting.length > 0) return fitting[0];
  const higher = table.gap_policy === 'higher_credit' || (table.gap_policy === 'undefined' && choices.gap === 'higher');
  // Credits rise as uptime falls: the nearest row above the uptime pays less than the nearest row below it.
  const [less] = rows.filter((row) => liesAbove(row, uptime)).sort((a, b) => pays(b).compare(pays(a)));
  const [more] = rows.filter((row) => liesBelow(row, uptime)).sort((a, b) => pays(a).compare(pays(b)));
  if (!less && isMet(table.target, uptime)) return undefined;
  // Below every row the literal table pays nothing, and nobody can mean that a worse month pays less: both are readings.
  if (!more) return higher ? less : undefined;
  return higher ? more : less;
}

/** Whether the uptime reaches the target; without a target, above every row it does. */
export function isMet(target: Exact | null, uptime: Exact): boolean {
  return target === null || uptime.compare(target) >= 0;
}
