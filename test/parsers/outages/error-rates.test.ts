import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { joinSamples } from '../../../src/parsers/outages/error-rates/join.ts';
import type { OutageOptions } from '../../../src/parsers/outages/format.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

const HEADER = 'service,region,interval_start,interval_seconds,requests,errors';
const WIDE = `${HEADER},vendor,zone,resource,dimension,value,unit`;
const read = (rows: readonly string[], options: OutageOptions = {}, header = HEADER, label = 'rates.csv') =>
  readOutages({ label, text: `${[header, ...rows].join('\n')}\n` }, options);
const shown = (rows: readonly string[], options?: OutageOptions, header?: string) =>
  (read(rows, options, header).value.samples ?? []).map(({ begin, end, requests, errors }) => [
    formatInstant(begin),
    (end - begin) / 1000,
    requests && toText(requests),
    errors && toText(errors),
  ]);

describe('the plain error-rate CSV', () => {
  it('reads a row as what one interval of one service came to', () => {
    const { value, issues, format } = read(['aws/s3,us-east-1,2026-06-10T10:00:00Z,300,1200,36']);
    expect([issues, format, value.outages]).toEqual([[], 'error-rates-csv', []]);
    expect(value.samples).toMatchObject([
      {
        vendor: 'aws',
        services: ['aws/s3'],
        scope: { level: 'region', id: 'us-east-1' },
        dimension: null,
        begin: Date.UTC(2026, 5, 10, 10),
        end: Date.UTC(2026, 5, 10, 10, 5),
        value: null,
        unit: null,
        origin: { file: 'rates.csv', line: 2 },
      },
    ]);
    expect(shown(['aws/s3,us-east-1,2026-06-10T10:00:00Z,300,1200,36'])).toEqual([
      ['2026-06-10T10:00:00Z', 300, '1200', '36'],
    ]);
  });

  it('takes a level instead of counts, with its unit and what it is told apart by', () => {
    const { value, issues } = read(
      ['scale,global,2026-06-10T10:00:00Z,60,,,openai,,,gpt-5,49.5,tokens_per_s'],
      {},
      WIDE,
    );
    expect(issues).toEqual([]);
    expect(value.samples).toMatchObject([
      { vendor: 'openai', dimension: 'gpt-5', requests: null, errors: null, unit: 'tokens_per_s' },
    ]);
    expect(value.samples?.map((sample) => sample.value && toText(sample.value))).toEqual(['49.5']);
  });

  it('reads times without an offset only in a zone that is stated', () => {
    const row = 'aws/s3,us-east-1,2026-06-10T10:00:00,300,1,0';
    expect(read([row]).issues.map(({ code, origin }) => [code, origin?.line, origin?.column])).toEqual([
      ['outages/zone-less-time', 2, 18],
    ]);
    expect(shown([row], { zone: 'America/Los_Angeles' })).toEqual([['2026-06-10T17:00:00Z', 300, '1', '0']]);
  });

  it('fills from maps what the rows leave empty', () => {
    const maps = { vendor: 'azure', service: 'Storage', region: 'eastus', resource: 'account-1' };
    const { value } = read([',,2026-06-10T10:00:00Z,3600,5,5'], { maps });
    expect(value.samples).toMatchObject([
      { vendor: 'azure', services: ['Storage'], scope: { level: 'resource', id: 'account-1', region: 'eastus' } },
    ]);
  });

  it.each([
    [
      'more errors than requests',
      'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,10,11',
      'outages/errors-exceed-requests',
      46,
    ],
    ['requests below zero', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,-1,0', 'outages/negative-count', 43],
    ['a word for a number', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,1e99,0', 'outages/not-a-number', 43],
    ['a thousands separator', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,"1,200",0', 'outages/not-a-number', 43],
    ['errors that are not known', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,10,', 'outages/incomplete-counts', 46],
    ['nothing counted', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,,', 'outages/incomplete-counts', 43],
    ['no length', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,0,10,1', 'outages/bad-interval', 39],
    ['a broken length', 'aws/s3,us-east-1,2026-06-10T10:00:00Z,0.5,10,1', 'outages/bad-interval', 39],
    ['no time', 'aws/s3,us-east-1,yesterday,300,10,1', 'outages/not-a-time', 18],
    ['no service', ',us-east-1,2026-06-10T10:00:00Z,300,10,1', 'outages/no-service', 1],
    ['no vendor', 's3,us-east-1,2026-06-10T10:00:00Z,300,10,1', 'outages/no-vendor', undefined],
    ['no place', 'aws/s3,,2026-06-10T10:00:00Z,300,10,1', 'outages/no-place', 8],
  ])('refuses a row with %s, by its line and column', (_, row, code, column) => {
    const { issues, rows, value } = read([row]);
    expect(issues.map(({ severity, code, origin }) => [severity, code, origin?.line, origin?.column])).toEqual([
      ['error', code, 2, column],
    ]);
    expect([rows.read, rows.used, value.samples?.length]).toEqual([1, 0, 0]);
  });

  it('refuses a second row for the same time of the same thing, and leaves out one that says the same', () => {
    const first = 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,10,1';
    const { issues, rows } = read([
      first,
      first,
      'aws/s3,us-east-1,2026-06-10T10:04:59Z,300,10,1',
      'aws/s3,us-east-2,2026-06-10T10:00:00Z,300,10,2',
      'aws/s3,us-east-1,2026-06-10T10:05:00Z,300,10,1',
    ]);
    expect(issues.map(({ code, origin, message }) => [code, origin?.line, message.includes('line 2')])).toEqual([
      ['outages/overlapping-intervals', 4, true],
    ]);
    expect([rows.used, rows.excluded]).toEqual([3, [{ reason: 'the same row again', rows: 1 }]]);
  });

  it('joins files: rows that both hold count once, rows that contradict each other are refused', () => {
    const samples = (rows: readonly string[], label: string) => read(rows, {}, HEADER, label).value.samples ?? [];
    const row = 'aws/s3,us-east-1,2026-06-10T10:00:00Z,300,10,1';
    const twice = joinSamples([samples([row], 'a.csv'), samples([row], 'b.csv')]);
    expect([twice.value.length, twice.issues.map(({ code }) => code)]).toEqual([1, ['outages/rows-in-two-files']]);
    const other = joinSamples([samples([row], 'a.csv'), samples([row.replace(',1', ',2')], 'b.csv')]);
    expect(other.issues.map(({ severity, code, message }) => [severity, code, message.includes('a.csv:2')])).toEqual([
      ['error', 'outages/overlapping-intervals', true],
    ]);
  });

  it('gives back every row of a month, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(8927), { minLength: 1, maxLength: 50 }),
        fc.array(fc.nat(1000), { minLength: 50, maxLength: 50 }),
        (places, counts) => {
          const rows = places.map(
            (place, at) =>
              `aws/s3,r,${formatInstant(Date.UTC(2026, 4, 1) + place * 300_000)},300,${counts[at]},${Math.floor((counts[at] ?? 0) / 2)}`,
          );
          const { issues, rows: tally } = read(rows);
          expect([issues, tally.used]).toEqual([[], places.length]);
          expect(shown(rows).map(([begin]) => begin)).toEqual(
            [...places].sort((a, b) => a - b).map((place) => formatInstant(Date.UTC(2026, 4, 1) + place * 300_000)),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
