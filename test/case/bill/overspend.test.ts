import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { needsOf } from '../../../src/engine/needs.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { FIRST, HOUR, OUTAGE, overspendOf, recordsOf, shown } from '../../engine/overspend/hourly-case.ts';

const HEADER =
  'BilledCost,EffectiveCost,ListCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency,ProviderName,ServiceName,RegionId,AvailabilityZone,ResourceId,ConsumedQuantity,ConsumedUnit';

function row(service: string, region: string, cost: string, begin: number, hours: number, resource = ''): string {
  const stamp = (at: number) => new Date(at).toISOString();
  return `${cost},${cost},${cost},USD,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,${stamp(begin)},${stamp(begin + hours * HOUR)},Usage,Usage-Based,AWS,${service},${region},${region}a,${resource},1,Hours`;
}

/** October 1 to 26, by the hour: a service at 1.25, another at 0.75 through 3 resources, and a run's at 100. */
function october(step: number): string[] {
  const rows: string[] = [];
  for (let at = Date.parse('2025-10-01T00:00:00Z'); at < Date.parse('2025-10-26T00:00:00Z'); at += step * HOUR) {
    const during = at <= FIRST && FIRST < at + step * HOUR;
    rows.push(row('Logs', 'us-east-1', during ? '9.75' : '1.25', at, step));
    for (const name of ['a', 'b', 'c']) rows.push(row('Queue', 'us-east-1', '0.25', at, step, `q-${name}`));
    rows.push(row('EC2', 'us-east-1', during ? '500' : '100', at, step, 'i-run'));
  }
  return rows;
}

async function read(rows: readonly string[]) {
  const path = join(mkdtempSync(join(tmpdir(), 'makewhole-overspend-')), 'bill.csv');
  writeFileSync(path, [HEADER, ...rows].join('\n'));
  const runs = [{ id: 'halcyon', resources: { ResourceId: ['i-run'] } } as unknown as Run];
  const asOf = FIRST + 240 * HOUR;
  const { value, issues } = await readBill(
    [{ label: 'bill.csv', path }],
    needsOf({ contracts: [], outages: [OUTAGE], runs, asOf }),
  );
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return recordsOf([], { bill: value, runs, asOf });
}

describe('a bill on the disk', () => {
  it('is asked by the hour for the incident and the same hours of the week before, summed over resources, and gives the figure', async () => {
    const records = await read(october(1));
    const queue = records.bill.charges.filter(
      ({ ServiceName, chargePeriod }) => ServiceName === 'Queue' && chargePeriod,
    );
    // 3 hours of each of 7 days before and of the incident, each one charge of three rows.
    expect(queue.map(({ rows }) => rows)).toEqual(Array(24).fill(3));
    const found = overspendOf(records);
    expect(shown(found)).toEqual({
      more: '8.5',
      less: '0',
      net: '8.5',
      days: 7,
      lines: { 'overspend.I1.aws.Logs.us-east-1': '12.25 − 3.75 = 8.5' },
    });
    expect(found[0]?.withinUsual).toBe(1);
  });

  it('gives the same in any order of its rows', async () => {
    const rows = october(1);
    const shuffled = rows.map((text, nth) => [(nth * 7919) % rows.length, text] as const).sort(([a], [b]) => a - b);
    expect(shown(overspendOf(await read(shuffled.map(([, text]) => text))))).toEqual(
      shown(overspendOf(await read(rows))),
    );
  });

  it('by the day has no hours to compare', async () => {
    const found = shown(overspendOf(await read(october(24))));
    expect(found.net).toContain('this bill has no hours');
  });

  it('keeps the run out of the lines and says what it was billed while it was down', async () => {
    const down = { ...OUTAGE, scope: { level: 'resource', id: 'i-run' } as const };
    const records = await read(october(1));
    const [spend] = overspendOf({ ...records, outages: { outages: [down], coverage: [] } });
    // 07:20 to 09:40: 40 minutes at 500, an hour at 100, 40 minutes at 100.
    expect(toText(spend?.idle?.cost.value ?? expect.fail())).toBe('500');
    expect(spend?.lines.map(({ service }) => service)).toEqual(['Logs']);
  });
});
