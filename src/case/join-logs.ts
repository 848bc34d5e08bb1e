import type { RunEvent } from '../engine/records/run.ts';

/**
 * The events of one run from several log files, by time. A parser counts the attempts of its own file from 1: where one
 * file begins after another ended, its attempts come after the other's; where two overlap, they speak of the same ones.
 */
export function joinLogs(logs: readonly (readonly RunEvent[])[]): RunEvent[] {
  const spans = logs
    .map((events) => ({
      events,
      begin: least(events.map((event) => event.at)),
      end: -least(events.map((event) => -event.at)),
    }))
    .filter(({ events }) => events.length > 0)
    .sort((a, b) => a.begin - b.begin);
  const joined: RunEvent[] = [];
  let base = 0;
  let [last, end] = [0, Number.NEGATIVE_INFINITY];
  for (const span of spans) {
    if (span.begin > end) base = last;
    end = Math.max(end, span.end);
    for (const event of span.events) {
      joined.push(base === 0 ? event : { ...event, attempt: event.attempt + base });
      last = Math.max(last, event.attempt + base);
    }
  }
  return joined
    .map((event, at) => ({ event, at }))
    .sort((a, b) => a.event.at - b.event.at || a.at - b.at)
    .map(({ event }) => event);
}

// Not Math.min(...values): a log has more lines than a call has arguments.
function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}
