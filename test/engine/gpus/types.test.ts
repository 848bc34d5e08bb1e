import { describe, expect, it } from 'vitest';
import { gpuTypesOf } from '../../../src/engine/gpus/types.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { exact, toText } from '../../../src/engine/values/exact.ts';
import { hourOf } from '../loss/log-builder.ts';
import { TABLE } from './made-up-table.ts';

function types(charges: readonly Charge[]) {
  return gpuTypesOf(charges, TABLE).map(
    ({ instanceType, gpuModel, instanceHours, gpuHours, billed, effective, currency, rows }) => [
      instanceType,
      gpuModel,
      ...[instanceHours, gpuHours, billed, effective].map((value) => value && toText(value)),
      currency,
      rows,
    ],
  );
}

describe('the GPU types of a bill', () => {
  it('are its instance types in the table, with hours and cost; other rows are left', () => {
    const rows = [
      hourOf(0),
      hourOf(1),
      hourOf(0, { x_InstanceType: 'm7i.large' }),
      hourOf(0, { ChargeCategory: 'Tax' }),
    ];
    expect(types(rows)).toEqual([['p5.48xlarge', 'NVIDIA H100', '64', '512', '1152', '1152', 'USD', 2]]);
  });

  it('keep currencies and types apart', () => {
    const rows = [hourOf(0), hourOf(0, { BillingCurrency: 'EUR' }), hourOf(0, { x_InstanceType: 'p5.4xlarge' })];
    expect(types(rows).map(([type, , , gpuHours, , , currency]) => [type, gpuHours, currency])).toEqual([
      ['p5.48xlarge', '256', 'EUR'],
      ['p5.48xlarge', '256', 'USD'],
      ['p5.4xlarge', '32', 'USD'],
    ]);
  });

  it('count hours only where the rows do, and cost only where it is given', () => {
    const gcp = { x_Vendor: 'gcp', x_InstanceType: 'a3-highgpu-8g' };
    const parts = [
      hourOf(0, { ...gcp, ConsumedUnit: 'GPU-hours', ConsumedQuantity: exact(8) }),
      hourOf(0, { ...gcp, ConsumedUnit: 'vCPU-hours', ConsumedQuantity: exact(208) }),
    ];
    expect(types(parts)).toEqual([['a3-highgpu-8g', 'NVIDIA H100', null, '8', '1152', '1152', 'USD', 2]]);
    expect(types([hourOf(0, { ConsumedUnit: 'GB', EffectiveCost: null })])).toEqual([
      ['p5.48xlarge', 'NVIDIA H100', null, null, '576', null, 'USD', 1],
    ]);
    expect(types([hourOf(0), hourOf(0, { ConsumedUnit: 'GPU-hours' })])[0]?.slice(2, 4)).toEqual([null, null]);
  });
});
