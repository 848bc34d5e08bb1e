import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../../src/engine/values/exact.ts';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { assessed, type Rows, rows, uptime } from './promise.ts';

/**
 * Second calculators that share no code with the engine: arrays of intervals, sums as one fraction of BigInts. Months of
 * 28, 29, 30 and 31 days.
 */
const MONTHS = ['2026-02', '2024-02', '2026-06', '2026-07'] as const;

interface Trial {
  readonly month: (typeof MONTHS)[number];
  readonly counts: readonly { readonly place: number; readonly requests: number; readonly errors: number }[];
}

const trial = (places: number): fc.Arbitrary<Trial> =>
  fc.record({
    month: fc.constantFrom(...MONTHS),
    counts: fc.uniqueArray(
      fc
        .record({ place: fc.nat(places - 1), requests: fc.nat(400), share: fc.nat(100) })
        .map(({ place, requests, share }) => ({ place, requests, errors: Math.floor((requests * share) / 100) })),
      { selector: ({ place }) => place, minLength: 1, maxLength: 40 },
    ),
  });

function begin(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

function length(month: string): number {
  const first = new Date(begin(month));
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) - first.getTime();
}

function given({ month, counts }: Trial, seconds: number) {
  return rows(
    ...counts.map(
      ({ place, requests, errors }): Rows => ({
        begin: formatInstant(begin(month) + place * seconds * 1000),
        seconds,
        requests,
        errors,
      }),
    ),
  );
}

function fraction(numerator: bigint, denominator: bigint): string {
  const value = exact(numerator, denominator);
  return value.d === 1n ? String(value.s * value.n) : value.toFraction();
}

function shown(text: string): string {
  const [whole = '0', decimals = ''] = text.split('.');
  return text.includes('/') ? text : fraction(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
}

describe('a second calculator', () => {
  it('agrees on the mean of interval error rates, empty intervals and missing ones included', () => {
    fc.assert(
      fc.property(trial(8_000), fc.constantFrom('empty', 'left_out'), (one, missing) => {
        const intervals = length(one.month) / 300_000;
        const busy = one.counts.filter(({ requests }) => requests > 0);
        const count = missing === 'empty' ? intervals : one.counts.length;
        const product = busy.reduce((all, { requests }) => all * BigInt(requests), 1n);
        const errors = busy.reduce(
          (all, { requests, errors }) => all + (product / BigInt(requests)) * BigInt(errors),
          0n,
        );
        const all = product * BigInt(count);
        const metric = 'kind: mean_interval_error, interval_s: 300, empty_interval: available';
        const credits = assessed({ metric }, [], given(one, 300), { readings: { missing_intervals: missing } });
        const [numerator = '0', denominator = '1'] = shown(uptime(credits)).split('/');
        // The engine writes what has more than forty digits below the line as a decimal of forty places.
        const places = 10n ** 40n;
        expect((BigInt(numerator) * places) / BigInt(denominator)).toBe((100n * (all - errors) * places) / all);
        if (exact(all - errors, all).d < 10n ** 35n)
          expect(fraction(BigInt(numerator), BigInt(denominator))).toBe(fraction(100n * (all - errors), all));
      }),
      { numRuns: 60 },
    );
  });

  it('agrees on intervals that failed as a whole', () => {
    fc.assert(
      fc.property(trial(8_000), fc.constantFrom(null, '0.5', '0'), (one, rate) => {
        const failed = one.counts.filter(({ requests, errors }) => {
          if (requests === 0) return false;
          if (rate === null) return errors === requests;
          return rate === '0' ? errors > 0 : errors * 2 > requests;
        }).length;
        const intervals = BigInt(length(one.month) / 300_000);
        const metric = `kind: failed_intervals, interval_s: 300${rate === null ? '' : `, error_rate_gt: ${rate}`}`;
        expect(shown(uptime(assessed({ metric }, [], given(one, 300))))).toBe(
          fraction(100n * (intervals - BigInt(failed)), intervals),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('agrees on downtime periods: a rate, a floor of traffic, a shortest run', () => {
    fc.assert(
      fc.property(
        // Close together, so that runs come about.
        trial(60),
        fc.constantFrom(1, 2, 5),
        fc.constantFrom(0, 60),
        (one, least, floor) => {
          const minutes = Array.from({ length: 60 }, (_, place) => {
            const row = one.counts.find((candidate) => candidate.place === place);
            return row !== undefined && row.requests >= Math.max(floor, 1) && row.errors * 20 > row.requests;
          });
          let run = 0;
          let counted = 0;
          for (const bad of [...minutes, false]) {
            if (bad) run += 1;
            else {
              if (run >= least) counted += run;
              run = 0;
            }
          }
          const all = BigInt(length(one.month) / 60_000);
          const floorText = floor === 0 ? '' : ', min_requests: {per: minute, count: 60}';
          const metric = `kind: downtime_periods, error_rate_gt: 0.05, min_run_s: ${least * 60}, partial_minutes: drop, minute_alignment: clock${floorText}`;
          expect(shown(uptime(assessed({ metric }, [], given(one, 60))))).toBe(
            fraction(100n * (all - BigInt(counted)), all),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
