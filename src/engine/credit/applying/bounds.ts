import type { Bounds } from '../../records/credit-rule.ts';
import { type Exact, toText } from '../../values/exact.ts';

export function inBounds(bounds: Bounds, value: Exact): boolean {
  return !liesAbove(bounds, value) && !liesBelow(bounds, value);
}

/** Whether the whole range lies above the value. */
export function liesAbove({ ge, gt }: Bounds, value: Exact): boolean {
  return (ge !== null && value.compare(ge) < 0) || (gt !== null && value.compare(gt) <= 0);
}

/** Whether the whole range lies below the value. */
export function liesBelow({ lt, le }: Bounds, value: Exact): boolean {
  return (lt !== null && value.compare(lt) >= 0) || (le !== null && value.compare(le) > 0);
}

/** `[99.0, 99.5)`, `< 95`, `≥ 420`. */
export function boundsText({ ge, gt, lt, le }: Bounds): string {
  const low = ge ?? gt;
  const high = lt ?? le;
  if (low && high) return `${ge ? '[' : '('}${toText(low)}, ${toText(high)}${le ? ']' : ')'}`;
  if (high) return `${le ? '≤' : '<'} ${toText(high)}`;
  return low ? `${ge ? '≥' : '>'} ${toText(low)}` : 'any';
}
