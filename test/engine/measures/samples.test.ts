import { describe, expect, it } from 'vitest';
import { exact } from '../../../src/engine/values/exact.ts';
import { assessed, behind, down, type Promised, rows, uptime } from './promise.ts';

const MEAN = 'kind: mean_interval_error, interval_s: 300, empty_interval: available';
const HOURLY: Promised = { metric: 'kind: mean_interval_error, interval_s: 3600, empty_interval: available' };
const EMPTY = { readings: { missing_intervals: 'empty' } };
const JUNE = '2026-06-01T00:00:00Z';

describe('the mean of interval error rates', () => {
  it('gives an idle hour the weight of a busy one (examples/sla.md L3)', () => {
    const idle = rows(
      { begin: JUNE, seconds: 3600, repeat: 226, requests: 0 },
      { begin: '2026-06-10T10:00:00Z', seconds: 3600, requests: 1_000_000, errors: 1_000_000 },
      { begin: '2026-06-10T11:00:00Z', seconds: 3600, repeat: 493, requests: 0 },
    );
    const credits = assessed(HOURLY, [], idle);
    expect(uptime(credits)).toBe('3595/36');
    expect(credits[0]).toMatchObject({ status: 'claimable', tier: '[99, 99.9) → 10 %', readings: [] });
    // A ratio weighted by traffic would be 0 %.
    expect(uptime(assessed({ metric: 'kind: request_ratio' }, [], idle))).toBe('0');
  });

  it('is a row of the table whatever the traffic (examples/sla.md A1)', () => {
    const even = rows({ begin: JUNE, seconds: 300, repeat: 8640, requests: 100, errors: 2 });
    expect(uptime(assessed({ metric: MEAN }, [], even))).toBe('98');
    const uneven = rows(
      { begin: JUNE, seconds: 300, repeat: 4320, requests: 1, errors: 0 },
      { begin: '2026-06-16T00:00:00Z', seconds: 300, repeat: 4320, requests: 1_000_000, errors: 40_000 },
    );
    expect(uptime(assessed({ metric: MEAN }, [], uneven))).toBe('98');
  });

  it('reads an interval without a row as one without requests, and leaves it out for who asks', () => {
    const two = rows({ begin: '2026-06-10T10:00:00Z', seconds: 3600, repeat: 2, requests: 10, errors: 1 });
    const credits = assessed(HOURLY, [], two);
    // The mean over two bad hours is no mean of a month: it is no reading of its own accord.
    expect([uptime(credits, 'low'), uptime(credits, 'high')]).toEqual(['3599/36', '3599/36']);
    expect(credits[0]?.notes.join()).toContain('intervals without a row in the error-rate files');
    expect(uptime(assessed(HOURLY, [], two, { readings: { missing_intervals: 'left_out' } }))).toBe('90');
  });

  it('asks what an interval without requests is, where the text does not say', () => {
    const quiet = rows(
      { begin: JUNE, seconds: 3600, repeat: 719, requests: 1 },
      { begin: '2026-06-30T23:00:00Z', seconds: 3600, requests: 0 },
    );
    const credits = assessed({ metric: HOURLY.metric.replace('available', 'unspecified') }, [], quiet);
    expect([uptime(credits), uptime(credits, 'low')]).toEqual(['100', '3595/36']);
    expect(uptime(assessed({ metric: HOURLY.metric.replace('available', 'unavailable') }, [], quiet))).toBe('3595/36');
  });

  it("holds an interval without requests against the vendor's own outage, where the text looks there", () => {
    const external = { metric: HOURLY.metric.replace('available', 'external_metric') };
    const row = rows({ begin: '2026-06-10T10:00:00Z', seconds: 3600, requests: 0 });
    const outage = [down('10 10:00:00-13:30:00', { source: 'vendor-declared' })];
    const credits = assessed(external, outage, row, EMPTY);
    // Three whole hours of the outage, of which one has a row; the half hour is no whole interval.
    expect([uptime(credits), uptime(credits, 'low')]).toEqual(['100', '1195/12']);
    expect(uptime(assessed(external, [], row, EMPTY), 'low')).toBe('100');
  });

  it('adds shorter rows up to an interval of the contract, and refuses longer ones', () => {
    const minutes = rows(
      { begin: '2026-06-10T10:00:00Z', seconds: 60, repeat: 4, requests: 30, errors: 0 },
      { begin: '2026-06-10T10:04:00Z', seconds: 60, requests: 80, errors: 20 },
    );
    // One interval of 8640 with 20 of 200 failed.
    expect(uptime(assessed({ metric: MEAN }, [], minutes, EMPTY))).toBe('86399/864');
    const long = rows({ begin: '2026-06-10T10:00:00Z', seconds: 600, requests: 10, errors: 1 });
    expect(uptime(assessed({ metric: MEAN }, [], long))).toContain('rates.csv:2 does not fit into one interval of 300');
    const across = rows({ begin: '2026-06-10T10:02:00Z', seconds: 300, requests: 10, errors: 1 });
    expect(uptime(assessed({ metric: MEAN }, [], across))).toContain('does not fit');
  });

  it('counts no error of excluded time, and none below a floor of traffic', () => {
    const failing = rows({ begin: '2026-06-10T10:00:00Z', seconds: 3600, repeat: 4, requests: 50, errors: 50 });
    const exclusions: [string, string][] = [['2026-06-10T10:30:00Z', '2026-06-10T11:00:00Z']];
    expect(uptime(assessed({ ...HOURLY, exclusions }, [], failing, EMPTY))).toBe('1195/12');
    const floor = `${HOURLY.metric}, min_requests: {per: interval, count: 51}`;
    expect(uptime(assessed({ metric: floor }, [], failing, EMPTY))).toBe('100');
  });

  it('is undetermined where only an outage is known', () => {
    const [credit] = assessed(HOURLY, [down('10 10:00:00-11:00:00', { source: 'vendor-declared' })], []);
    expect(credit).toMatchObject({ status: 'undetermined' });
    expect(credit?.because).toContain('only an error-rate file shows');
    expect(credit?.credit.base.value).toBeNull();
  });

  it('names the rows behind it, those that follow each other as one', () => {
    const credits = assessed(
      HOURLY,
      [],
      rows(
        { begin: '2026-06-10T09:00:00Z', seconds: 3600, requests: 7 },
        { begin: '2026-06-10T10:00:00Z', seconds: 3600, repeat: 3, requests: 10, errors: 2 },
        { begin: '2026-06-12T10:00:00Z', seconds: 3600, requests: 10, errors: 9 },
      ),
      EMPTY,
    );
    const leaves = behind(credits).filter((figure) => figure.origin?.file === 'rates.csv');
    expect(leaves.map(({ origin, value, formula }) => [origin?.line, value?.n, formula])).toEqual([
      [3, 6n, '2026-06-10T10:00:00Z to 2026-06-10T13:00:00Z: 6 of 30 failed (3 rows, rates.csv:3 to rates.csv:5)'],
      [6, 9n, '2026-06-12T10:00:00Z to 2026-06-12T11:00:00Z: 9 of 10 failed (rates.csv:6)'],
    ]);
  });

  it('takes samples on both sides of a month apart, in the zone of the contract', () => {
    const edge = rows({ begin: '2026-05-31T22:00:00Z', seconds: 3600, repeat: 4, requests: 10, errors: 10 });
    const by = (tz: string) =>
      assessed({ ...HOURLY, period: `{kind: calendar_month, tz: ${tz}}` }, [], edge, EMPTY).map((credit) => [
        credit.period?.id,
        uptime([credit]),
      ]);
    expect(by('UTC')).toEqual([
      ['2026-05', '9275/93'],
      ['2026-06', '1795/18'],
    ]);
    expect(by('America/Los_Angeles')).toEqual([['2026-05', '9250/93']]);
  });

  it.each([
    ['2026-02-01T00:00:00Z', 672],
    ['2024-02-01T00:00:00Z', 696],
    ['2026-06-01T00:00:00Z', 720],
    ['2026-07-01T00:00:00Z', 744],
  ])('divides by the intervals of the month that begins at %s', (begin, hours) => {
    const one = rows({ begin, seconds: 3600, requests: 1, errors: 1 });
    const percent = exact(100n * BigInt(hours - 1), BigInt(hours)).toFraction();
    expect(uptime(assessed(HOURLY, [], one, EMPTY))).toBe(percent);
  });

  it('reads a month of five-minute rows, each with another count, in a moment', () => {
    const busy = rows(
      ...Array.from({ length: 8928 }, (_, index) => ({
        begin: new Date(Date.parse('2026-07-01T00:00:00Z') + index * 300_000).toISOString(),
        seconds: 300,
        requests: 1000 + index,
        errors: index % 7,
      })),
    );
    const started = performance.now();
    const credits = assessed({ metric: MEAN }, [], busy);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(credits[0]?.uptime?.base.value?.d).toBe(2n * 10n ** 40n);
  });
});

describe('what a contract tells apart', () => {
  const byType = { ...HOURLY, scope: '{level: region, unit: store, dimension: request_type}' };
  const types = rows(
    { begin: '2026-06-10T10:00:00Z', seconds: 3600, dimension: 'GET', requests: 1000, errors: 10 },
    { begin: '2026-06-10T10:00:00Z', seconds: 3600, dimension: 'PUT', requests: 10, errors: 9 },
  );

  it('is measured apart, and the worst one decides; nothing is added up', () => {
    const credits = assessed(byType, [], types, EMPTY);
    expect(uptime(credits)).toBe('99.875');
    expect(credits[0]?.uptime?.base.formula).toBe('PUT: the lowest of 2 by request type');
    // Pooled: 19 of 1,010 requests of the hour.
    expect(uptime(assessed(HOURLY, [], types, EMPTY))).toBe(exact(100n * (727_200n - 19n), 727_200n).toFraction());
  });

  it('can be all that a promise speaks of', () => {
    const reads = { ...byType, covers: ', dimensions: [GET]' };
    expect(uptime(assessed(reads, [], types, EMPTY))).toBe('71999/720');
    const [credit] = assessed({ ...reads, covers: ', dimensions: [LIST]' }, [], types, EMPTY);
    expect(credit?.status).toBe('undetermined');
  });

  it('is assumed where the rows do not tell it, and the figure says so', () => {
    const plain = rows({ begin: '2026-06-10T10:00:00Z', seconds: 3600, requests: 10, errors: 9 });
    const credits = assessed({ ...byType, covers: ', dimensions: [GET]' }, [], plain, EMPTY);
    expect([uptime(credits), credits[0]?.uptime?.base.grade]).toEqual(['99.875', 'assumed']);
  });
});

describe('rows of the parts of a unit', () => {
  const inRegion = { begin: '2026-06-10T10:00:00Z', seconds: 3600 };

  it('add up, unless rows of the whole hold them', () => {
    const parts = [
      { ...inRegion, resource: 'bucket-1', requests: 10, errors: 10 },
      { ...inRegion, resource: 'bucket-2', requests: 30, errors: 0 },
    ];
    expect(uptime(assessed(HOURLY, [], rows(...parts), EMPTY))).toBe('14395/144');
    const whole = { ...inRegion, requests: 40, errors: 20 };
    expect(uptime(assessed(HOURLY, [], rows(...parts, whole), EMPTY))).toBe('7195/72');
  });

  it('of different lengths cannot be added up', () => {
    const mixed = rows(
      { ...inRegion, resource: 'bucket-1', requests: 10, errors: 10 },
      { begin: '2026-06-10T10:30:00Z', seconds: 300, resource: 'bucket-2', requests: 1 },
    );
    expect(uptime(assessed(HOURLY, [], mixed, EMPTY))).toContain('intervals of different lengths overlap');
  });

  it('prove nothing of a resource, where they speak of its region', () => {
    const perBucket = { ...HOURLY, scope: '{level: resource, unit: bucket}' };
    const credits = assessed(perBucket, [], rows({ ...inRegion, requests: 10, errors: 10 }), EMPTY);
    expect(credits[0]).toMatchObject({ status: 'insufficient-evidence' });
    expect(uptime(credits)).toBe('3595/36');
  });
});
