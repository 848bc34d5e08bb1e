import type { Bounds } from '../../../engine/records/credit-rule.ts';
import { type Exact, toText } from '../../../engine/values/exact.ts';
import { checkTable } from '../checks/table.ts';
import type { Edge, WrittenRange } from './bounds.ts';
import type { Confidence } from './found.ts';

export interface TierRow extends Bounds {
  readonly percent: Exact;
}

export interface SettledTiers {
  /** The best row first. */
  readonly rows: readonly TierRow[];
  readonly tierRule: 'printed_range' | 'deepest_match';
  readonly confidence: Confidence;
  /** What was concluded and not read, for the report. */
  readonly concluded: readonly string[];
}

export interface WrittenTier {
  readonly range: WrittenRange;
  readonly percent: Exact;
}

/**
 * Rows with clear edges out of rows as they are written. A dash between two numbers leaves open whether they belong to
 * the row: an edge that another row begins with goes to that row, an upper edge that is the target is met, and every
 * other edge belongs to its own row. `null` where two rows would still hold the same value, or pay the wrong way round.
 */
export function settleTiers(written: readonly WrittenTier[], target: Exact | null): SettledTiers | null {
  const distinct = written.filter((row, index) => written.findIndex((other) => keyOf(other) === keyOf(row)) === index);
  const bare = distinct.length > 1 && distinct.every(({ range }) => !range.low && range.high?.holds === false);
  if (bare) return settleBare(distinct);
  const concluded: string[] = [];
  const rows = distinct.map(({ range, percent }) => ({
    low: range.low && settleLow(range.low, distinct),
    high: range.high && settleHigh(range.high, distinct, target),
    percent,
  }));
  const open = distinct.some(({ range }) => range.low?.holds === null || range.high?.holds === null);
  if (open) concluded.push('whether the ends of a range written with a dash belong to it');
  const clipped = clipOpenRows(rows);
  if (clipped.changed) concluded.push('that of two rows without a lower end the one for the worse uptime applies');
  const sorted = [...clipped.rows].sort((a, b) => compareTops(b, a));
  const tiers = sorted.map(toBounds);
  if (!isSound(tiers)) return null;
  return {
    rows: tiers,
    tierRule: 'printed_range',
    confidence: concluded.length > 0 ? 'likely' : 'sure',
    concluded,
  };
}

interface Row {
  readonly low: { readonly at: Exact; readonly holds: boolean } | null;
  readonly high: { readonly at: Exact; readonly holds: boolean } | null;
  readonly percent: Exact;
}

function settleBare(written: readonly WrittenTier[]): SettledTiers | null {
  const rows = [...written].sort((a, b) => (b.range.high as Edge).at.compare((a.range.high as Edge).at));
  const tiers = rows.map(({ range, percent }) =>
    toBounds({ low: null, high: closed(range.high as Edge, false), percent }),
  );
  const falls = tiers.some(
    (tier, index) => index > 0 && tier.percent.compare((tiers[index - 1] as TierRow).percent) <= 0,
  );
  const same = tiers.some((tier, index) => index > 0 && tier.lt?.equals((tiers[index - 1] as TierRow).lt as Exact));
  return falls || same ? null : { rows: tiers, tierRule: 'deepest_match', confidence: 'sure', concluded: [] };
}

function settleLow(edge: Edge, rows: readonly WrittenTier[]): NonNullable<Row['low']> {
  if (edge.holds !== null) return closed(edge, edge.holds);
  const taken = rows.some(({ range }) => range.high?.holds === true && range.high.at.equals(edge.at));
  return closed(edge, !taken);
}

function settleHigh(edge: Edge, rows: readonly WrittenTier[], target: Exact | null): NonNullable<Row['high']> {
  if (edge.holds !== null) return closed(edge, edge.holds);
  const taken = rows.some(
    ({ range }) => range.low !== null && range.low.holds !== false && range.low.at.equals(edge.at),
  );
  return closed(edge, !taken && !(target?.equals(edge.at) ?? false));
}

function closed({ at }: Edge, holds: boolean) {
  return { at, holds };
}

/** `< 99.0%: 25`, `< 95.0%: 100`: below 95 both rows hold, and the second is meant. */
function clipOpenRows(rows: readonly Row[]): { readonly rows: readonly Row[]; readonly changed: boolean } {
  const open = rows.filter((row) => row.low === null && row.high !== null);
  let changed = false;
  const clipped = rows.map((row) => {
    if (row.low !== null || row.high === null) return row;
    const top = row.high.at;
    const [next] = open
      .flatMap((other) => (other.high && other.high.at.compare(top) < 0 ? [other.high] : []))
      .sort((a, b) => b.at.compare(a.at));
    if (!next) return row;
    changed = true;
    return { ...row, low: { at: next.at, holds: !next.holds } };
  });
  return { rows: clipped, changed };
}

function toBounds({ low, high, percent }: Row): TierRow {
  return {
    ge: low?.holds ? low.at : null,
    gt: low && !low.holds ? low.at : null,
    lt: high && !high.holds ? high.at : null,
    le: high?.holds ? high.at : null,
    percent,
  };
}

const NOWHERE = { origin: { file: '' }, excerpt: '' };

/** What our own reader of terms would refuse, or call swapped, is no table that was understood. */
function isSound(rows: readonly TierRow[]): boolean {
  if (rows.length === 0) return false;
  const table = { path: [], rows, pays: rows.map(({ percent }) => percent), of: 'uptime', top: null } as const;
  const issues = checkTable(table, 'undefined', () => NOWHERE);
  return issues.every(({ code }) => code === 'terms/tier-gap');
}

function compareTops(a: Row, b: Row): number {
  if (!a.high || !b.high) return a.high ? -1 : b.high ? 1 : 0;
  return a.high.at.compare(b.high.at);
}

function keyOf({ range, percent }: WrittenTier): string {
  const edge = (side: Edge | null) => (side ? `${toText(side.at)} ${side.holds}` : '-');
  return `${edge(range.low)} ${edge(range.high)} ${toText(percent)}`;
}
