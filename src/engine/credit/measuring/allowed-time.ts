import { type Exact, exact, HUNDRED } from '../../values/exact.ts';
import { type Interval, seconds } from '../../values/interval.ts';
import type { RuleInput } from '../rule.ts';

/** A percentage of the period as seconds: of the 43,200 minutes of June, 0.5 % are 216. */
export function allowanceSeconds(percent: Exact, { month }: Pick<RuleInput, 'month'>): Exact {
  return seconds(month).mul(percent).div(HUNDRED);
}

/** The downtime without its first seconds, which are free. */
export function beyondFree(spans: readonly Interval[], free: Exact): Interval[] {
  let left = Number(free.mul(exact(1000)).ceil().n);
  return spans.flatMap((span) => {
    const used = Math.min(left, span.end - span.begin);
    left -= used;
    return used < span.end - span.begin ? [{ begin: span.begin + used, end: span.end }] : [];
  });
}
