import { describe, expect, it } from 'vitest';
import { groupIncidents } from '../../src/engine/incidents.ts';
import { needsOf } from '../../src/engine/needs.ts';
import type { Outage } from '../../src/engine/records/outage.ts';
import { matchesAny, matchesSelector } from '../../src/engine/select.ts';
import { at, contractOf, hourlyCharges, outage, recordsOf, termsOf } from './library.ts';

const HOUR = 3_600_000;
const zone = { level: 'zone', id: 'use2-az1', region: 'us-east-2' } as const;
const node = { level: 'resource', id: 'i-1', region: 'us-east-2', zone: 'use2-az1' } as const;

function group(logged: Outage[], asOf = at('2025-11-01T00:00:00Z')) {
  return groupIncidents(recordsOf({ logged, asOf }));
}

describe('incidents', () => {
  const declared = outage({
    id: 'd',
    ref: 'R1',
    scope: zone,
    begin: at('2025-10-14T06:35:00Z'),
    end: at('2025-10-14T08:29:00Z'),
    acknowledgedAt: at('2025-10-14T07:02:11Z'),
    title: 'Loss of cooling',
  });
  const seen = outage({
    id: 's',
    scope: node,
    begin: at('2025-10-14T05:48:00Z'),
    end: at('2025-10-14T08:31:00Z'),
    source: 'observed',
  });

  it('joins what the customer saw to what the vendor declared, and keeps the three clocks apart', () => {
    const [only, ...others] = group([seen, declared]);
    expect(others).toEqual([]);
    expect(only?.incident).toMatchObject({ id: 'I1', title: 'Loss of cooling', open: false });
    const { declaredSeconds, observedSeconds, acknowledgedAfterSeconds, unknownSeconds } =
      only?.incident ?? ({} as never);
    expect(
      [declaredSeconds, observedSeconds, acknowledgedAfterSeconds, unknownSeconds].map((figure) =>
        Number(figure.value),
      ),
    ).toEqual([114 * 60, 163 * 60, 74 * 60 + 11, 0]);
  });

  it('keeps events with different references apart although they overlap', () => {
    expect(group([declared, { ...declared, id: 'e', ref: 'R2' }])).toHaveLength(2);
  });

  it('never joins places that contradict each other, nor two vendors', () => {
    const elsewhere = { ...seen, scope: { ...node, region: 'eu-west-1', zone: 'euw1-az1' } };
    expect(group([declared, elsewhere])).toHaveLength(2);
    expect(group([declared, { ...seen, vendor: 'gcp' }])).toHaveLength(2);
  });

  it('reads an open end as of the day of the case, and drops what began later or was retracted', () => {
    const open = { ...declared, end: null };
    const [only] = group([open], at('2025-10-14T07:35:00Z'));
    expect([only?.incident.open, Number(only?.incident.declaredSeconds.value)]).toEqual([true, 3600]);
    expect(group([open], at('2025-10-14T06:00:00Z'))).toEqual([]);
    expect(group([{ ...declared, kind: 'retracted' }])).toEqual([]);
  });

  it('says so where the vendor never spoke', () => {
    const [only] = group([seen]);
    expect(only?.incident.acknowledgedAfterSeconds).toMatchObject({
      value: null,
      formula: 'the log does not say when the vendor first spoke',
    });
    expect(Number(only?.incident.declaredSeconds.value)).toBe(0);
  });
});

describe('what is asked of the bill', () => {
  const ec2 = contractOf(termsOf('aws/ec2'));
  const down = outage({ id: 'd', scope: zone, begin: at('2025-10-14T06:35:00Z'), end: at('2025-10-14T08:29:00Z') });

  it('is the covered service in the places of its outages, hour by hour around them', () => {
    const needs = needsOf({ contracts: [ec2], outages: [down], runs: [], asOf: at('2025-11-01T00:00:00Z') });
    expect(needs.detail).toEqual([]);
    expect(needs.places).toContainEqual({
      x_ServiceCode: ['AmazonEC2'],
      ChargeCategory: ['Usage'],
      RegionId: ['us-east-2'],
    });
    expect(needs.windows).toHaveLength(1);
    const [window] = needs.windows;
    expect([window?.begin, window?.end].map((edge) => (edge ?? 1) % HOUR)).toEqual([0, 0]);
    expect((window?.begin ?? 0) < down.begin && (window?.end ?? 0) > (down.end ?? 0)).toBe(true);
  });

  it('is the resource alone where a log names it, however the bill writes it', () => {
    const named = outage({ id: 'n', scope: node, begin: down.begin, end: down.end });
    const needs = needsOf({ contracts: [ec2], outages: [named], runs: [], asOf: at('2025-11-01T00:00:00Z') });
    expect(needs.detail).toContainEqual({
      x_ServiceCode: ['AmazonEC2'],
      ChargeCategory: ['Usage'],
      ResourceId: ['i-1', '*/i-1', '*:i-1'],
    });
  });

  it('is nothing where no contract judges the outages and no run names resources', () => {
    const asked = needsOf({
      contracts: [ec2],
      outages: [{ ...down, services: ['S3'] }],
      runs: [{ resources: null }],
      asOf: down.begin,
    });
    expect(asked).toEqual({ detail: [], places: [], windows: [] });
  });
});

describe('selectors', () => {
  const [charge] = hourlyCharges('arn:aws:ec2:us-east-2:1:instance/i-1', '2025-10-01T00:00:00Z', 1, '1');

  it.each([
    [{ ResourceId: ['*:instance/i-1'] }, true],
    [{ ResourceId: ['*I-1'] }, true],
    [{ ResourceId: ['arn:*:instance/*'] }, true],
    [{ ResourceId: ['arn:*:volume/*'] }, false],
    [{ ServiceName: ['Amazon S3', 'amazon elastic *'] }, true],
    [{ ServiceName: ['Amazon Elastic'] }, false],
    [{ RegionId: ['us-east-2'], AvailabilityZone: ['us-east-2b'] }, false],
    [{}, true],
  ])('%j', (selector, expected) => expect(matchesSelector(selector, charge as never)).toBe(expected));

  it('match nothing against an absent key, and cannot be made to backtrack', () => {
    expect(matchesSelector({ x_InstanceType: ['*'] }, { ...(charge as object), x_InstanceType: null } as never)).toBe(
      false,
    );
    expect(matchesAny(['*a*a*a*a*a*a*a*a*b'], 'a'.repeat(100_000))).toBe(false);
    expect(matchesAny(['ab*ba'], 'aba')).toBe(false);
    expect(matchesAny(['*'], '')).toBe(true);
  });
});
