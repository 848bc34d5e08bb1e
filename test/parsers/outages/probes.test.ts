import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { contains } from '../../../src/engine/values/interval.ts';
import type { OutageOptions } from '../../../src/parsers/outages/format.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

const MINUTE = 60_000;
const START = Date.UTC(2025, 9, 20, 9);
const stamp = (minute: number) => formatInstant(START + minute * MINUTE);
/** `+` good, `-` bad, `.` no sample, one a minute. */
const rowsOf = (pattern: string, target = 't1') =>
  [...pattern].flatMap((sign, minute) => (sign === '.' ? [] : [`${stamp(minute)},${target},${sign === '+'},`]));
const read = (rows: readonly string[], options: OutageOptions = {}) =>
  readOutages({ label: 'p.csv', text: `ts,target,ok,latency_ms\n${rows.map((row) => `${row}\n`).join('')}` }, options);
const minutes = (instant: number | null) => (instant === null ? null : (instant - START) / MINUTE);
const downOf = (pattern: string) =>
  read(rowsOf(pattern)).value.outages.map(({ begin, end, beginBasis, endBasis }) => [
    minutes(begin),
    minutes(end),
    beginBasis,
    endBasis,
  ]);
const watchedOf = (pattern: string) =>
  read(rowsOf(pattern)).value.coverage[0]?.watched.map(({ begin, end }) => [minutes(begin), minutes(end)]);

describe('the plain probe log', () => {
  it.each([
    ['from the first failed sample to the first good one', '++--+', [[2, 4, 'sample-edge', 'sample-edge']]],
    [
      'twice',
      '+-+--+',
      [
        [1, 2, 'sample-edge', 'sample-edge'],
        [3, 5, 'sample-edge', 'sample-edge'],
      ],
    ],
    ['never', '+++', []],
    ['until its last sample, where the log ends in it', '++--', [[2, 3, 'sample-edge', 'capture-bound']]],
    ['since its first sample, where the log begins in it', '--+', [[0, 2, 'capture-bound', 'sample-edge']]],
    ['over a sample that is missing, which is no gap yet', '++-.-+', [[2, 5, 'sample-edge', 'sample-edge']]],
    [
      'on both sides of a gap, not in it',
      '++-....-+',
      [
        [2, 2, 'sample-edge', 'capture-bound'],
        [7, 8, 'capture-bound', 'sample-edge'],
      ],
    ],
    ['not in a gap before a good sample', '+++-....+++', [[3, 3, 'sample-edge', 'capture-bound']]],
  ])('says a target was down %s', (_what, pattern, expected) => {
    expect(downOf(pattern)).toEqual(expected);
  });

  it.each([
    ['++++', [[0, 3]]],
    ['++.++', [[0, 4]]],
    [
      '++..++++',
      [
        [0, 1],
        [4, 7],
      ],
    ],
    ['+', []],
    ['+....+', [[0, 5]]],
  ])('was watched in %s only where samples are no further apart than twice the median', (pattern, expected) => {
    expect(watchedOf(pattern)).toEqual(expected);
  });

  it('counts an even number of gaps without rounding: twice the median of 1 and 2 minutes is 3 minutes', () => {
    // gaps: 1 2 2 3 1 4 -> sorted 1 1 2 2 3 4, median 2, widest 4
    expect(watchedOf('++.+.+..++...+')).toEqual([[0, 13]]);
    // gaps: 1 1 2 2 3 4 with the last made 5: wider than 4
    expect(watchedOf('++.+.+..++....+')).toEqual([[0, 9]]);
  });

  it('knows the target from maps', () => {
    const maps = [
      { vendor: 'aws', service: 'aws/ec2', region: 'us-east-1' },
      { target: 't1', resource: 'i-0abc', zone: 'use1-az4' },
    ];
    const { value, issues } = read(rowsOf('+-+'), { maps });
    expect(issues).toEqual([]);
    expect(value.outages).toMatchObject([
      {
        vendor: 'aws',
        services: ['aws/ec2'],
        source: 'observed',
        kind: 'down',
        scope: { level: 'resource', id: 'i-0abc', zone: 'use1-az4', region: 'us-east-1' },
        origin: { file: 'p.csv', line: 3 },
      },
    ]);
    expect(value.coverage[0]).toMatchObject({ target: 't1', scope: { id: 'i-0abc' }, services: ['aws/ec2'] });
  });

  it('takes the vendor from the service, and warns where nothing names one', () => {
    expect(read(rowsOf('+-+'), { maps: { target: 't1', service: 'gcp/compute' } }).value.outages[0]).toMatchObject({
      vendor: 'gcp',
      scope: { level: 'resource', id: 't1' },
    });
    const unmapped = read(rowsOf('+-+'), { maps: { target: 'other', service: 'gcp/compute' } });
    expect(unmapped.value.outages[0]).toMatchObject({ vendor: 'unknown', services: [] });
    expect(unmapped.issues).toMatchObject([{ code: 'outages/unmapped-target', severity: 'warning' }]);
  });

  it('merges the same sample, and takes contradicting ones as missing', () => {
    const { value, rows, issues } = read([...rowsOf('++++'), `${stamp(1)},t1,1,`, `${stamp(2)},t1,false,`]);
    expect(rows).toEqual({
      read: 6,
      used: 3,
      excluded: [
        { reason: 'samples of one time that contradict each other: they count as missing', rows: 2 },
        { reason: 'the same sample again', rows: 1 },
      ],
      rejected: [],
    });
    expect(value.outages).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual([
      'outages/contradicting-samples',
      'outages/contradicting-samples',
      'outages/unmapped-target',
    ]);
  });

  it('takes a sample without a result as missing, neither up nor down', () => {
    const { value, rows } = read([
      ...rowsOf('+++'),
      `${stamp(3)},t1,,`,
      `${stamp(4)},t1,,`,
      `${stamp(5)},t1,,`,
      ...rowsOf('......+++'),
    ]);
    expect(rows.excluded).toEqual([{ reason: 'no result: the sample counts as missing', rows: 3 }]);
    expect(value.outages).toEqual([]);
    expect(value.coverage[0]?.watched).toHaveLength(2);
  });

  it.each([
    ['a time without a zone', '2025-10-20 09:00:00,t1,true,', 'error outages/zone-less-time 2'],
    ['an unknown result', `${stamp(0)},t1,maybe,`, 'error outages/unknown-result 2'],
    ['no target', `${stamp(0)},,true,`, 'error outages/no-target 2'],
  ])('rejects a sample with %s', (_what, row, problem) => {
    const { issues, rows, value } = read([row]);
    expect(`${issues[0]?.severity} ${issues[0]?.code} ${issues[0]?.origin?.line}`).toBe(problem);
    expect(rows).toMatchObject({ read: 1, used: 0 });
    expect(value).toEqual({ outages: [], coverage: [] });
  });

  const pattern = fc.string({ unit: fc.constantFrom('+', '-', '.'), minLength: 1, maxLength: 40 });

  it('does not depend on the order of the rows', () => {
    const shuffled = fc.tuple(pattern, pattern).chain(([one, two]) => {
      const rows = [...rowsOf(one, 'a'), ...rowsOf(two, 'b')];
      return fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }));
    });
    const facts = (rows: readonly string[]) => {
      const { value } = read(rows);
      const placeless = ({ origin, ...rest }: { origin: unknown }) => rest;
      return { outages: value.outages.map(placeless), coverage: value.coverage.map(placeless) };
    };
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        expect(facts(other)).toEqual(facts(rows));
      }),
    );
  });

  it('claims downtime only while watched, covers every failed sample and no good one', () => {
    fc.assert(
      fc.property(pattern, (signs) => {
        const { value } = read(rowsOf(signs));
        const watched = value.coverage[0]?.watched ?? [];
        for (const { begin, end } of value.outages) {
          if (end !== null && end > begin)
            expect(watched.some((span) => span.begin <= begin && end <= span.end)).toBe(true);
        }
        for (const [minute, sign] of [...signs].entries()) {
          const at = START + minute * MINUTE;
          const down = value.outages.some(
            ({ begin, end }) => at === begin || at === end || contains({ begin, end: end as number }, at),
          );
          if (sign === '-') expect(down).toBe(true);
          if (sign === '+')
            expect(value.outages.some(({ begin, end }) => contains({ begin, end: end as number }, at))).toBe(false);
        }
      }),
    );
  });
});
