import { describe, expect, it } from 'vitest';
import { needsOf } from '../../../src/engine/needs.ts';
import { closure } from '../../../src/engine/records/figure.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { loss } from '../../reports/assessments.ts';
import { DAY, FIRST, file, HOUR, OUTAGE, overspendOf, recordsOf, row, shown, week } from './hourly-case.ts';

const same = (cost: string, days = 7) => Array.from({ length: days }, () => [cost, cost, cost]);

describe('spending in the hours of an incident', () => {
  // Logs: five days of 10 an hour, one of 11, one of 9: the median of each hour is 10, the incident's usual cost 30, and
  // the days are off by +3, −3 and 0, so the range is 6. In the incident 10 + 25 + 18 = 53, which is 23 more.
  const logs = week('Logs', 'us-east-1', ['10', '25', '18'], [['11', '11', '11'], ['9', '9', '9'], ...same('10', 5)]);
  // Nothing in the west before: 40.5 in hour 08 is all more.
  const failover = [row('Lambda', 'us-west-2', 1, '40.5')];
  // Usually 5 an hour; now no row at all in two of the hours, and 5 in the last: 10 less.
  const queue = [...week('Queue', 'us-east-1', [], same('5')), row('Queue', 'us-east-1', 2, '5')];

  it('is held against the median of the same hours of the week before, service by service and region by region', () => {
    const found = overspendOf(recordsOf([...logs, ...failover, ...queue]));
    expect(shown(found)).toEqual({
      more: '63.5',
      less: '10',
      net: '53.5',
      days: 7,
      lines: {
        'overspend.I1.aws.Lambda.us-west-2': '40.5 − 0 = 40.5',
        'overspend.I1.aws.Logs.us-east-1': '53 − 30 = 23',
        'overspend.I1.aws.Queue.us-east-1': '5 − 15 = -10',
      },
    });
    expect(found[0]?.lines.map((line) => line.place)).toEqual(['elsewhere', 'hit', 'hit']);
    expect(found[0]?.hours).toEqual({ begin: FIRST, end: FIRST + 3 * HOUR });
  });

  it('is usual as long as it is no further off than twice the furthest of the days', () => {
    // 30 usual, a day off by 3, range 6: 36 is within it, 36.01 is not.
    const before = [['11', '11', '11'], ...same('10', 6)];
    expect(shown(overspendOf(recordsOf(week('Logs', 'us-east-1', ['16', '10', '10'], before))))).toMatchObject({
      more: '0',
      lines: {},
    });
    expect(shown(overspendOf(recordsOf(week('Logs', 'us-east-1', ['16.01', '10', '10'], before))))).toMatchObject({
      more: '6.01',
    });
  });

  it('names the days, the hours and their costs under every figure', () => {
    const [spend] = overspendOf(recordsOf(logs));
    const figures = closure([spend?.net ?? expect.fail()]);
    const hour = figures.get('overspend.I1.aws.Logs.us-east-1.usual.2025-10-20T08:00:00Z');
    expect(hour?.formula).toBe(
      'median of 11 (2025-10-19), 9 (2025-10-18), 10 (2025-10-17), 10 (2025-10-16), 10 (2025-10-15), 10 (2025-10-14), 10 (2025-10-13)',
    );
    expect(figures.get('overspend.I1.aws.Logs.us-east-1.spread')?.formula).toContain(
      '2025-10-19 by 3, 2025-10-18 by -3',
    );
    expect(figures.get('overspend.I1.aws.Logs.us-east-1.cost')?.rows).toEqual({
      files: ['bill.csv'],
      selectors: [{ x_Vendor: ['aws'], ChargeCategory: ['Usage'], RegionId: ['us-east-1'], x_ServiceCode: ['Logs'] }],
      billingPeriod: null,
      touching: { begin: FIRST, end: FIRST + 3 * HOUR },
      cost: 'BilledCost',
    });
  });

  it('repeats the hours of the day in an incident longer than a day, and refuses one longer than a week', () => {
    // 30 hours at 2 where 1 is usual: 30 more.
    const long = { ...OUTAGE, begin: FIRST, end: FIRST + 30 * HOUR };
    const rows = Array.from({ length: 7 * 24 + 30 }, (_, nth) =>
      row('Logs', 'us-east-1', nth - 7 * 24, nth < 7 * 24 ? '1' : '2'),
    );
    expect(shown(overspendOf(recordsOf(rows, {}, [long]))).net).toBe('30');
    const longer = { ...long, end: FIRST + 7 * DAY + 1 };
    expect(shown(overspendOf(recordsOf(rows, {}, [longer]))).net).toContain('longer than the week before it');
  });

  it('counts usage alone: no tax, purchase, credit, support fee, one-time or unpriced row', () => {
    const other = [
      row('Logs', 'us-east-1', 1, '900', { ChargeCategory: 'Tax' }),
      row('Logs', 'us-east-1', 1, '900', { ChargeCategory: 'Purchase' }),
      row('Logs', 'us-east-1', 1, '-900', { ChargeCategory: 'Credit' }),
      row('Logs', 'us-east-1', 1, '900', { x_Nature: 'support' }),
      row('Logs', 'us-east-1', 1, '900', { ChargeFrequency: 'One-Time' }),
      row('Logs', 'us-east-1', 1, '900', { BillingCurrency: 'EUR' }),
      row('Logs', 'us-east-1', 1, '900', { x_Vendor: 'gcp' }),
    ];
    expect(shown(overspendOf(recordsOf([...logs, ...other]))).more).toBe('23');
    const [spend] = overspendOf(
      recordsOf([...logs, row('Disks', 'us-east-1', 1, '1', { BilledCost: null, EffectiveCost: null })]),
    );
    expect(spend?.notCompared).toEqual([
      { service: 'Disks', region: 'us-east-1', because: 'a row of it gives no BilledCost' },
    ]);
    expect(toText(spend?.more.value ?? expect.fail())).toBe('23');
  });

  it('takes amortized cost where the bill does not give cash', () => {
    const amortized = logs.map((charge) => ({ ...charge, BilledCost: null }));
    const [spend] = overspendOf(recordsOf(amortized));
    expect([spend?.basis, toText(spend?.net.value ?? expect.fail())]).toEqual(['EffectiveCost', '23']);
    const zeros = { ...file, quality: { ...file.quality, billed: 'zero-means-missing' as const } };
    expect(overspendOf(recordsOf(logs, { bill: { files: [zeros], charges: logs } }))[0]?.basis).toBe('EffectiveCost');
  });

  it('does not count shares of a cost that another bill holds', () => {
    const shares = logs.map((charge) => ({ ...charge, x_SourceFile: 'shares.csv' }));
    const bill = {
      files: [file, { ...file, file: 'shares.csv', use: 'splitting' as const }],
      charges: [...logs, ...shares],
    };
    expect(shown(overspendOf(recordsOf([], { bill }))).more).toBe('23');
  });
});

describe('what cannot be compared is undetermined, with its reason', () => {
  const steady = (days: number) => week('Logs', 'us-east-1', ['9', '9', '9'], same('1', days));

  it.each([
    [
      'a bill by the day',
      [row('Logs', 'us-east-1', 0, '9', { chargePeriod: { begin: FIRST - 7 * HOUR, end: FIRST + 17 * HOUR } })],
      'has no hours',
    ],
    [
      'a bill without the vendor',
      [row('Logs', 'us-east-1', 0, '9', { x_Vendor: 'gcp' })],
      'no rows of usage of aws in USD',
    ],
    ['an incident at the beginning of the bill', steady(2), 'has 2 comparable days, and 3 are needed'],
    [
      'a bill that ends within the incident',
      steady(7).filter(({ chargePeriod }) => (chargePeriod?.begin ?? 0) < FIRST + 2 * HOUR),
      'no row of the clock hour that begins 2025-10-20T09:00:00Z',
    ],
  ])('%s', (_, charges, because) => {
    const found = shown(overspendOf(recordsOf(charges)));
    expect(found.net).toContain(because);
    expect(found.lines).toEqual({});
  });

  it('three days are enough', () => {
    expect(shown(overspendOf(recordsOf(steady(3))))).toMatchObject({ net: '24', days: 3 });
  });

  it('a day with an incident of its own is no usual day', () => {
    const earlier = { ...OUTAGE, id: 'log#0', ref: 'earlier', begin: FIRST - DAY, end: FIRST - DAY + HOUR };
    const storm = week('Logs', 'us-east-1', ['9', '9', '9'], [['99', '99', '99'], ...same('1', 6)]);
    // With the day before, its own 294 would hide everything: 9 × 3 − 3 = 24.
    expect(shown(overspendOf(recordsOf(storm, {}, [OUTAGE])))).toMatchObject({ net: '0', days: 7 });
    const [, second] = overspendOf(recordsOf(storm, {}, [earlier, OUTAGE]));
    expect([second?.days, toText(second?.net.value ?? expect.fail())]).toEqual([6, '24']);
  });

  it('a second account whose bill begins in the week, or ends in the incident', () => {
    const every = (from: number, to: number, parts = {}) =>
      Array.from({ length: to - from }, (_, nth) => row('Logs', 'us-east-1', from + nth, '1', parts));
    const other = { x_SourceFile: 'other.csv' };
    const compare = (charges: ReturnType<typeof every>) =>
      shown(overspendOf(recordsOf([], { bill: { files: [file, { ...file, file: 'other.csv' }], charges } })));
    // The other account's rows begin four days before: only these four days are compared.
    expect(compare([...every(-168, 3), ...every(-96, 3, other)])).toMatchObject({ net: '0', days: 4 });
    expect(compare([...every(-168, 3), ...every(-48, 3, other)]).net).toContain(
      '2 comparable days, and 3 are needed: other.csv begins on 2025-10-18',
    );
    expect(compare([...every(-168, 3), ...every(-168, 1, other)]).net).toContain(
      'other.csv has rows of only a part of the hours',
    );
    expect(compare([...every(-168, 3), ...every(-168, -12, other)]).net).toContain(
      'other.csv has no rows of these hours after 2025-10-19',
    );
    // Two months of one account, one file each; of two accounts, one of which has no file of the earlier month.
    expect(compare([...every(-168, -100, other), ...every(-100, 3)])).toMatchObject({ net: '0', days: 7 });
    const third = { x_SourceFile: 'third.csv' };
    const files = [file, { ...file, file: 'other.csv' }, { ...file, file: 'third.csv' }];
    const two = [...every(-168, -100, other), ...every(-100, 3), ...every(-100, 3, third)];
    expect(shown(overspendOf(recordsOf([], { bill: { files, charges: two } })))).toMatchObject({ net: '0', days: 4 });
  });

  it('nothing is looked at without a bill', () => {
    expect(overspendOf(recordsOf([], { bill: { files: [], charges: [] } }))).toEqual([]);
  });
});

describe('resources of runs', () => {
  const resources = { ResourceId: ['cr-made-up'] };
  const run = {
    id: 'halcyon',
    events: [],
    resources,
    vendor: 'aws',
    region: 'us-east-1',
    zone: null,
    gpus: 8,
  } as unknown as Run;
  const down = { ...OUTAGE, scope: { level: 'resource', id: 'cr-made-up', region: 'us-east-1' } as const };
  const reserved = [-24, 0, 1, 2].map((hour) => row('EC2', 'us-east-1', hour, '60', { ResourceId: 'cr-made-up' }));
  const logs = week('Logs', 'us-east-1', ['2', '2', '2'], same('1'));
  const records = recordsOf([...reserved, ...logs], { runs: [run] }, [down]);

  it('are in no line; what they cost while they were down is said beside', () => {
    // 07:20 to 09:40 at 60 an hour: 40 + 60 + 40 = 140.
    const found = overspendOf(records, [loss({ id: 'halcyon', incident: 'I1' })]);
    expect(shown(found)).toMatchObject({ net: '3', lines: { 'overspend.I1.aws.Logs.us-east-1': '6 − 3 = 3' } });
    const idle = found[0]?.idle ?? expect.fail();
    expect([idle.resources, toText(idle.cost.value ?? expect.fail()), idle.runs]).toEqual([
      ['cr-made-up'],
      '140',
      ['halcyon'],
    ]);
    expect(toText(idle.ofRuns.value ?? expect.fail())).toBe('140');
  });

  it('are of no run where no loss was computed', () => {
    const idle = overspendOf(records)[0]?.idle ?? expect.fail();
    expect([toText(idle.cost.value ?? expect.fail()), toText(idle.ofRuns.value ?? expect.fail()), idle.runs]).toEqual([
      '140',
      '0',
      [],
    ]);
  });

  it('count by what the customer saw, where both say something', () => {
    const seen = { ...down, id: 'probe#1', source: 'observed' as const, begin: FIRST + HOUR, end: FIRST + 2 * HOUR };
    const found = overspendOf({ ...records, outages: { outages: [down, seen], coverage: [] } });
    expect(toText(found[0]?.idle?.cost.value ?? expect.fail())).toBe('60');
  });
});

describe('what is asked of the bill', () => {
  const ask = (outages = [OUTAGE], contracts: never[] = []) =>
    needsOf({ contracts, outages, runs: [], asOf: FIRST + DAY }).hourly;

  it('is every service of the vendor for the hours of the incident and the same hours of the week before', () => {
    expect(ask()).toEqual({
      selectors: [{ x_Vendor: ['aws'] }],
      windows: [7, 6, 5, 4, 3, 2, 1, 0].map((day) => ({ begin: FIRST - day * DAY, end: FIRST - day * DAY + 3 * HOUR })),
    });
  });

  it('is nothing for notices, for what lies ahead, and for what is longer than a week', () => {
    expect(ask([{ ...OUTAGE, kind: 'info' }])).toBeUndefined();
    expect(ask([{ ...OUTAGE, begin: FIRST + 2 * DAY, end: null as never }])).toBeUndefined();
    expect(ask([{ ...OUTAGE, end: FIRST + 8 * DAY }])).toBeUndefined();
  });
});
