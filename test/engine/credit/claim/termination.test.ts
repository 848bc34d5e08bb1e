import { describe, expect, test } from 'vitest';
import { assess } from '../../../../src/engine/assess.ts';
import type { Outage } from '../../../../src/engine/records/outage.ts';
import { at, outage, recordsOf } from '../../library.ts';
import { smallContract } from '../small-contract.ts';

/** The CSO rule of negotiated-clauses.md: below 95 % in a month, or below 98 % in two of five months. */
const contract = smallContract({
  edition: `remedy:
  termination:
    - {below: 95, months: 1, scope: order}
    - {below: 98, months: 2, of: 5, scope: order}`,
});

/** So many hours of downtime from the first of the month. */
function down(month: string, hours: number, parts: Partial<Outage> = {}): Outage {
  const begin = at(`${month}-03T00:00:00Z`);
  return outage({
    id: month,
    vendor: 'test',
    services: ['test/vm'],
    source: 'observed',
    scope: { level: 'resource', id: 'vm-1' },
    begin,
    end: begin + hours * 3_600_000,
    ...parts,
  });
}

function rights(logged: Outage[]) {
  const records = recordsOf({ asOf: at('2026-12-01T00:00:00Z'), contracts: [contract], logged });
  return assess(records).terminationRights?.map(({ status, counted, months }) => [status, counted.certain, months]);
}

describe('rights to end a contract', () => {
  // A month of 720 hours: 5 % are 36 hours, 2 % are 14.4.
  test('one month below the deep trigger is enough', () => {
    expect(rights([down('2026-06', 37)])).toEqual([
      ['arisen', 1, ['2026-06']],
      ['not-arisen', 1, ['2026-06']],
    ]);
  });

  test('exactly at the trigger is not below it', () => {
    expect(rights([down('2026-06', 36)])?.[0]).toEqual(['not-arisen', 0, []]);
  });

  test('two bad months within five, counted from month to month', () => {
    expect(rights([down('2026-02', 15), down('2026-06', 15)])?.[1]).toEqual(['arisen', 2, ['2026-02', '2026-06']]);
    expect(rights([down('2026-01', 15), down('2026-06', 15)])?.[1]).toEqual(['not-arisen', 1, ['2026-01', '2026-06']]);
    expect(rights([down('2025-12', 15), down('2026-02', 15)])?.[1]).toEqual(['arisen', 2, ['2025-12', '2026-02']]);
  });

  test('another unit of the contract counts for itself', () => {
    const other = down('2026-07', 15, { scope: { level: 'resource', id: 'vm-2' } });
    expect(rights([down('2026-06', 15), other])?.map(([status]) => status)).not.toContain('arisen');
  });
});
