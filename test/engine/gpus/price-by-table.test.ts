import { describe, expect, it } from 'vitest';
import { priceOf } from '../../../src/engine/loss/price.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { given, T0 } from '../loss/interruption-builder.ts';
import { hourOf, LogBuilder, runOf } from '../loss/log-builder.ts';
import { TABLE } from './made-up-table.ts';

/** The price of a GPU-hour of a run, by a bill and the table; 32 instances of 8 GPUs at 576.00 an hour. */
function price(charges: readonly Charge[], gpus: number | null, parts: Partial<Run> = {}) {
  const figure = given('gpus', gpus ?? 0, 'gpus');
  const { value, issues } = priceOf({
    id: 'losses.run.I1',
    run: runOf(new LogBuilder(), { price: { from: 'bill' }, ...parts }),
    gpus: figure,
    window: { begin: T0, end: T0 + 2 * 3_600_000 },
    charges,
    currency: 'USD',
    sharedGpus: gpus === null ? { ...figure, value: null } : figure,
    table: TABLE,
  });
  return { value: value.value && toText(value.value), figure: value, issues };
}

const cost = (amount: string) => ({ BilledCost: decimal(amount), EffectiveCost: decimal(amount) });

describe('the price of a GPU-hour, where the table knows the instance type', () => {
  it('is cost ÷ (instance hours × the GPUs of the table), and names the entry', () => {
    const { value, figure, issues } = price([hourOf(0), hourOf(1)], 256);
    expect([value, figure.grade, issues]).toEqual(['2.25', 'derived', []]);
    expect(figure.formula).toContain('from the GPU table');
    expect(figure.inputs.map((input) => input.clause?.field).filter(Boolean)).toEqual(['p5.48xlarge']);
  });

  it('needs no number of GPUs from the case', () => {
    expect(price([hourOf(0)], null)).toMatchObject({ value: '2.25', issues: [] });
  });

  it('rests on the bill where the case says otherwise, and both numbers are said', () => {
    const { value, issues } = price([hourOf(0), hourOf(1)], 512);
    expect(value).toBe('2.25');
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([['training/gpus-not-as-billed', 'warning']]);
    expect(issues[0]?.message).toMatch(/256 GPUs at a time .* is 512/);
  });

  it('is not taken for a whole cluster of rows when the run is on a part of it', () => {
    // 33 instances do not divide 256 GPUs: without the table, all of their cost was the run's, as an assumption.
    const { value, figure } = price([hourOf(0, { ConsumedQuantity: exact(33), ...cost('594') })], 256);
    expect([value, figure.grade]).toEqual(['2.25', 'derived']);
  });

  it("is not halved by a reservation's own count of the same hours", () => {
    const counted = hourOf(0, { ResourceId: 'cr-1', ...cost('0') });
    expect(price([hourOf(0), counted], 256)).toMatchObject({ value: '2.25', issues: [] });
  });

  it('adds up two types by the GPUs of each', () => {
    const run = { resources: { x_InstanceType: ['p5.*'] } };
    const small = hourOf(0, { x_InstanceType: 'p5.4xlarge', ConsumedQuantity: exact(64), ...cost('144') });
    // (576 + 144) ÷ (32 × 8 + 64 × 1)
    expect(price([hourOf(0), small], 320, run)).toMatchObject({ value: '2.25', issues: [] });
  });

  it('is not asked of the table where it does not know a type, or what its hours count', () => {
    const anything = { resources: { x_InstanceType: ['*'] } };
    for (const row of [{ x_InstanceType: 'z9' }, { x_Vendor: 'oci', x_InstanceType: 'BM.GPU.H100.8' }]) {
      const { value, figure } = price([hourOf(0, row)], 256, anything);
      expect([value, figure.formula]).toEqual(['2.25', 'cost ÷ (instance hours × GPUs per instance)']);
    }
  });

  it('holds the cores and the memory of a machine whose GPUs are billed apart', () => {
    const gcp = { x_Vendor: 'gcp', x_InstanceType: 'a3-highgpu-8g' };
    const rows = [
      hourOf(0, { ...gcp, ConsumedUnit: 'GPU-hours', ConsumedQuantity: exact(16), ...cost('32') }),
      hourOf(0, { ...gcp, ConsumedUnit: 'vCPU-hours', ConsumedQuantity: exact(416), ...cost('16') }),
    ];
    expect(price(rows, 16, { resources: { x_InstanceType: ['a3-*'] } })).toMatchObject({ value: '3' });
  });
});
