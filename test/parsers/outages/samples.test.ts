import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { readOutages } from '../../../src/parsers/outages/read.ts';

// Real files, kept outside of the repository for their licenses.
const SAMPLES = new URL('../../../../shared/samples/outages/', import.meta.url);
const read = (path: string) => {
  const bytes = readFileSync(new URL(path, SAMPLES));
  return readOutages({ label: path, text: (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') });
};
const used = (rows: number) => ({ read: rows, used: rows, excluded: [], rejected: [] });
const codesOf = (path: string) => read(path).issues.map(({ severity, code }) => `${severity} ${code}`);

describe.skipIf(!existsSync(SAMPLES))('real outage logs', () => {
  it('gcp_outages.json of August 2026: 5 cards', () => {
    const { value, rows, format } = read('gcp-incidents-json/gcp_outages.json');
    expect(format).toBe('gcp-incidents');
    expect(rows).toEqual(used(5));
    expect(value.outages.length).toBeGreaterThanOrEqual(5);
    const outage = value.outages.find(({ ref, scope }) => ref === 'utF3FMFdQfwBzJcGG6vf' && scope.id === 'us-west1');
    expect(outage).toMatchObject({ kind: 'down', scope: { level: 'region' } });
    expect([outage?.begin, outage?.end, outage?.acknowledgedAt].map((at) => at && formatInstant(at))).toEqual([
      '2026-08-20T15:40:00Z',
      '2026-08-20T19:20:00Z',
      '2026-08-20T16:44:37Z',
    ]);
  });

  it('gcp_outages.json of November 2020: 155 cards without ids and locations', () => {
    const { value, rows } = read('gcp-incidents-json/gcp_outages.2020-11-06.json.gz');
    expect(rows).toEqual(used(155));
    expect(value.outages).toHaveLength(155);
    expect(value.outages.every(({ scope }) => scope.level === 'global')).toBe(true);
    const kinds = value.outages.map(({ kind }) => kind);
    expect([
      kinds.filter((kind) => kind === 'degraded').length,
      kinds.filter((kind) => kind === 'down').length,
    ]).toEqual([145, 10]);
    expect(codesOf('gcp-incidents-json/gcp_outages.2020-11-06.json.gz')).toEqual([
      'note outages/kind-from-severity',
      'warning outages/no-location',
    ]);
  });

  it('all 1,002 cards of six years are read, none dropped', () => {
    const lines = gunzipSync(
      readFileSync(new URL('gcp-incidents-json/derived_incidents_union_2020-06_2026-08.jsonl.gz', SAMPLES)),
    );
    const cards = lines
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { incident: unknown }).incident);
    const { value, rows, issues } = readOutages({ label: 'union', text: JSON.stringify(cards) });
    expect(rows).toEqual(used(1002));
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value.outages.filter(({ end }) => end === null).every(({ endBasis }) => endBasis === 'capture-bound')).toBe(
      true,
    );
    expect(new Set(value.outages.map(({ ref }) => ref)).size).toBe(1002);
  });

  it('aws health describe-events: 10 events, 7 of them issues', () => {
    const { value, rows } = read('aws-cli-examples/describe-events.output.json');
    expect(rows).toEqual(used(10));
    expect(value.outages.filter(({ kind }) => kind === 'down')).toHaveLength(7);
    expect(formatInstant(value.outages[0]?.begin ?? 0)).toBe('2020-05-10T02:31:30.530Z');
  });

  it('aws health describe-event-details: the structured window, and the title of the log', () => {
    const { value } = read('aws-cli-examples/describe-event-details.output.json');
    expect(value.outages).toMatchObject([
      {
        begin: 1587462325096,
        end: 1587464204774,
        title: '[RESOLVED] Increased API Error Rates and Latencies',
        scope: { level: 'region', id: 'us-east-1' },
      },
    ]);
  });

  it('an entity without its event is left out with a note', () => {
    expect(codesOf('aws-cli-examples/describe-affected-entities.output.json')).toEqual([
      'note outages/entity-without-event',
    ]);
  });

  it('the events that AWS publishes for tests: wrong weekday, unfilled time, abuse, retirement', () => {
    expect(codesOf('aws-health/testevent.AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED.json')).toEqual([
      'warning outages/wrong-weekday',
    ]);
    expect(codesOf('aws-health/mockpayload.AWS_ABUSE_DOS_REPORT.json')).toEqual(['warning outages/not-a-time']);
    const kindOf = (path: string) => new Set(read(path).value.outages.map(({ kind }) => kind));
    expect(kindOf('aws-health/mockpayload.AWS_ABUSE_DOS_REPORT.json')).toEqual(new Set(['info']));
    expect(kindOf('aws-health/sampleevent.AWS_ECS_TASK_PATCHING_RETIREMENT.json')).toEqual(new Set(['maintenance']));
    expect(kindOf('aws-health/mock_payload.AWS_EBS_VOLUME_LOST.json')).toEqual(new Set(['down']));
    expect(kindOf('aws-health/mockpayload.stepbystep.AWS_EBS_VOLUME_LOST.json')).toEqual(new Set(['down']));
  });

  it('an alarm history is not taken for something it is not', () => {
    expect(codesOf('aws-cli-examples/describe-alarm-history.output.json')).toEqual(['error outages/unknown-format']);
  });
});
