import { describe, expect, test } from 'vitest';
import { joinLogs } from '../../src/case/join-logs.ts';
import { toPlainJson } from '../../src/case/plain-json.ts';
import { readResources } from '../../src/case/read-resources.ts';
import { readClock } from '../../src/cli/read-clock.ts';
import type { RunEvent } from '../../src/engine/records/run.ts';
import { decimal } from '../../src/engine/values/exact.ts';
import { didYouMean, nearest } from '../../src/engine/values/nearest.ts';

describe('what a run stands on', () => {
  const zones = [{ vendor: 'aws', zoneId: 'use1-az4', zoneName: 'us-east-1d' }];
  const read = (written: string) => readResources({ written }, zones);

  test.each([
    [
      'p5.48xlarge in use1-az4',
      { x_InstanceType: ['p5.48xlarge'], AvailabilityZone: ['use1-az4', 'us-east-1d'] },
      'use1-az4',
      null,
    ],
    [
      'p5.48xlarge in us-east-1d',
      { x_InstanceType: ['p5.48xlarge'], AvailabilityZone: ['us-east-1d', 'use1-az4'] },
      'us-east-1d',
      null,
    ],
    ['p5.48xlarge in us-east-1', { x_InstanceType: ['p5.48xlarge'], RegionId: ['us-east-1'] }, null, 'us-east-1'],
    [
      'a3-highgpu-8g in us-central1-a',
      { x_InstanceType: ['a3-highgpu-8g'], AvailabilityZone: ['us-central1-a'] },
      'us-central1-a',
      null,
    ],
    [
      'a3-highgpu-8g in us-central1',
      { x_InstanceType: ['a3-highgpu-8g'], RegionId: ['us-central1'] },
      null,
      'us-central1',
    ],
    ['p5.48xlarge, p5e.48xlarge', { x_InstanceType: ['p5.48xlarge', 'p5e.48xlarge'] }, null, null],
    ['p5.* in us-gov-west-1', { x_InstanceType: ['p5.*'], RegionId: ['us-gov-west-1'] }, null, 'us-gov-west-1'],
  ])('%s', (written, selector, zone, region) => {
    expect(read(written)).toEqual({ selector, zone, region });
  });

  test('FOCUS columns are taken as they are', () => {
    expect(readResources({ selector: { ResourceId: ['i-1'], RegionId: ['*'] } }, [])).toEqual({
      selector: { ResourceId: ['i-1'], RegionId: ['*'] },
      zone: null,
      region: null,
    });
  });

  test('nothing said is nothing known', () => {
    expect(readResources(undefined, zones)).toEqual({ selector: null, zone: null, region: null });
  });
});

describe('several logs of one run', () => {
  const event = (at: number, attempt: number): RunEvent => ({
    at,
    attempt,
    run: 'r',
    event: 'step',
    step: 1,
    gpus: null,
    tier: null,
    stepSeconds: null,
    note: null,
    origin: { file: 'x' },
  });
  const attempts = (...logs: RunEvent[][]) => joinLogs(logs).map(({ at, attempt }) => [at, attempt]);

  test('a log that begins after the other ended holds later attempts, whatever order they are named in', () => {
    const [first, second] = [
      [event(1, 1), event(2, 2)],
      [event(5, 1), event(6, 2)],
    ];
    const expected = [
      [1, 1],
      [2, 2],
      [5, 3],
      [6, 4],
    ];
    expect(attempts(first, second)).toEqual(expected);
    expect(attempts(second, first)).toEqual(expected);
  });

  test('logs that overlap speak of the same attempts', () => {
    expect(attempts([event(1, 1), event(6, 2)], [event(2, 1), event(7, 2)])).toEqual([
      [1, 1],
      [2, 1],
      [6, 2],
      [7, 2],
    ]);
  });

  test('a log without events changes nothing', () => {
    expect(attempts([], [event(1, 1)])).toEqual([[1, 1]]);
  });
});

describe('names near what was typed', () => {
  const ids = ['aws/ec2', 'gcp/compute-engine', 'azure/virtual-machines'];
  test.each([
    ['aws/ecc', ['aws/ec2']],
    ['AWS/EC2', ['aws/ec2']],
    ['compute-engine', ['gcp/compute-engine']],
    ['zzzzzzzz', []],
  ])('%s', (typed, near) => {
    expect(nearest(typed, ids)).toEqual(near);
  });
  test('none is nothing to say', () => expect(didYouMean('zzzzzzzz', ids)).toBe(''));
  test('a very long name costs little', () => expect(nearest('a'.repeat(1_000_000), ids)).toEqual([]));
});

test('the clock is now, unless SOURCE_DATE_EPOCH stands in for it', () => {
  expect(readClock({}, () => 42)).toBe(42);
  expect(readClock({ SOURCE_DATE_EPOCH: '1700000000' }, () => 42)).toBe(1_700_000_000_000);
  expect(readClock({ SOURCE_DATE_EPOCH: 'soon' }, () => 42)).toBe(42);
});

test('exact values become decimal text in JSON', () => {
  expect(toPlainJson({ a: [decimal('99.90'), null], b: { c: 'x', d: true } })).toEqual({
    a: ['99.9', null],
    b: { c: 'x', d: true },
  });
});
