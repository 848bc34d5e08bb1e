import { type Exact, exact } from '../../values/exact.ts';
import { clip, type Interval, union } from '../../values/interval.ts';

const MINUTE = 60_000;

/** The maintenance of a period beyond the minutes that the contract allows the vendor: the first of them are free. */
export function beyondAllowance(maintenance: readonly Interval[], allowance: Exact, period: Interval): Interval[] {
  let free = Number(allowance.mul(exact(MINUTE)).ceil().n);
  return union(clip(maintenance, period)).flatMap((span) => {
    const used = Math.min(free, span.end - span.begin);
    free -= used;
    return used < span.end - span.begin ? [{ begin: span.begin + used, end: span.end }] : [];
  });
}
