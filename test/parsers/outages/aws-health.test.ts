import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { readHealthTime } from '../../../src/parsers/outages/aws-health/time.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

const textOf = (name: string) => readFileSync(new URL(`../../fixtures/outages/${name}`, import.meta.url), 'utf8');
const read = (text: string) => readOutages({ label: 'health.json', text });
const codesOf = (text: string) => read(text).issues.map(({ severity, code }) => `${severity} ${code}`);
const at = (instant: number | null | undefined) =>
  instant === null || instant === undefined ? instant : formatInstant(instant);

const EVENT = {
  arn: 'arn:aws:health:us-east-1::event/EC2/X/X_1',
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
  eventTypeCategory: 'issue',
  region: 'us-east-1',
  startTime: 1760953085,
  endTime: 1760956685,
  statusCode: 'closed',
  eventScopeCode: 'PUBLIC',
};
const events = (members: object) => JSON.stringify({ events: [{ ...EVENT, ...members }] });

describe('AWS Health API', () => {
  it('joins the answers of describe-events and describe-affected-entities in one file', () => {
    const { value, rows, issues } = read(textOf('aws-health-api.json'));
    expect(rows).toEqual({ read: 4, used: 4, excluded: [], rejected: [] });
    expect(value.outages.map(({ scope, kind, begin, end }) => [scope, kind, at(begin), at(end)])).toEqual([
      [
        { level: 'zone', id: 'us-east-1a', region: 'us-east-1' },
        'down',
        '2025-10-20T09:38:05.105Z',
        '2025-10-20T14:00:00Z',
      ],
      [
        { level: 'resource', id: 'i-0madeup0000000001', region: 'us-east-1', zone: 'us-east-1a' },
        'down',
        '2025-10-20T09:38:05.105Z',
        '2025-10-20T14:00:00Z',
      ],
      [{ level: 'account', id: '123456789012', region: 'eu-west-1' }, 'maintenance', '2025-11-10T00:00:00Z', null],
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['outages/kind-from-category']);
  });

  it('does not know when the vendor first spoke', () => {
    expect(
      read(textOf('aws-health-api.json')).value.outages.every(({ acknowledgedAt }) => acknowledgedAt === null),
    ).toBe(true);
  });

  it('points at the event', () => {
    expect(read(textOf('aws-health-api.json')).value.outages[0]?.origin).toEqual({
      file: 'health.json',
      line: 3,
      column: 9,
      pointer: '/0/events/0',
    });
  });

  it.each([
    ['issue', {}, 'down'],
    [
      'issue that speaks of degraded performance',
      { eventTypeCode: 'AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED' },
      'degraded',
    ],
    ['scheduledChange', { eventTypeCategory: 'scheduledChange' }, 'maintenance'],
    ['accountNotification', { eventTypeCategory: 'accountNotification' }, 'info'],
    ['investigation', { eventTypeCategory: 'investigation' }, 'info'],
    ['issue about abuse by the customer', { service: 'ABUSE' }, 'info'],
    ['no category', { eventTypeCategory: undefined }, 'info'],
  ])('takes an %s as it is', (_what, members, kind) => {
    expect(read(events(members)).value.outages.map((outage) => outage.kind)).toEqual([kind]);
  });

  it.each([
    ['the region of the event', {}, { level: 'region', id: 'us-east-1' }],
    ['the region of the ARN', { region: undefined }, { level: 'region', id: 'us-east-1' }],
    ['everywhere', { region: 'global' }, { level: 'global', id: 'global' }],
    [
      'the account, where the event is about it alone',
      { eventScopeCode: 'ACCOUNT_SPECIFIC' },
      { level: 'account', id: 'unnamed account', region: 'us-east-1' },
    ],
  ])('places an event in %s', (_what, members, scope) => {
    expect(read(events(members)).value.outages.map((outage) => outage.scope)).toEqual([scope]);
  });

  it('ends a closed event without an end at its last update, and says so', () => {
    const text = events({ endTime: undefined, lastUpdatedTime: 1760957000.5 });
    expect(read(text).value.outages).toMatchObject([{ end: 1760957000500, endBasis: 'post-time' }]);
    expect(codesOf(text)).toContain('warning outages/end-from-update');
  });

  it.each([
    ['is closed and nothing says when', { endTime: undefined }, 'error outages/closed-without-end'],
    ['ends before it begins', { endTime: 1760953084 }, 'error outages/end-before-begin'],
    ['does not begin', { startTime: undefined }, 'error outages/not-a-time'],
    ['begins in milliseconds', { startTime: 1760953085105 }, 'error outages/not-a-time'],
  ])('rejects an event that %s', (_what, members, problem) => {
    const { value, rows } = read(events(members));
    expect(value.outages).toEqual([]);
    expect(rows.rejected).toEqual([{ reason: 'an event that cannot be read', rows: 1 }]);
    expect(codesOf(events(members))).toEqual([problem]);
  });

  it('leaves out an entity whose event is elsewhere, and says so', () => {
    const text = JSON.stringify({ entities: [{ eventArn: 'arn:x', entityValue: 'i-1' }] });
    expect(read(text).rows).toEqual({
      read: 1,
      used: 0,
      excluded: [{ reason: 'an entity whose event is not in this file', rows: 1 }],
      rejected: [],
    });
    expect(codesOf(text)).toEqual(['note outages/entity-without-event']);
  });

  it('reads an empty answer as no outage', () => {
    expect(read('{"events": []}')).toMatchObject({ format: 'aws-health-api', issues: [], rows: { read: 0 } });
  });
});

describe('AWS Health events of EventBridge', () => {
  const { value, rows, issues } = read(textOf('aws-health-eventbridge.jsonl'));

  it('makes one outage a resource of all pages and revisions: times of the newest, first word of the first', () => {
    expect(
      value.outages.map(({ scope, begin, end, acknowledgedAt }) => [scope.id, at(begin), at(end), at(acknowledgedAt)]),
    ).toEqual([
      ['i-0madeup0000000001', '2025-10-20T09:18:00Z', '2025-10-20T12:55:00Z', '2025-10-20T10:03:00Z'],
      ['i-0madeup0000000002', '2025-10-20T09:18:00Z', '2025-10-20T12:55:00Z', '2025-10-20T10:03:00Z'],
    ]);
    expect(value.outages[0]).toMatchObject({
      title: 'Made up: racks of one zone shut down',
      services: ['EC2'],
      kind: 'down',
      scope: { level: 'resource', region: 'us-east-1' },
    });
  });

  it('counts the backup copy and the message of another service as left out', () => {
    expect(rows).toEqual({
      read: 5,
      used: 3,
      excluded: [
        { reason: 'not a message of AWS Health', rows: 1 },
        { reason: 'the same message again (a backup copy)', rows: 1 },
      ],
      rejected: [],
    });
    expect(issues.find(({ code }) => code === 'outages/revised-event')?.message).toContain('3 messages');
  });

  it('does not depend on the order of the messages', () => {
    const lines = textOf('aws-health-eventbridge.jsonl').trim().split('\n');
    const spans = (text: string) =>
      read(text)
        .value.outages.map(({ scope, begin, end, acknowledgedAt }) => [scope.id, begin, end, acknowledgedAt])
        .sort();
    expect(spans([...lines].reverse().join('\n'))).toEqual(spans(lines.join('\n')));
  });

  it('reads the PutEvents form, whose detail is a text, and takes a broken time of delivery as unknown', () => {
    const reading = read(textOf('aws-putevents.json'));
    expect(reading.value.outages).toMatchObject([
      {
        scope: { level: 'resource', id: 'vol-0madeup1', region: 'eu-central-1' },
        title: 'AWS_EBS_VOLUME_LOST',
        end: null,
        endBasis: 'capture-bound',
        acknowledgedAt: null,
      },
    ]);
    expect(reading.issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning outages/not-a-time',
      'note outages/kind-from-category',
    ]);
  });

  it('reads a single message, a list and JSON lines the same', () => {
    const [line = ''] = textOf('aws-health-eventbridge.jsonl').split('\n');
    const spans = (text: string) => read(text).value.outages.map(({ begin, scope }) => [begin, scope]);
    expect(spans(line)).toHaveLength(1);
    expect(spans(`[${line}]`)).toEqual(spans(line));
    expect(spans(JSON.stringify(JSON.parse(line), null, 2))).toEqual(spans(line));
  });
});

describe('a time of AWS Health', () => {
  const timeOf = (value: string | number | null, zone?: string) =>
    readHealthTime(value, { origin: { file: 'x' }, what: 'The time', zone });

  it.each([
    [1588356524.358, '2020-05-01T18:08:44.358Z'],
    [1587462325.0969, '2020-04-21T09:45:25.096Z'],
    [1588356000, '2020-05-01T18:00:00Z'],
    ['1588356000.5', '2020-05-01T18:00:00.500Z'],
    ['Wed, 16 Aug 2023 23:18:52 GMT', '2023-08-16T23:18:52Z'],
    ['Tue, 7 Feb 2017 00:55:52 GMT', '2017-02-07T00:55:52Z'],
    ['16 Aug 2023 23:18:52 +0200', '2023-08-16T21:18:52Z'],
    ['2022-07-02 12:33:26.951000+00:00', '2022-07-02T12:33:26.951Z'],
    ['2025-10-20T09:18:00Z', '2025-10-20T09:18:00Z'],
  ])('reads %s', (value, instant) => {
    expect(timeOf(value)).toEqual({ instant: Date.parse(instant), issues: [] });
  });

  it('warns of a wrong weekday and takes the date', () => {
    const { instant, issues } = timeOf('Sat, 05 Jun 2016 15:10:09 GMT');
    expect(instant).toBe(Date.UTC(2016, 5, 5, 15, 10, 9));
    expect(issues).toMatchObject([{ code: 'outages/wrong-weekday', severity: 'warning' }]);
  });

  it.each([
    ['Wed, 31 Feb 2023 23:18:52 GMT', 'outages/no-such-date'],
    ['2022-07-02 12:33:26', 'outages/zone-less-time'],
    [-5, 'outages/not-a-time'],
    [1e300, 'outages/not-a-time'],
    ['1'.repeat(1_000_000), 'outages/not-a-time'],
  ])('refuses %s', (value, code) => {
    expect(timeOf(value)).toMatchObject({ instant: null, issues: [{ code, severity: 'error' }] });
  });

  it('is absent where nothing is stated', () => {
    expect([timeOf(null), timeOf('')]).toEqual([
      { instant: null, issues: [] },
      { instant: null, issues: [] },
    ]);
  });
});
