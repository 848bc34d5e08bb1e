import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/engine/assess.ts';
import { needsOf } from '../../../src/engine/needs.ts';
import { at, contractOf, recordsOf, termsOf } from '../library.ts';
import { assessed, rows, uptime } from './promise.ts';

const FAILED = 'kind: failed_intervals, interval_s: 300';
const failing = rows({ begin: '2026-06-10T10:00:00Z', seconds: 300, repeat: 12, requests: 9, errors: 9 });

describe('rows of an error-rate file', () => {
  it('start no clock that only a ticket starts', () => {
    const [credit] = assessed({ metric: `${FAILED}, clock_start: ticket` }, [], failing);
    expect(credit).toMatchObject({ status: 'insufficient-evidence' });
    expect(credit?.because).toContain('the case shows none for an outage');
    expect(assessed({ metric: FAILED }, [], failing)[0]).toMatchObject({ status: 'claimable' });
  });

  it('that end after the day of the case are left out, and so are those of a service that no contract speaks of', () => {
    const asOf = at('2026-06-10T10:30:00Z');
    const { issues } = assess(
      recordsOf({
        asOf,
        contracts: [contractOf(termsOf('aws/ec2'))],
        outages: { outages: [], coverage: [], samples: failing },
      }),
    );
    expect(issues.map(({ code, message }) => [code, Number.parseInt(message, 10)])).toEqual([
      ['engine/samples-without-contract', 6],
      ['engine/samples-after-case', 6],
    ]);
    expect(uptime(assessed({ metric: FAILED }, [], failing, { asOf }))).toBe('7195/72');
  });

  it('ask the bill for the place they speak of, although no outage does', () => {
    const contract = contractOf(termsOf('aws/s3'));
    const samples = failing.map((row) => ({ ...row, vendor: 'aws', services: ['aws/s3'] }));
    const asking = { contracts: [contract], outages: [], runs: [], asOf: at('2026-07-01T00:00:00Z') };
    const asked = needsOf({ ...asking, samples });
    expect(asked.places?.length).toBeGreaterThan(0);
    expect(asked.places?.every(({ RegionId }) => RegionId?.[0] === 'r-1')).toBe(true);
    expect(needsOf(asking).places).toEqual([]);
  });
});
