import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import { toText } from '../../../src/engine/values/exact.ts';

const HEADER =
  'BilledCost,EffectiveCost,ListCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeFrequency,ProviderName,ServiceName,RegionId,AvailabilityZone,ResourceId,ConsumedQuantity,ConsumedUnit';

function row(cost: number, hour: number, resource: string, region = 'us-east-1'): string {
  const stamp = (at: number) => `2025-10-20T${String(at).padStart(2, '0')}:00:00Z`;
  return `${cost},${cost},${cost},USD,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,${stamp(hour)},${stamp(hour + 1)},Usage,Usage-Based,AWS,EC2,${region},us-east-1a,${resource},1,Hours`;
}

it('keeps the kind of a resource where only its place is asked for, and the resource where it is named', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'makewhole-places-')), 'bill.csv');
  const arn = (kind: string, id: string) => `arn:aws:ec2:us-east-1:1:${kind}/${id}`;
  const rows = [
    row(1, 6, arn('instance', 'i-1')),
    row(2, 6, arn('instance', 'i-2')),
    row(4, 6, arn('volume', 'vol-1')),
    row(8, 6, 'i-3'),
    row(16, 6, 'i-4'),
    row(32, 20, 'i-4'),
    row(64, 6, 'i-5', 'eu-west-1'),
  ];
  writeFileSync(path, [HEADER, ...rows].join('\n'));
  const { value, issues } = await readBill([{ label: 'bill.csv', path }], {
    detail: [{ ResourceId: ['i-3'] }],
    places: [{ ServiceName: ['EC2'], RegionId: ['us-east-1'] }],
    windows: [{ begin: Date.parse('2025-10-20T06:00:00Z'), end: Date.parse('2025-10-20T07:00:00Z') }],
  });
  expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
  const groups = value.charges
    .map((charge) => [
      charge.ResourceId,
      charge.AvailabilityZone,
      charge.chargePeriod !== null,
      charge.BilledCost && toText(charge.BilledCost),
    ])
    .sort((a, b) => Number(a[3]) - Number(b[3]));
  expect(groups).toEqual([
    ['arn:aws:ec2:us-east-1:1:instance/*', 'us-east-1a', true, '3'],
    ['arn:aws:ec2:us-east-1:1:volume/*', 'us-east-1a', true, '4'],
    ['i-3', 'us-east-1a', true, '8'],
    ['i-*', 'us-east-1a', true, '16'],
    ['i-*', 'us-east-1a', false, '32'],
    [null, null, false, '64'],
  ]);
});
