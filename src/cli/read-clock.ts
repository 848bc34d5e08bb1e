import type { Instant } from '../engine/values/instant.ts';

/** Now, or the time that SOURCE_DATE_EPOCH (seconds, reproducible-builds.org) puts in its place. */
export function readClock(
  environment: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): Instant {
  const fixed = environment.SOURCE_DATE_EPOCH ?? '';
  return /^\d{1,11}$/.test(fixed) ? Number.parseInt(fixed, 10) * 1000 : now();
}
