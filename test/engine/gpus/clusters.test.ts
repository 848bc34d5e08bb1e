import { describe, expect, it } from 'vitest';
import { clusterCosts } from '../../../src/engine/gpus/clusters.ts';
import type { Bill, Charge } from '../../../src/engine/records/charge.ts';
import { closure, type Figure } from '../../../src/engine/records/figure.ts';
import type { ClusterCost } from '../../../src/engine/records/gpu.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { billOf, hourOf, LogBuilder, runOf } from '../loss/log-builder.ts';
import { TABLE } from './made-up-table.ts';

const H100 = { x_InstanceType: 'p5.48xlarge' };
/** 32 instances of 8 GPUs for an hour: 576.00, of which 100.00 was billed in the hour. */
const hour = (at: number, parts: Partial<Charge> = {}) => hourOf(at, { ...H100, BilledCost: decimal('100'), ...parts });
const cost = (billed: string, effective = billed) => ({
  BilledCost: decimal(billed),
  EffectiveCost: decimal(effective),
});

function clusters(
  charges: readonly Charge[],
  runs: readonly Run[] = [runOf(new LogBuilder())],
  bill: Partial<Bill> = {},
) {
  const found = clusterCosts({ bill: { ...billOf(charges), ...bill }, runs, table: TABLE, currency: 'USD' });
  // Every figure is found by its id, once.
  closure(found.flatMap(figuresOf));
  return found;
}

function only(charges: readonly Charge[], runs?: readonly Run[]): ClusterCost {
  const found = clusters(charges, runs);
  expect(found).toHaveLength(1);
  return found[0] as ClusterCost;
}

function figuresOf(value: object): Figure[] {
  return Object.values(value).flatMap((inner) => {
    if (inner === null || typeof inner !== 'object') return [];
    return 'formula' in inner && 'inputs' in inner ? [inner as Figure] : figuresOf(inner);
  });
}

const text = ({ value }: Figure) => value && toText(value);
const why = ({ value, formula }: Figure) => (value === null ? formula.replace(/^undetermined, because /, '') : 'known');

describe('what the GPUs of a run cost', () => {
  const two = only([hour(0), hour(1)]);

  it('is cash and amortized cost, by the hour and by the GPU-hour', () => {
    expect([two.run, two.instanceType, two.gpuModel]).toEqual(['run', 'p5.48xlarge', 'NVIDIA H100']);
    expect([two.gpus, two.gpusPerInstance, two.instanceHours, two.gpuHours].map(text)).toEqual([
      '256',
      '8',
      '64',
      '512',
    ]);
    expect([two.cash, two.amortized, two.hourlyCash, two.hourlyAmortized].map(text)).toEqual([
      '200',
      '1152',
      '100',
      '576',
    ]);
    expect([two.cashPerGpuHour, two.amortizedPerGpuHour].map(text)).toEqual(['0.390625', '2.25']);
    expect(two.taken).toEqual({ rows: 2, resources: 0, periods: 2 });
  });

  it('names the entry of the GPU table and its source', () => {
    expect(two.gpusPerInstance).toMatchObject({
      formula: 'GPU table, aws p5.48xlarge: NVIDIA H100',
      clause: { terms: 'gpus/aws', field: 'p5.48xlarge', grade: 'vendor_page', url: 'https://example.com/' },
      origin: { file: 'gpus/aws.yaml', line: 9 },
    });
  });

  it('is told hour by hour', () => {
    expect(
      two.hours.map((one) =>
        [one.instances, one.gpuHours, one.cash, one.amortized].map((value) => value && toText(value)),
      ),
    ).toEqual([
      ['32', '256', '100', '576'],
      ['32', '256', '100', '576'],
    ]);
  });

  it('takes hours that were only summed into its totals, not into its hours', () => {
    const all = only([
      hour(0),
      hour(1, { chargePeriod: null, ConsumedQuantity: exact(320), ...cost('1000', '5760'), rows: 10 }),
    ]);
    expect([all.instanceHours, all.amortizedPerGpuHour, all.hourlyAmortized].map(text)).toEqual(['352', '2.25', '576']);
    expect(all.taken).toEqual({ rows: 11, resources: 0, periods: 1 });
  });

  it('keeps types, runs and the rest of the bill apart', () => {
    const runs = [
      runOf(new LogBuilder()),
      runOf(new LogBuilder(), { id: 'small', resources: { x_InstanceType: ['p5.4*'] } }),
    ];
    const found = clusters(
      [hour(0), hour(0, { x_InstanceType: 'p5.4xlarge' }), hour(0, { x_InstanceType: 'm7i.large' })],
      runs,
    );
    expect(found.map(({ run, instanceType, sharedWith }) => [run, instanceType, sharedWith])).toEqual([
      ['run', 'p5.48xlarge', ['small']],
      ['small', 'p5.48xlarge', ['run']],
      ['small', 'p5.4xlarge', ['run']],
    ]);
    expect(found[0]?.notes.join()).toContain('belong to small as well');
    const rest = clusters(
      [hour(0, { RegionId: 'eu-west-1' })],
      [runOf(new LogBuilder(), { resources: { RegionId: ['us-east-1'] } })],
    );
    expect(rest.map(({ run, instanceType }) => [run, instanceType])).toEqual([[null, 'p5.48xlarge']]);
  });

  it('leaves out rows of another currency, taxes and credits, and says how many rows of the resources were left', () => {
    const run = runOf(new LogBuilder(), { resources: { RegionId: ['us-east-1'] } });
    const rows = [
      hour(0),
      hour(0, { BillingCurrency: 'EUR' }),
      hour(0, { ChargeCategory: 'Tax', rows: 3 }),
      hour(0, { x_InstanceType: null, ConsumedUnit: 'GB', rows: 4 }),
    ];
    const found = only(rows, [run]);
    expect(text(found.amortized)).toBe('576');
    expect(found.notes).toContain('7 further rows of these resources are of no GPU type and not in it.');
  });
});

describe('an hour at 0', () => {
  it('is a gap, no price', () => {
    const gap = only([hour(0, cost('0'))]);
    expect([gap.amortizedPerGpuHour, gap.hourlyAmortized].map(text)).toEqual([null, null]);
    expect(why(gap.amortizedPerGpuHour)).toContain('gap in the bill and no price');
    expect(gap.notes.join()).toContain('32 hours of these rows cost 0 and are left out');
  });

  it("does not dilute the price: a reservation's own count of hours stands beside what is billed", () => {
    const counted = hour(0, { ResourceId: 'cr-1', ...cost('0') });
    const both = only([hour(0, { ResourceId: 'i-1' }), counted]);
    expect([both.gpuHours, both.amortizedPerGpuHour, both.gpus].map(text)).toEqual(['256', '2.25', '256']);
  });

  it('of cash only was paid with a commitment: cash is not told, the amortized cost is', () => {
    const covered = only([hour(0), hour(1, cost('0', '576'))]);
    expect(text(covered.amortizedPerGpuHour)).toBe('2.25');
    expect(why(covered.cashPerGpuHour)).toContain('1 of 2 rows are billed at 0');
    expect(text(covered.cash)).toBe('100');
  });

  it('is not a cost that is not given', () => {
    const lacking = only([hour(0), hour(1, { EffectiveCost: null })]);
    expect(why(lacking.amortizedPerGpuHour)).toContain('1 of 2 rows have no EffectiveCost');
    expect(text(lacking.cashPerGpuHour)).toBe('0.390625');
  });
});

describe('idle reservations', () => {
  const used = hour(0, { CapacityReservationStatus: 'Used', ConsumedQuantity: exact(24), ...cost('432') });
  const unused = hour(0, {
    CapacityReservationStatus: 'Unused',
    ConsumedQuantity: exact(8),
    ...cost('144'),
    ResourceId: 'cr-1',
  });

  it('stand apart: 8 of 32 instance hours are a quarter, and no part of the rate', () => {
    const found = only([used, unused]);
    const { idle } = found;
    expect([idle.share, idle.gpuHours, idle.cash, idle.amortized].map(text)).toEqual(['0.25', '64', '144', '144']);
    expect([found.amortized, found.amortizedPerGpuHour, found.hourlyAmortized].map(text)).toEqual([
      '432',
      '2.25',
      '432',
    ]);
    expect(found.hours.map((one) => one.idleInstanceHours && toText(one.idleInstanceHours))).toEqual(['8']);
  });

  it('are none where the bill tells which reservations were used, and unknown where it tells of no one', () => {
    expect(text(only([used]).idle.share)).toBe('0');
    expect(why(only([hour(0)]).idle.share)).toBe('no row of the bill says whether a reservation was used');
    expect(text(only([hour(0)]).idle.amortized)).toBeNull();
  });

  it('can hide behind an id of their own, and the report says so', () => {
    const byId = runOf(new LogBuilder(), { resources: { ResourceId: ['i-1'] } });
    const found = clusters([{ ...used, ResourceId: 'i-1' }, unused], [byId]);
    expect(found.map(({ run }) => run)).toEqual(['run', null]);
    expect(found[0]?.notes.join()).toContain('only if `resources` names that id');
  });
});

describe('unused commitments', () => {
  it('stand apart as well', () => {
    const run = runOf(new LogBuilder(), { resources: { RegionId: ['us-east-1'] } });
    const unused = hour(0, { x_InstanceType: null, CommitmentDiscountStatus: 'Unused', ...cost('0', '40') });
    const found = only([hour(0), unused], [run]);
    expect(found.unusedCommitment && text(found.unusedCommitment)).toBe('40');
    expect(text(found.amortizedPerGpuHour)).toBe('2.25');
    expect(found.notes.join()).toContain('name no instance type');
    expect(only([hour(0)]).unusedCommitment).toBeNull();
  });
});

describe('what an hour of a row counts', () => {
  const gcp = { x_Vendor: 'gcp', x_InstanceType: 'a3-highgpu-8g' };
  const run = runOf(new LogBuilder(), { resources: { x_InstanceType: ['*'] } });

  it('is a GPU where the bill says so; cores and memory of the machine are its cost too', () => {
    const rows = [
      hour(0, { ...gcp, ConsumedUnit: 'GPU-hours', ConsumedQuantity: exact(16), ...cost('32') }),
      hour(0, { ...gcp, ConsumedUnit: 'vCPU-hours', ConsumedQuantity: exact(416), ...cost('8') }),
      hour(0, { ...gcp, ConsumedUnit: 'gibibyte hour', ConsumedQuantity: exact(3744), ...cost('8') }),
    ];
    const found = only(rows, [run]);
    expect([found.gpuHours, found.instanceHours, found.gpus].map(text)).toEqual(['16', '2', '16']);
    expect([found.amortizedPerGpuHour, found.hourlyAmortized].map(text)).toEqual(['3', '48']);
  });

  it('is not known of a vendor that bills parts in hours, or of one whose bills nobody saw', () => {
    expect(why(only([hour(0, gcp)], [run]).amortizedPerGpuHour)).toContain('parts of a machine in rows of their own');
    const oci = hour(0, { x_Vendor: 'oci', x_InstanceType: 'BM.GPU.H100.8' });
    expect(why(only([oci], [run]).gpuHours)).toContain('not known of this vendor');
  });

  it('cannot be turned into GPU-hours of a type that the table does not know, or has no count for', () => {
    const unknown = only([hour(0, { x_InstanceType: 'z9.huge' })], [run]);
    expect(text(unknown.instanceHours)).toBe('32');
    expect(why(unknown.amortizedPerGpuHour)).toContain('the GPU table does not know z9.huge');
    const uncounted = only([hour(0, { x_InstanceType: 'trn2u.48xlarge' })], [run]);
    expect(why(uncounted.amortizedPerGpuHour)).toContain('no count for aws trn2u.48xlarge');
  });
});
