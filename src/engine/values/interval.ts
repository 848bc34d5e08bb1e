import { type Exact, exact } from './exact.ts';
import type { Instant } from './instant.ts';

/** A half-open span of time, `[begin, end)`, in UTC epoch milliseconds. */
export interface Interval {
  readonly begin: Instant;
  readonly end: Instant;
}

/** The spans as a sorted set without overlaps: what touches or overlaps becomes one, what is empty goes. */
export function union(spans: Iterable<Interval>): Interval[] {
  const sorted = [...spans].filter((span) => span.end > span.begin).sort((a, b) => a.begin - b.begin || a.end - b.end);
  const merged: Interval[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.begin <= last.end)
      merged[merged.length - 1] = { begin: last.begin, end: Math.max(last.end, span.end) };
    else merged.push({ begin: span.begin, end: span.end });
  }
  return merged;
}

/** What lies in both sets. */
export function intersect(a: Iterable<Interval>, b: Iterable<Interval>): Interval[] {
  const left = union(a);
  const right = union(b);
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const x = left[i] as Interval;
    const y = right[j] as Interval;
    const begin = Math.max(x.begin, y.begin);
    const end = Math.min(x.end, y.end);
    if (end > begin) common.push({ begin, end });
    if (x.end < y.end) i += 1;
    else j += 1;
  }
  return common;
}

/** What lies in `a` and not in `b`. */
export function subtract(a: Iterable<Interval>, b: Iterable<Interval>): Interval[] {
  const holes = union(b);
  const rest: Interval[] = [];
  for (const span of union(a)) {
    let begin = span.begin;
    for (const hole of holes) {
      if (hole.end <= begin) continue;
      if (hole.begin >= span.end) break;
      if (hole.begin > begin) rest.push({ begin, end: hole.begin });
      begin = Math.max(begin, hole.end);
    }
    if (begin < span.end) rest.push({ begin, end: span.end });
  }
  return rest;
}

export function clip(spans: Iterable<Interval>, window: Interval): Interval[] {
  return intersect(spans, [window]);
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.begin < b.end && b.begin < a.end;
}

export function contains(span: Interval, at: Instant): boolean {
  return span.begin <= at && at < span.end;
}

/** The length of one span in seconds, exact to the millisecond. */
export function seconds(span: Interval): Exact {
  return exact(span.end - span.begin, 1000);
}

/** The length of a set of spans in seconds. What two of them share is counted once. */
export function totalSeconds(spans: Iterable<Interval>): Exact {
  return exact(
    union(spans).reduce((total, span) => total + (span.end - span.begin), 0),
    1000,
  );
}
