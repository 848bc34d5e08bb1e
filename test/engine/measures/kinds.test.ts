import { describe, expect, it } from 'vitest';
import type { Outage } from '../../../src/engine/records/outage.ts';
import { exact } from '../../../src/engine/values/exact.ts';
import { at } from '../library.ts';
import { assessed, behind, down, rows, uptime } from './promise.ts';

const seen = (text: string, parts: Partial<Outage> = {}) => down(text, { source: 'observed', ...parts });
const FAILED = 'kind: failed_intervals, interval_s: 300';

describe('shares of requests', () => {
  it('are exact, and count no time', () => {
    const credits = assessed(
      { metric: 'kind: request_ratio' },
      [],
      rows(
        { begin: '2026-06-10T10:00:00Z', seconds: 300, requests: 3, errors: 1 },
        { begin: '2026-06-20T10:00:00Z', seconds: 86_400, requests: 999_997, errors: 1_999 },
      ),
    );
    expect(uptime(credits)).toBe('99.8');
    expect(credits[0]?.downtime?.base.value).toBeNull();
    expect(credits[0]).toMatchObject({ status: 'claimable', tier: '[99, 99.9) → 10 %' });
  });

  it('are undetermined without a request, and where a row lies across the edge of the month', () => {
    const none = rows({ begin: '2026-06-10T10:00:00Z', seconds: 300, requests: 0 });
    expect(assessed({ metric: 'kind: request_ratio' }, [], none)[0]).toMatchObject({ status: 'undetermined' });
    const edge = rows({ begin: '2026-05-31T12:00:00Z', seconds: 86_400, requests: 10, errors: 1 });
    for (const credit of assessed({ metric: 'kind: request_ratio' }, [], edge))
      expect(uptime([credit])).toContain('lies across the edge of the period');
  });

  it('count nothing below a floor of traffic for the whole period', () => {
    const few = rows({ begin: '2026-06-10T10:00:00Z', seconds: 300, requests: 1_999, errors: 1_999 });
    const metric = 'kind: request_ratio, min_requests: {per: period, count: 2000}';
    expect(uptime(assessed({ metric }, [], few))).toBe('100');
    expect(uptime(assessed({ metric: metric.replace('2000', '1999') }, [], few))).toBe('0');
  });

  it('belong to the interval in which something was begun', () => {
    const metric = 'kind: completion_share, denominator: objects_initiated';
    const begun = rows(
      { begin: '2026-06-30T23:55:00Z', seconds: 300, requests: 1_000, errors: 30 },
      { begin: '2026-07-01T00:00:00Z', seconds: 300, requests: 1_000, errors: 0 },
    );
    expect(assessed({ metric }, [], begun).map((credit) => [credit.period?.id, uptime([credit])])).toEqual([
      ['2026-06', '97'],
      ['2026-07', '100'],
    ]);
  });

  it('hold the seconds of a delivery against the bound; on the bound it is in time', () => {
    const metric = 'kind: delivery_bound, bound_s: 86400';
    const each = { begin: '2026-06-10T00:00:00Z', seconds: 3600, unit: 's' };
    const taken = rows(
      { ...each, value: 86_400 },
      { ...each, begin: '2026-06-11T00:00:00Z', value: 86_401 },
      { ...each, begin: '2026-06-12T00:00:00Z', value: 60, repeat: 2 },
    );
    expect(uptime(assessed({ metric }, [], taken))).toBe('75');
  });

  it('of allocated time count what was lost of it', () => {
    const hour = { begin: '2026-06-10T10:00:00Z', seconds: 3600, requests: 512 * 3600 };
    const lost = rows({ ...hour, errors: 8 * 3600 }, { ...hour, begin: '2026-06-10T11:00:00Z', errors: 0 });
    expect(uptime(assessed({ metric: 'kind: goodput' }, [], lost))).toBe('99.21875');
  });
});

describe('levels', () => {
  const metric = `kind: latency_attainment, interval_s: 60, share: 99, threshold_by: {attribute: model, unit: tokens_per_s, values: {small: 80, large: 50}}`;
  const minute = { begin: '2026-06-10T10:00:00Z', seconds: 60, unit: 'tokens_per_s' };
  const levels = rows(
    { ...minute, value: 80 },
    { ...minute, begin: '2026-06-10T10:01:00Z', value: 79, repeat: 2 },
    { ...minute, begin: '2026-06-10T10:03:00Z', value: 49 },
  );
  const known = { readings: { missing_intervals: 'left_out' } };

  it('are reached on the threshold of the model that the case states', () => {
    expect(uptime(assessed({ metric, attributes: { model: 'small' } }, [], levels, known))).toBe('25');
    expect(uptime(assessed({ metric, attributes: { model: 'large' } }, [], levels, known))).toBe('75');
  });

  it('are a reading for each model, where nobody states it', () => {
    const credits = assessed({ metric }, [], levels, known);
    expect([uptime(credits, 'low'), uptime(credits, 'high')]).toEqual(['25', '75']);
    expect(credits[0]?.evidence.missing).toContain('attribute:model');
  });

  it('are those of each model, where the rows name it', () => {
    const both = rows({ ...minute, dimension: 'small', value: 60 }, { ...minute, dimension: 'large', value: 60 });
    const scope = '{level: region, unit: endpoint, dimension: model}';
    const credits = assessed({ metric, scope }, [], both, known);
    expect([uptime(credits), credits[0]?.uptime?.base.formula]).toEqual(['0', 'small: the lowest of 2 by model']);
  });

  it('of a time are reached below the threshold', () => {
    const times = metric.replace('tokens_per_s', 'ms');
    const taken = rows(
      { ...minute, unit: 'ms', value: 80 },
      { ...minute, begin: '2026-06-10T10:01:00Z', unit: 'ms', value: 81 },
    );
    expect(uptime(assessed({ metric: times, attributes: { model: 'small' } }, [], taken, known))).toBe('50');
  });

  it('in another unit, or of another interval, are no answer', () => {
    const model = { attributes: { model: 'small' } };
    const other = rows({ ...minute, unit: 'ms', value: 80 });
    expect(uptime(assessed({ metric, ...model }, [], other, known))).toContain('rates.csv:2 is not tokens_per_s');
    const longer = rows({ ...minute, seconds: 300, value: 80 });
    expect(uptime(assessed({ metric, ...model }, [], longer, known))).toContain('of one interval of 60 s');
    expect(uptime(assessed({ metric, ...model }, [down('10 10:00:00-11:00:00')], [], known))).toContain('tokens_per_s');
  });
});

describe('intervals that failed', () => {
  it('lie in an outage as a whole, by the clock', () => {
    // 10:02 to 10:17 holds 10:05-10:15 and no more.
    expect(uptime(assessed({ metric: FAILED }, [seen('10 10:02:00-10:17:00')], []))).toBe(
      uptime(assessed({ metric: FAILED }, [seen('10 10:05:00-10:15:00')], [])),
    );
    expect(uptime(assessed({ metric: FAILED }, [seen('10 10:02:00-10:09:59')], []))).toBe('100');
  });

  it('drop parts of minutes (examples/sla.md L10)', () => {
    const credits = assessed({ metric: 'kind: failed_intervals, interval_s: 60' }, [seen('10 10:00:30-10:02:20')], []);
    expect(credits[0]?.downtime?.base.value?.toFraction()).toBe('60');
  });

  it("are the vendor's, the customer's, or both, as read", () => {
    const row = rows({ begin: '2026-06-10T10:10:00Z', seconds: 300, requests: 5, errors: 5 });
    const outage = [down('10 10:00:00-10:05:00', { source: 'vendor-declared' })];
    const credits = assessed({ metric: FAILED }, outage, row);
    expect([uptime(credits, 'low'), uptime(credits), uptime(credits, 'high')]).toEqual([
      '21595/216',
      '43195/432',
      '43195/432',
    ]);
  });

  it('need the traffic of the contract, which only rows show (examples/sla.md G11)', () => {
    const metric =
      'kind: downtime_periods, error_rate_gt: 0.05, min_requests: {per: minute, count: 60}, min_run_s: 300, partial_minutes: drop, minute_alignment: clock';
    const minutes = (requests: number, errors: number, repeat = 6) =>
      rows({ begin: '2026-06-10T10:00:00Z', seconds: 60, repeat, requests, errors });
    const down = (samples: ReturnType<typeof rows>) =>
      assessed({ metric }, [], samples)[0]?.downtime?.base.value?.div(60).toFraction();
    expect(down(minutes(50, 20))).toBe('0');
    expect(down(minutes(60, 24))).toBe('6');
    expect(down(minutes(60, 24, 4))).toBe('0');
    // The threshold is strict.
    expect(down(minutes(60, 3))).toBe('0');
    const [declared] = assessed({ metric }, [seen('10 10:00:00-11:00:00')], []);
    expect(declared).toMatchObject({ status: 'undetermined' });
    expect(declared?.because).toContain('a floor of traffic, which only an error-rate file shows');
  });

  it('are taken as even, and said to be, where rows are longer than the minutes of the contract', () => {
    const metric = 'kind: downtime_periods, error_rate_gt: 0.05, partial_minutes: count';
    const grade = (seconds: number) =>
      assessed({ metric }, [], rows({ begin: '2026-06-10T10:00:00Z', seconds, requests: 10, errors: 9 }))[0]?.uptime
        ?.base.grade;
    expect([grade(60), grade(300)]).toEqual(['derived', 'assumed']);
  });

  it('make no downtime of a promise that names no share of requests', () => {
    const failing = rows({ begin: '2026-06-10T10:00:00Z', seconds: 300, requests: 9, errors: 9 });
    const metric = 'kind: unavailable_minutes, partial_minutes: count';
    const [credit] = assessed({ metric }, [], failing);
    expect(credit).toMatchObject({ status: 'undetermined' });
    expect(credit?.because).toContain('no share of failed requests');
    // Beside an outage, which the promise can read, such rows change nothing.
    expect(uptime(assessed({ metric }, [seen('10 10:00:00-10:43:12')], failing))).toBe('99.9');
  });
});

describe('days that roll', () => {
  const annual = { metric: 'kind: rolling_annual, interval_s: 300', period: '{kind: rolling_365_days, tz: UTC}' };
  const year = [
    seen('10 10:00:00-10:05:00', { id: 'a', begin: at('2026-01-10T10:00:00Z'), end: at('2026-01-10T12:00:00Z') }),
    seen('10 10:00:00-12:05:00', { id: 'b' }),
    seen('10 10:00:00-10:05:00', { id: 'c', begin: at('2025-05-01T00:00:00Z'), end: at('2025-05-02T00:00:00Z') }),
  ];

  it('are one assessment of all that happened in them', () => {
    const credits = assessed(annual, year, [], { asOf: at('2026-07-01T00:00:00Z') });
    expect(credits).toHaveLength(1);
    // 24 + 25 of 105,120 five-minute intervals; what is older than a year counts no more.
    expect(uptime(credits)).toBe(exact(100n * (105_120n - 49n), 105_120n).toFraction());
    expect(behind(credits).map(({ label }) => label)).toContain('Length of the 365 days before 2026-07-01T00:00:00Z');
  });

  it('end with the last outage, where the contract says so', () => {
    const monthly = {
      metric: 'kind: unavailable_minutes, partial_minutes: count',
      period: '{kind: rolling_30_days, tz: UTC}',
    };
    const two = [
      seen('10 10:00:00-10:05:00', { id: 'a', begin: at('2026-05-25T00:00:00Z'), end: at('2026-05-25T01:00:00Z') }),
      seen('20 00:00:00-02:00:00', { id: 'b' }),
      seen('10 10:00:00-10:05:00', { id: 'c', begin: at('2026-05-01T00:00:00Z'), end: at('2026-05-02T00:00:00Z') }),
    ];
    const credits = assessed(monthly, two, []);
    expect([credits.length, credits[0]?.period?.id]).toEqual([1, '2026-06']);
    expect(credits[0]?.downtime?.base.value?.toFraction()).toBe('10800');
    expect(uptime(credits)).toBe(exact(100n * (720n - 3n), 720n).toFraction());
  });
});

describe('interruptions', () => {
  const credits = `{id: each, basis: period, rule: per_failure, allowance: {count: 1}, percent: 5, base: {level: account, says: the bill, basis: charges_paid}}`;

  it('are counted after those that touch are joined and those too short are dropped', () => {
    const logged = [
      seen('10 10:00:00-10:05:00', { id: 'a' }),
      seen('10 10:05:00-10:06:00', { id: 'b' }),
      seen('11 10:00:00-10:05:00', { id: 'c' }),
      seen('12 10:00:00-10:00:30', { id: 'd' }),
      seen('13 10:00:00-10:01:00', { id: 'e' }),
    ];
    const metric = 'kind: failure_count, min_run_s: 60';
    const [credit] = assessed({ metric, credits }, logged, []);
    expect(credit?.credit.base.value?.toFraction()).toBe('100');
  });
});

describe('a second window', () => {
  const flat = `{id: flat, basis: period, rule: flat_percent, percent: 5, target: 99, base: {level: account, says: the bill, basis: charges_paid}}`;
  const metric =
    'kind: unavailable_minutes, partial_minutes: count, windows: [{kind: month, target: 99}, {kind: day, max_down_minutes: 30}]';
  const status = (logged: readonly Outage[], credits?: string) => {
    const [credit] = assessed({ metric, ...(credits && { credits }) }, logged, []);
    return [credit?.status, credit?.credit.base.value?.toFraction() ?? credit?.because];
  };

  it('is missed by one day of too much downtime, although the month is kept', () => {
    expect(status([seen('10 10:00:00-10:30:00')], flat)).toEqual(['not-met', '0']);
    expect(status([seen('10 10:00:00-10:30:01')], flat)).toEqual(['claimable', '50']);
    const twoDays = [seen('10 10:00:00-10:29:00', { id: 'a' }), seen('11 10:00:00-10:29:00', { id: 'b' })];
    expect(status(twoDays, flat)).toEqual(['not-met', '0']);
  });

  it('leaves a table of uptimes without an answer', () => {
    const rows = `{id: t, basis: period, rule: tiers, target: 99, base: {level: account, says: the bill, basis: charges_paid}, tiers: [{lt: 99, percent: 10}]}`;
    expect(status([seen('10 10:00:00-10:30:00')], rows)).toEqual(['not-met', '0']);
    expect(status([seen('10 10:00:00-18:00:00')], rows)).toEqual(['claimable', '100']);
    const [state, why] = status([seen('10 10:00:00-10:40:00')], rows);
    expect([state, why]).toEqual([
      'undetermined',
      '2026-06-10 (UTC): the contract promises at most 30 minutes down; which credit that earns the text does not say',
    ]);
  });
});

describe('node-hours', () => {
  const cluster = { metric: 'kind: node_hours, denominator: contracted_node_hours' };
  const node = (id: string, text: string, parts: Partial<Outage> = {}) =>
    seen(text, { id: `${id} ${text}`, scope: { level: 'resource', id, region: 'r-1' }, ...parts });
  const two = [node('n-1', '10 10:00:00-16:00:00'), node('n-2', '10 12:00:00-18:00:00')];

  it('count the down time of each node, at the same time or not', () => {
    // 12 of 10 × 720 node-hours.
    expect(uptime(assessed({ ...cluster, attributes: { contracted_nodes: '10' } }, two, []))).toBe('599/6');
  });

  it('count all nodes while the whole is down, and none of them twice', () => {
    const whole = [...two, seen('10 14:00:00-15:00:00')];
    // 5 + 5 hours of single nodes, and 10 of all.
    expect(uptime(assessed({ ...cluster, attributes: { contracted_nodes: '10' } }, whole, []))).toBe('1795/18');
  });

  it('are open where nobody says how many are contracted, or more are named', () => {
    const [open] = assessed(cluster, two, []);
    expect([open?.status, open?.because]).toEqual([
      'undetermined',
      'the contract counts node-hours of the nodes contracted; state contracted_nodes',
    ]);
    expect(open?.evidence.missing).toContain('attribute:contracted_nodes');
    const [more] = assessed({ ...cluster, attributes: { contracted_nodes: '1' } }, two, []);
    expect(more?.because).toContain('more than the 1 contracted');
  });

  it("are the vendor's, the customer's, or both, as read", () => {
    const sides = [
      node('n-1', '10 10:00:00-16:00:00', { source: 'vendor-declared' }),
      node('n-1', '10 10:00:00-22:00:00'),
    ];
    const credits = assessed({ ...cluster, attributes: { contracted_nodes: '1' } }, sides, []);
    expect([uptime(credits), uptime(credits, 'low')]).toEqual(['595/6', '295/3']);
  });
});

describe('rules that pay for time', () => {
  it('are undetermined under a promise that counts none', () => {
    const credits = `{id: m, basis: incident, rule: multiplier, multiplier: 10, base: {level: account, says: the bill, basis: charges_paid}}`;
    const failing = rows({ begin: '2026-06-10T10:00:00Z', seconds: 300, requests: 9, errors: 9 });
    const [credit] = assessed({ metric: 'kind: request_ratio', credits }, [], failing);
    expect([credit?.status, credit?.because]).toEqual([
      'undetermined',
      'this version does not compute multiplier credits, which pay for time, under a promise that counts none',
    ]);
  });
});
