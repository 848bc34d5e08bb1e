import type { Clause } from '../../records/figure.ts';
import { derived, type Figure } from '../../records/figure.ts';
import type { Metric } from '../../records/metric.ts';
import { type Exact, exact, HUNDRED, toText } from '../../values/exact.ts';
import { formatDay } from '../../values/instant.ts';
import { clip, type Interval, seconds, totalSeconds } from '../../values/interval.ts';
import { daysIn } from '../../values/period.ts';
import type { Window } from './window.ts';

export interface WindowInput {
  readonly id: string;
  readonly metric: Pick<Metric, 'windows'>;
  readonly counted: readonly Interval[];
  readonly downtime: Figure;
  readonly window: Window;
  readonly cite: (says: string) => Clause;
}

/**
 * The further windows of a contract that the downtime misses, each by its worst span (Aethir: 99 % of the month, and no
 * more than thirty minutes on any day). A span on the limit is within it.
 */
export function missedWindows({ id, metric, counted, downtime, window, cite }: WindowInput): Figure[] {
  return metric.windows.flatMap(({ kind, target, max_down_minutes: most }, at) => {
    const spans = kind === 'month' ? [window] : daysTouched(counted, window);
    const judged = spans.map((span) => ({ span, down: totalSeconds(clip(counted, span)) }));
    const missed = judged.filter(({ span, down }) => isMissed(down, seconds(span), target, most));
    const [worst] = missed.sort((a, b) => b.down.compare(a.down) || a.span.begin - b.span.begin);
    if (!worst) return [];
    const limit = [
      ...(most ? [`at most ${toText(most)} minutes down`] : []),
      ...(target ? [`at least ${toText(target)} % up`] : []),
    ].join(' and ');
    return [
      derived({
        id: `${id}.window${at + 1}`,
        label: kind === 'day' ? 'Downtime of the worst day' : `Downtime of ${window.label}`,
        value: worst.down,
        unit: 'seconds',
        formula: `${kind === 'day' ? `${dayOf(worst.span, window.zone)} (${window.zone})` : window.says}: the contract promises ${limit}${missed.length > 1 ? `; ${missed.length} days missed it` : ''}`,
        inputs: [downtime],
        clause: cite(`${limit} a ${kind}`),
      }),
    ];
  });
}

function isMissed(down: Exact, length: Exact, target: Exact | null, most: Exact | null): boolean {
  if (most !== null && down.compare(most.mul(exact(60))) > 0) return true;
  return target !== null && length.sub(down).div(length).mul(HUNDRED).compare(target) < 0;
}

function daysTouched(counted: readonly Interval[], window: Window): Interval[] {
  const days = new Map<number, Interval>();
  for (const span of counted) for (const day of daysIn(span, window.zone)) days.set(day.begin, day);
  return [...days.values()].sort((a, b) => a.begin - b.begin);
}

function dayOf({ begin, end }: Interval, zone: string): string {
  // The middle of a day lies on it in its own zone; of the two UTC days it may touch, that is the one to name for UTC.
  return zone === 'UTC' ? formatDay(begin) : `${formatDay(begin + (end - begin) / 2)}`;
}
