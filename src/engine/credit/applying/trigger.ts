import type { CreditCommon } from '../../records/credit-rule.ts';
import { exact, toText, ZERO } from '../../values/exact.ts';
import { clip, type Interval, seconds, totalSeconds, union } from '../../values/interval.ts';

const HOUR = 3_600_000;
const SIXTY = exact(60);

type Trigger = CreditCommon['trigger'];

/** The downtime that exceeds the trigger in its window: an outage, an hour of the clock, the whole period. All of it without one. */
export function beyondTrigger(spans: readonly Interval[], trigger: Trigger): readonly Interval[] {
  const limit = trigger?.unavailable_minutes_gt ?? null;
  if (limit === null) return spans;
  switch (trigger?.window) {
    case 'clock_hour':
      return union(
        clockHours(spans).flatMap((hour) => {
          const inside = clip(spans, hour);
          return totalSeconds(inside).div(SIXTY).compare(limit) > 0 ? inside : [];
        }),
      );
    case 'period':
      return totalSeconds(spans).div(SIXTY).compare(limit) > 0 ? spans : [];
    default:
      return spans.filter((span) => seconds(span).div(SIXTY).compare(limit) > 0);
  }
}

/** Why nothing is owed where nothing exceeds the trigger. */
export function unexceeded(trigger: NonNullable<Trigger>): string {
  const minutes = `more than ${toText(trigger.unavailable_minutes_gt ?? ZERO)} minutes`;
  if (trigger.window === 'clock_hour') return `no hour of the clock has ${minutes} of downtime`;
  return trigger.window === 'period' ? `the period does not have ${minutes} of downtime` : `no outage lasts ${minutes}`;
}

/** The hours of the clock that the spans touch. */
export function clockHours(spans: readonly Interval[]): Interval[] {
  const starts = new Set<number>();
  for (const span of union(spans))
    for (let at = span.begin - (span.begin % HOUR); at < span.end; at += HOUR) starts.add(at);
  return [...starts].sort((a, b) => a - b).map((begin) => ({ begin, end: begin + HOUR }));
}
