import { describe, expect, it } from 'vitest';
import type { OutageOptions } from '../../../src/parsers/outages/format.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

const HEADER = 'vendor,service,region,zone,resource,begin,end,kind,source,acknowledged_at,ref,title';
const read = (row: string, options: OutageOptions = {}, header = HEADER) =>
  readOutages({ label: 'outages.csv', text: `${header}\n${row}\n` }, options, 'outages-csv');
const problem = (row: string, options?: OutageOptions, header?: string) => {
  const { value, issues, rows } = read(row, options, header);
  const [issue] = issues;
  return {
    issue: `${issue?.severity} ${issue?.code} ${issue?.origin?.line}:${issue?.origin?.column}`,
    used: rows.used,
    outages: value.outages.length,
  };
};

describe('the plain outages CSV', () => {
  it('reads a row as one claim of one source', () => {
    const { value, issues } = read(
      'aws,aws/ec2,us-east-1,use1-az4,,2025-10-20T09:18:00Z,2025-10-20T12:55:00+00:00,down,vendor-declared,2025-10-20T10:03:00Z,E-1,"Racks, shut down"',
    );
    expect(issues).toEqual([]);
    expect(value).toEqual({
      coverage: [],
      outages: [
        {
          id: 'outages.csv#E-1/use1-az4',
          vendor: 'aws',
          ref: 'E-1',
          title: 'Racks, shut down',
          services: ['aws/ec2'],
          scope: { level: 'zone', id: 'use1-az4', region: 'us-east-1' },
          begin: Date.UTC(2025, 9, 20, 9, 18),
          end: Date.UTC(2025, 9, 20, 12, 55),
          beginBasis: 'structured',
          endBasis: 'structured',
          kind: 'down',
          source: 'vendor-declared',
          acknowledgedAt: Date.UTC(2025, 9, 20, 10, 3),
          cause: null,
          origin: { file: 'outages.csv', line: 2 },
        },
      ],
    });
  });

  it('leaves an empty end open', () => {
    expect(read('aws,ec2,us-east-1,,,2025-10-20T09:18:00Z,,down,observed,,,').value.outages).toMatchObject([
      { end: null, endBasis: 'capture-bound', scope: { level: 'region', id: 'us-east-1' } },
    ]);
  });

  it('fills from maps what a row leaves empty, and only that', () => {
    const maps = { vendor: 'aws', service: 'aws/ec2', region: 'us-east-1', resource: 'i-0abc' };
    const { value } = read(',,eu-west-1,,,2025-10-20T09:18:00Z,,down,observed,,,', { maps });
    expect(value.outages).toMatchObject([
      { vendor: 'aws', services: ['aws/ec2'], scope: { level: 'resource', id: 'i-0abc', region: 'eu-west-1' } },
    ]);
  });

  it('gives two spans of one reference two ids', () => {
    const row = (hour: string) => `aws,ec2,us-east-1,,,2025-10-20T${hour}:00:00Z,,down,observed,,E-1,`;
    expect(read(`${row('09')}\n${row('11')}`).value.outages.map(({ id }) => id)).toEqual([
      'outages.csv#E-1/us-east-1',
      'outages.csv#E-1/us-east-1~2',
    ]);
  });

  it.each([
    [
      'a begin without a zone',
      'aws,ec2,r,,,2025-10-20T09:18:00,,down,observed,,,',
      'error outages/zone-less-time 2:13',
    ],
    ['no begin', 'aws,ec2,r,,,,,down,observed,,,', 'error outages/not-a-time 2:13'],
    [
      'an end that is no time',
      'aws,ec2,r,,,2025-10-20T09:18:00Z,soon,down,observed,,,',
      'error outages/not-a-time 2:34',
    ],
    [
      'an end before the begin',
      'aws,ec2,r,,,2025-10-20T09:18:00Z,2025-10-20T09:17:59Z,down,observed,,,',
      'error outages/end-before-begin 2:34',
    ],
    ['an unknown kind', 'aws,ec2,r,,,2025-10-20T09:18:00Z,,kaputt,observed,,,', 'error outages/unknown-kind 2:35'],
    ['no kind', 'aws,ec2,r,,,2025-10-20T09:18:00Z,,,observed,,,', 'error outages/unknown-kind 2:35'],
    ['an unknown source', 'aws,ec2,r,,,2025-10-20T09:18:00Z,,down,twitter,,,', 'error outages/unknown-source 2:40'],
    ['no vendor', ',ec2,r,,,2025-10-20T09:18:00Z,,down,observed,,,', 'error outages/no-vendor 2:1'],
    ['no place', 'aws,ec2,,,,2025-10-20T09:18:00Z,,down,observed,,,', 'error outages/no-place 2:9'],
    [
      'a name without end',
      `aws,${'x'.repeat(600)},r,,,2025-10-20T09:18:00Z,,down,observed,,,`,
      'error outages/text-too-long 2:5',
    ],
    ['a leap second', 'aws,ec2,r,,,2016-12-31T23:59:60Z,,down,observed,,,', 'error outages/leap-second 2:13'],
  ])('rejects a row with %s', (_what, row, issue) => {
    expect(problem(row)).toEqual({ issue, used: 0, outages: 0 });
  });

  it('reads a time without a zone in the zone the user states', () => {
    const { value } = read('aws,ec2,r,,,2025-10-20 02:18:00,,down,observed,,,', { zone: 'America/Los_Angeles' });
    expect(value.outages[0]?.begin).toBe(Date.UTC(2025, 9, 20, 9, 18));
  });

  it('refuses an hour that happened twice with both readings, and one that never happened', () => {
    const fold = read('aws,ec2,r,,,2025-11-02 01:30:00,,down,observed,,,', { zone: 'America/Los_Angeles' });
    expect(fold.issues[0]).toMatchObject({ code: 'outages/dst-fold', severity: 'error' });
    expect(fold.issues[0]?.message).toContain('2025-11-02T08:30:00Z or 2025-11-02T09:30:00Z');
    const gap = read('aws,ec2,r,,,2025-03-09 02:30:00,,down,observed,,,', { zone: 'America/Los_Angeles' });
    expect(gap.issues[0]?.code).toBe('outages/dst-gap');
  });

  it('uses an outage without a service and warns that no terms can judge it', () => {
    expect(problem('aws,,r,,,2025-10-20T09:18:00Z,,down,observed,,,')).toEqual({
      issue: 'warning outages/no-service 2:5',
      used: 1,
      outages: 1,
    });
  });

  it('does not let a text change anything but itself', () => {
    const { value } = read('aws,ec2,r,,,2025-10-20T09:18:00Z,,down,observed,,,"\u001b[2J=HYPERLINK(""x"")\0"');
    expect(value.outages[0]?.title).toBe('\u001b[2J=HYPERLINK("x")\0');
    expect(
      read(`aws,ec2,r,,,2025-10-20T09:18:00Z,,down,observed,,,${'x'.repeat(60_000)}`).value.outages[0]?.title,
    ).toHaveLength(200);
  });
});
