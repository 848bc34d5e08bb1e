import { describe, expect, it } from 'vitest';
import { countedDowntime } from '../../src/engine/downtime.ts';
import type { Metric } from '../../src/engine/records/metric.ts';
import { exact } from '../../src/engine/values/exact.ts';
import { totalSeconds } from '../../src/engine/values/interval.ts';
import { termsOf } from './library.ts';

const SINGLE = termsOf('gcp/compute-engine')
  .versions.at(-1)
  ?.commitments.find((entry) => entry.id === 'single-instance');
const day = (time: string) => Date.parse(`2025-07-10T${time}Z`);
const span = (begin: string, end: string) => ({ begin: day(begin), end: day(end) });
const JULY = { begin: Date.parse('2025-07-01T00:00:00Z'), end: Date.parse('2025-08-01T00:00:00Z') };

function minutes(
  down: [string, string][],
  metric: Partial<Metric>,
  { exclusions = [], choices = {} }: { exclusions?: [string, string][]; choices?: Record<string, string> } = {},
): string {
  const counted = countedDowntime({
    down: down.map(([begin, end]) => span(begin, end)),
    exclusions: exclusions.map(([begin, end]) => span(begin, end)),
    period: JULY,
    metric: { ...(SINGLE?.metric as Metric), min_run_s: null, partial_minutes: 'count', ...metric } as Metric,
    choices,
  });
  return totalSeconds(counted).div(60).toString();
}

describe('what counts as downtime', () => {
  // examples/sla.md G5, variant: a 10-minute Downtime Period and an exclusion that leaves 5 + 5 minutes.
  const outage: [string, string][] = [['09:00:00', '09:50:00']];
  const exclusions: [string, string][] = [['09:05:00', '09:45:00']];
  const tenMinutes = { min_run_s: exact(600), exclusions_applied: 'unspecified' as const };

  it('depends on whether exclusions come off before or after the run test', () => {
    expect(minutes(outage, tenMinutes, { exclusions, choices: { exclusions_applied: 'before_run_test' } })).toBe('0');
    expect(minutes(outage, tenMinutes, { exclusions, choices: { exclusions_applied: 'after_run_test' } })).toBe('10');
    expect(minutes(outage, {}, { exclusions: [['09:10:00', '09:40:00']] })).toBe('20');
  });

  it('takes a run of exactly the shortest length, unless the text says more than', () => {
    const run: [string, string][] = [['09:00:00', '09:05:00']];
    expect(minutes(run, { min_run_s: exact(300) })).toBe('5');
    expect(minutes(run, { min_run_s: exact(300), min_run_strict: true })).toBe('0');
    expect(minutes(run, { min_run_s: exact(301) })).toBe('0');
    expect(minutes([['09:00:00', '09:08:00']], { min_run_s: exact(300), count_from: 'after_threshold' })).toBe('3');
  });

  it('drops parts of minutes by the clock or from the start, as the reading has it (G6, G7, L10)', () => {
    const drop = { partial_minutes: 'drop' as const, minute_alignment: 'unspecified' as const };
    const by = (run: [string, string], minute_alignment: string) =>
      minutes([run], drop, { choices: { minute_alignment } });
    expect([by(['23:00:00', '23:00:59'], 'clock'), by(['23:00:00', '23:00:59'], 'elapsed')]).toEqual(['0', '0']);
    expect([by(['23:00:30', '23:01:30'], 'clock'), by(['23:00:30', '23:01:30'], 'elapsed')]).toEqual(['0', '1']);
    expect([by(['10:00:30', '10:02:20'], 'clock'), by(['10:00:30', '10:02:20'], 'elapsed')]).toEqual(['1', '1']);
  });

  it('joins reports before it tests the length of a run, and clips them to the month', () => {
    expect(
      minutes(
        [
          ['09:00:00', '09:06:00'],
          ['09:05:00', '09:10:00'],
        ],
        { min_run_s: exact(600) },
      ),
    ).toBe('10');
    const july = countedDowntime({
      down: [{ begin: JULY.end - 600_000, end: JULY.end + 600_000 }],
      exclusions: [],
      period: JULY,
      metric: { ...(SINGLE?.metric as Metric), min_run_s: null },
      choices: {},
    });
    expect(totalSeconds(july).equals(600)).toBe(true);
  });
});
