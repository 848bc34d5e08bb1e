import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRateCard } from '../../src/parsers/billing/rate-card/parse.ts';
import { eventsCsv, outagesCsv, reportOf, runFiles, steps } from './loss-case.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/case-file.md'), 'utf8');
const documented = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([, block = '']) => block)
  .find((block) => block.startsWith('makewhole_rates'));

it('the rate card of the guide is one', () => {
  const { value, issues } = parseRateCard(documented ?? '', 'rates.yaml');
  expect(issues).toEqual([]);
  expect(value?.rates).toHaveLength(2);
  expect(value?.reservations).toHaveLength(2);
});

const LOG = eventsCsv([
  [-1800, 'run_start', undefined, 256],
  ...steps(-1650, 1195, 1200, 30),
  [-1500, 'save_committed', 1200],
  ...steps(-1500, 1200, 1250, 30),
  [0, 'failure'],
  [300, 'detected'],
  [2340, 'capacity_back'],
  [2340, 'run_start', undefined, 256],
  [2940, 'load_end', 1200],
  [3030, 'step', 1201],
  ...steps(3030, 1201, 1260, 30),
]);

/** A run of 256 GPUs priced from the bill; what the bill is, is put in. */
function files(more: Readonly<Record<string, string>>, bill: string, price = 'from-bill') {
  return {
    'makewhole.yaml': `makewhole: 1
as_of: 2025-11-03T00:00:00Z
${bill}outages:
  - files: outages.csv
training:
  - run: r
    files: r.csv
    gpus: 256
    price: ${price}
    resources: {x_InstanceType: gx-made-up}
    billing: reserved
    vendor: madeup
    region: north-1
`,
    'outages.csv': outagesCsv(2340),
    'r.csv': LOG,
    ...more,
  };
}

const CARD = `makewhole_rates: 1
vendor: madeup
currency: USD
document: order form 7
`;
const RESERVED = `${CARD}reservations:
  - {instance_type: gx-made-up, region: north-1, unit: gpu_hour, count: 256, price: "2.10", from: 2025-10-01, until: 2025-12-01}
`;
const RATES = `${CARD}rates: [{sku: gx-made-up, unit: gpu_hour, price: "2.10"}]\n`;

/** 256 GPUs, hour by hour on the day of the outage. */
const USAGE = [
  'ChargePeriodStart,ChargePeriodEnd,PricingQuantity,PricingUnit,ProviderName,RegionId,ServiceName,SkuId',
  ...Array.from({ length: 23 }, (_, hour) => {
    const at = (one: number) => `2025-10-20T${String(one).padStart(2, '0')}:00:00Z`;
    return `${at(hour)},${at(hour + 1)},256,GPU-Hour,madeup,north-1,GPU cloud,gx-made-up`;
  }),
  '',
].join('\n');

describe('a case without a bill', () => {
  it('prices a run by what its card reserves, and says whose word that is', async () => {
    const report = await reportOf(files({ 'rates.yaml': RESERVED }, 'rates: rates.yaml\n'));
    const [loss] = report.losses;
    expect(loss?.usdPerGpuHour).toBe('2.1');
    expect(report.billing.map(({ file, format }) => [file, format])).toEqual([['rates.yaml', 'rate-card']]);
    const cost = JSON.stringify(report.figures).includes('"rates.yaml"');
    expect(cost).toBe(true);
    expect(report.issues).toContainEqual(
      expect.objectContaining({ code: 'billing/stated-charges', severity: 'warning' }),
    );
    // October and the month before it, which a base may be of: 256 GPUs, 31 days, nothing in September.
    expect(report.billing[0]?.totals.billed).toBe('399974.4');
    const stated = await reportOf(files({}, '', '{usd_per_gpu_hour: "2.10"}'));
    expect(loss?.cash).toEqual(stated.losses[0]?.cash);
  });

  it('prices usage that has no cost', async () => {
    const bill = 'billing: [{files: usage.csv}]\nrates: rates.yaml\n';
    const report = await reportOf(files({ 'usage.csv': USAGE, 'rates.yaml': RATES }, bill));
    expect(report.losses[0]?.usdPerGpuHour).toBe('2.1');
    expect(report.billing.map(({ format, totals, currency }) => [format, totals.billed, currency])).toEqual([
      ['coreweave-focus', null, null],
      ['rate-card', '12364.8', 'USD'],
    ]);
  });
});

describe('what no claim is computed from', () => {
  const codesOf = async (more: Readonly<Record<string, string>>, bill: string) => {
    const { report, issues } = await runFiles(files(more, bill));
    expect(report).toBeNull();
    return issues.filter(({ severity }) => severity === 'error').map(({ code, origin }) => `${code} ${origin?.file}`);
  };
  const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/billing', name), 'utf8');

  it.each(['aws-cost-explorer.csv', 'opencost-csv.csv', 'opencost-allocation.jsonl'])('refuses %s', async (name) => {
    expect(await codesOf({ [name]: fixture(name) }, `billing: [{files: ${name}}]\n`)).toEqual([
      `billing/not-for-claims ${name}`,
    ]);
  });

  it('refuses usage without a card, and with a card of another vendor', async () => {
    const bill = 'billing: [{files: usage.csv}]\n';
    expect(await codesOf({ 'usage.csv': USAGE }, bill)).toEqual(['billing/not-for-claims usage.csv']);
    const other = { 'usage.csv': USAGE, 'rates.yaml': RATES.replace('madeup', 'other') };
    expect(await codesOf(other, `${bill}rates: rates.yaml\n`)).toEqual(['billing/not-for-claims usage.csv']);
  });

  it('refuses hours that are reserved and used as well', async () => {
    const card = `${RESERVED}rates: [{sku: gx-made-up, unit: gpu_hour, price: "2.10"}]\n`;
    const bill = 'billing: [{files: usage.csv}]\nrates: rates.yaml\n';
    expect(await codesOf({ 'usage.csv': USAGE, 'rates.yaml': card }, bill)).toEqual(['billing/paid-twice rates.yaml']);
  });

  it('refuses a card in another currency than the case', async () => {
    const bill = 'currency: EUR\nrates: rates.yaml\n';
    expect(await codesOf({ 'rates.yaml': RESERVED }, bill)).toEqual(['billing/mixed-currencies rates.yaml']);
  });

  it('refuses a format and columns for one bill', async () => {
    const bill = 'billing: [{files: usage.csv, format: focus-1.2, columns: columns.yaml}]\n';
    const more = { 'usage.csv': USAGE, 'columns.yaml': 'makewhole_columns: 1\n' };
    expect(await codesOf(more, bill)).toEqual(['case/bad-value makewhole.yaml']);
  });
});

it('a run is priced from a bill that a mapping file reads', async () => {
  const columns = `makewhole_columns: 1
vendor: madeup
delivery: adds
currency: USD
period: hour
columns: {ChargePeriodStart: Start, EffectiveCost: Cost, BilledCost: Cost, ConsumedQuantity: Hours, x_InstanceType: Type}
constants: {ChargeCategory: Usage, ConsumedUnit: GPU-Hours, ServiceName: GPU cloud}
`;
  const rows = Array.from(
    { length: 20 },
    (_, hour) => `2025-10-20T${String(hour).padStart(2, '0')}:00:00Z;576,00;256;gx-made-up`,
  );
  const more = { 'columns.yaml': columns, 'portal.csv': ['Start;Cost;Hours;Type', ...rows, ''].join('\n') };
  const bill = 'billing: [{files: portal.csv, columns: columns.yaml, decimal_comma: yes}]\n';
  const report = await reportOf(files(more, bill));
  expect(report.losses[0]?.usdPerGpuHour).toBe('2.25');
  expect(report.provenance.inputs.map(({ label }) => label)).toContain('columns.yaml');
});
