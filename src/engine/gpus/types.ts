import type { Charge } from '../records/charge.ts';
import type { GpuEntry, GpuTable, GpuTypeUse } from '../records/gpu.ts';
import { type Exact, sum } from '../values/exact.ts';
import { countRows } from './groups.ts';
import { unitOf } from './hours.ts';
import { gpuLookup } from './lookup.ts';

/**
 * The GPU types that charges name, for looking a bill over ({@link BillNeeds.overview} keeps what is needed). Hours are
 * as metered: idle ones and a reservation's own count of hours are among them, so that no rate is given here. Costs are of
 * all rows that carry the type.
 */
export function gpuTypesOf(charges: readonly Charge[], table: GpuTable): GpuTypeUse[] {
  const entryOf = gpuLookup(table);
  const groups = new Map<string, { readonly entry: GpuEntry; readonly rows: Charge[] }>();
  for (const charge of charges) {
    const entry = charge.ChargeCategory === 'Usage' ? entryOf(charge) : null;
    if (!entry) continue;
    const key = JSON.stringify([charge.x_Vendor, charge.x_InstanceType, charge.BillingCurrency]);
    const group = groups.get(key) ?? { entry, rows: [] };
    group.rows.push(charge);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { entry, rows }]) => {
      const [first] = rows;
      return first ? [useOf(entry, rows, first)] : [];
    });
}

function useOf(entry: GpuEntry, rows: readonly Charge[], first: Charge): GpuTypeUse {
  const inGpus = quantityOf(rows.filter((row) => unitOf(row) === 'gpu-hours'));
  const inHours = quantityOf(rows.filter((row) => unitOf(row) === 'hours'));
  const isMixed = inGpus !== null && inHours !== null;
  const instanceHours = isMixed || entry.hours !== 'instances' ? null : inHours;
  const counted = entry.hours === 'gpus' ? inHours : entry.gpus && (instanceHours?.mul(entry.gpus) ?? null);
  return {
    vendor: first.x_Vendor,
    instanceType: first.x_InstanceType ?? entry.instanceType,
    gpuModel: entry.gpuModel,
    gpusPerInstance: entry.gpus,
    instanceHours,
    gpuHours: isMixed ? null : (inGpus ?? counted),
    billed: totalOf(rows, 'BilledCost'),
    effective: totalOf(rows, 'EffectiveCost'),
    currency: first.BillingCurrency,
    rows: countRows(rows),
  };
}

/** null: no such row, or one without a quantity. */
function quantityOf(rows: readonly Charge[]): Exact | null {
  return rows.length === 0 ? null : totalOf(rows, 'ConsumedQuantity');
}

function totalOf(rows: readonly Charge[], column: 'BilledCost' | 'EffectiveCost' | 'ConsumedQuantity'): Exact | null {
  const values = rows.map((row) => row[column]);
  return values.some((value) => value === null) ? null : sum(values as Exact[]);
}
