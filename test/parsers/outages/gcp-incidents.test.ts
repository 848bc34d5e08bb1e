import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

const textOf = (name: string) => readFileSync(new URL(`../../fixtures/outages/${name}`, import.meta.url), 'utf8');
const read = (text: string) => readOutages({ label: 'incidents.json', text });
const codesOf = (text: string) => read(text).issues.map(({ severity, code }) => `${severity} ${code}`);
const card = (members: object) =>
  JSON.stringify([
    {
      id: 'c1',
      begin: '2025-10-20T09:00:00Z',
      end: '2025-10-20T10:00:00Z',
      created: '2025-10-20T09:30:00Z',
      external_desc: 'x',
      status_impact: 'SERVICE_OUTAGE',
      affected_products: [],
      previously_affected_locations: [{ id: 'us-east5' }],
      ...members,
    },
  ]);

describe('Google Cloud incidents.json', () => {
  it('gives one outage per location, with the span and the impact of the card', () => {
    const { value, rows } = read(textOf('gcp-incidents.json'));
    expect(rows).toEqual({ read: 2, used: 2, excluded: [], rejected: [] });
    expect(
      value.outages.map(({ scope, kind, begin, end }) => [
        scope.level,
        scope.id,
        kind,
        formatInstant(begin),
        end && formatInstant(end),
      ]),
    ).toEqual([
      ['region', 'us-east5', 'down', '2025-10-20T09:05:00Z', '2025-10-20T13:20:00Z'],
      ['region', 'us-central1', 'down', '2025-10-20T09:05:00Z', '2025-10-20T13:20:00Z'],
      ['region', 'eu', 'degraded', '2025-10-31T23:00:00Z', null],
      ['global', 'global', 'degraded', '2025-10-31T23:00:00Z', null],
    ]);
  });

  it('says who, what, and when the vendor first spoke', () => {
    const [first] = read(textOf('gcp-incidents.json')).value.outages;
    expect(first).toMatchObject({
      id: 'incidents.json#aZoneWentWarm000001/us-east5',
      vendor: 'gcp',
      ref: 'aZoneWentWarm000001',
      title: 'Made up: cooling trouble stops virtual machines in us-east5.',
      services: ['Google Compute Engine', 'L3ggmi3Jy4xJmgodFA9K', 'Persistent Disk', 'SzESm2Ux129pjDGKWD68'],
      source: 'vendor-declared',
      acknowledgedAt: Date.UTC(2025, 9, 20, 10, 10, 30),
      origin: { file: 'incidents.json', line: 2, column: 3, pointer: '/0' },
    });
  });

  it('takes no zone from prose', () => {
    expect(JSON.stringify(read(textOf('gcp-incidents.json')).value)).not.toContain('us-east5-c');
  });

  it('tells of a location that only an update names, and of a multi-region', () => {
    expect(codesOf(textOf('gcp-incidents.json'))).toEqual([
      'note outages/location-only-in-updates',
      'note outages/multi-region',
    ]);
  });

  it('reads the cards of 2020: no id, no locations, severity for impact, and says what it took for granted', () => {
    const { value } = read(textOf('gcp-2020.json'));
    expect(value.outages).toMatchObject([
      {
        ref: 'compute/20099',
        kind: 'degraded',
        scope: { level: 'global', id: 'global' },
        services: ['Google Compute Engine', 'compute'],
      },
    ]);
    expect(codesOf(textOf('gcp-2020.json'))).toEqual([
      'note outages/kind-from-severity',
      'warning outages/no-location',
    ]);
  });

  it('keeps the newest revision of a card that is there twice', () => {
    const [old] = JSON.parse(card({ modified: '2025-10-20T11:00:00Z', end: '2025-10-20T12:13:00Z' }));
    const [edited] = JSON.parse(card({ modified: '2025-10-29T11:00:00Z', end: '2025-10-20T09:22:00Z' }));
    for (const cards of [
      [old, edited],
      [edited, old],
    ]) {
      const { value, rows } = read(JSON.stringify(cards));
      expect(value.outages.map(({ end }) => end)).toEqual([Date.UTC(2025, 9, 20, 9, 22)]);
      expect(rows).toMatchObject({ read: 2, used: 1, excluded: [{ rows: 1 }] });
    }
  });

  it.each([
    ['an end before the begin', { end: '2025-10-20T08:59:59Z' }, 'error outages/end-before-begin'],
    ['a begin without a zone', { begin: '2025-10-20T09:00:00' }, 'error outages/zone-less-time'],
    ['a begin that is no time', { begin: 'this morning' }, 'error outages/not-a-time'],
    ['a day that does not exist', { begin: '2025-02-29T09:00:00Z' }, 'error outages/no-such-date'],
    ['an end of another type', { end: 1760000000 }, 'error outages/not-a-time'],
    ['no begin', { begin: undefined }, 'error outages/not-a-card'],
    ['a begin of another type', { begin: 12 }, 'error outages/not-a-time'],
  ])('rejects a card with %s', (_what, members, problem) => {
    const reading = readOutages({ label: 'x', text: card(members) }, {}, 'gcp-incidents');
    expect(reading.value.outages).toEqual([]);
    expect(reading.rows.rejected).toEqual([{ reason: 'a card that cannot be read', rows: 1 }]);
    expect(reading.issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual([problem]);
    expect(reading.issues[0]?.origin?.line).toBe(1);
  });

  it('uses a card whose first post cannot be read, without that time', () => {
    const { value, issues } = read(card({ created: 'soon' }));
    expect(value.outages[0]?.acknowledgedAt).toBeNull();
    expect(issues.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('does not guess an impact it does not know', () => {
    expect(read(card({ status_impact: 'SERVICE_MELTED' })).value.outages[0]?.kind).toBe('unknown');
  });

  it('survives names that JavaScript knows', () => {
    const { value } = read(`[{"__proto__": {"begin": "1970-01-01T00:00:00Z"}, "constructor": 1, ${card({}).slice(2)}`);
    expect(value.outages).toHaveLength(1);
    expect(value.outages[0]?.begin).toBe(Date.UTC(2025, 9, 20, 9));
  });
});
