import { describe, expect, it } from 'vitest';
import { renderer as markdown } from '../../src/reports/formats/markdown.ts';
import { eventsCsv, outagesCsv, reportOf, steps, time } from './loss-case.ts';

/** Hours of a cost and usage report, made up: seconds from the outage, usage type, type, resource, quantity, cost. */
type CurRow = readonly [at: number, usage: string, line: string, resource: string, quantity: string, cost: string];

function cur(rows: readonly CurRow[]): string {
  const columns = [
    'bill_billing_period_start_date',
    'bill_billing_period_end_date',
    'line_item_usage_start_date',
    'line_item_usage_end_date',
    'line_item_line_item_type',
    'line_item_product_code',
    'line_item_usage_type',
    'line_item_resource_id',
    'line_item_usage_amount',
    'pricing_unit',
    'line_item_unblended_cost',
    'line_item_currency_code',
    'product_region_code',
  ];
  const lines = rows.map(([at, usage, line, resource, quantity, cost]) =>
    [
      '2025-10-01T00:00:00Z',
      '2025-11-01T00:00:00Z',
      time(at),
      time(at + 3600),
      line,
      'AmazonEC2',
      usage,
      resource,
      quantity,
      'Hrs',
      cost,
      'USD',
      'north-1',
    ].join(','),
  );
  return [columns.join(','), ...lines, ''].join('\n');
}

const HOURS = [-2, -1, 0, 1, 2].map((hour) => hour * 3600);
const LOG = eventsCsv([
  [-3600, 'run_start', undefined, 32],
  ...steps(-1000, 0, 100, 10, 32),
  [600, 'run_start', undefined, 32],
  [660, 'load_end', 100],
  ...steps(660, 100, 140, 10, 32),
]);

const caseOf = (more: readonly string[] = []) =>
  [
    'makewhole: 1',
    `as_of: ${time(86_400 * 20)}`,
    'billing: [{files: bill.csv}]',
    'outages: [{files: outages.csv}]',
    'training:',
    '  - run: night',
    '    files: log.csv',
    '    gpus: 32',
    '    resources: p5.48xlarge in north-1',
    '    vendor: madeup',
    '    region: north-1',
    '    price: from-bill',
    '    billing: reserved',
    ...more,
    '',
  ].join('\n');

const reportWith = (rows: readonly CurRow[], more?: readonly string[]) =>
  reportOf({ 'makewhole.yaml': caseOf(more), 'bill.csv': cur(rows), 'log.csv': LOG, 'outages.csv': outagesCsv(600) });

describe('GPUs of a cost and usage report', () => {
  it('cost what was billed for them; an idle reservation and its own count of hours stand apart', async () => {
    const report = await reportWith(
      HOURS.flatMap((at): CurRow[] => [
        [at, 'BoxUsage:p5.48xlarge', 'Usage', 'i-1', '4', '200'],
        [at, 'UnusedBox:p5.48xlarge', 'Usage', 'cr-1', '1', '50'],
        [at, 'Reservation:p5.48xlarge', 'Usage', 'cr-1', '5', '0'],
      ]),
    );
    expect(report.clusters).toHaveLength(1);
    expect(report.clusters[0]).toMatchObject({
      ref: 'G1',
      run: 'night',
      instanceType: 'p5.48xlarge',
      gpuModel: 'NVIDIA H100',
      gpusPerInstance: '8',
      gpus: '32',
      instanceHours: '20',
      gpuHours: '160',
      amortized: '1000.00',
      hourlyAmortized: '200',
      amortizedPerGpuHour: '6.25',
      cashPerGpuHour: '6.25',
      idle: { gpuHours: '40', amortized: '250.00', share: '0.2' },
      taken: { rows: 15, resources: 2, periods: 5 },
    });
    // The 8 idle GPUs are no reason to say that the case names a wrong number.
    expect(report.issues.map(({ code }) => code)).not.toContain('training/gpus-not-as-billed');
    expect(report.losses[0]?.usdPerGpuHour).toBe('6.25');
  });

  it('of a Capacity Block cost its fee, spread as the case states', async () => {
    const block: CurRow[] = [
      [HOURS[0] ?? 0, 'CapacityBlockFee:p5.48xlarge', 'Fee', 'cr-2', '1', '3020.544'],
      ...HOURS.map((at): CurRow => [at, 'BoxUsage:p5.48xlarge', 'Usage', 'i-1', '4', '0']),
    ];
    const open = await reportWith(block);
    expect(open.clusters[0]).toMatchObject({ amortizedPerGpuHour: null, blockFee: '3020.54' });
    expect(open.clusters[0]?.undetermined?.amortizedPerGpuHour).toContain('end of the Capacity Block is not stated');
    const stated = await reportWith(block, [
      `    capacity_blocks: [{begin: ${time(-7200)}, end: ${time(-7200 + 86_400)}, instances: 4}]`,
    ]);
    expect(stated.clusters[0]).toMatchObject({ amortizedPerGpuHour: '3.933', hourlyAmortized: '125.856' });
  });

  it('are a section of the report', async () => {
    const report = await reportWith(
      HOURS.map((at): CurRow => [at, 'BoxUsage:p5.48xlarge', 'Usage', 'i-1', '4', '200']),
    );
    const page = markdown.render(report, {});
    expect(page).toContain('## What the GPUs cost');
    expect(page).toMatch(
      /\| `G1` \| Run night: p5\\\.48xlarge \(NVIDIA H100\) \| 32 \| 200\.00 \| 200\.00 \| 6\.25 \| 6\.25 \|/,
    );
    expect(page).toContain('no row of the bill says whether a reservation was used');
    const none = await reportWith(HOURS.map((at): CurRow => [at, 'BoxUsage:m7i.large', 'Usage', 'i-1', '4', '200']));
    expect(markdown.render(none, {})).not.toContain('What the GPUs cost');
  });
});
