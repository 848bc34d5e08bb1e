import { isFree, isIdle, unitOf, usualInstances } from '../gpus/hours.ts';
import { gpuLookup, gpusOfEntry } from '../gpus/lookup.ts';
import type { Charge } from '../records/charge.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { GpuEntry, GpuTable } from '../records/gpu.ts';
import { type Exact, isZero, sum, toText, ZERO } from '../values/exact.ts';
import { compute, total } from './compute.ts';

type Parts = Pick<Figure, 'id' | 'label' | 'unit'>;

interface OneType {
  readonly entry: GpuEntry;
  readonly gpus: Exact;
  readonly rows: readonly Charge[];
}

/** Cost ÷ GPU-hours, where the GPU table knows every instance type of the rows; else null. */
export function rateByTable(rows: readonly Charge[], cost: Figure, table: GpuTable, parts: Parts): Figure | null {
  const priced = rows.filter((row) => !isFree(row));
  const types = byType(priced, table);
  const counted = priced.every((row) => row.ConsumedQuantity !== null && unitOf(row) === 'hours');
  if (!types || !counted || isZero(quantityOf(priced))) return null;
  const left = quantityOf(rows).sub(quantityOf(priced));
  const [only, ...others] = types;
  if (only && others.length === 0) {
    const [hours, gpus] = hoursAndGpus(only, parts.id, left);
    return compute(
      { ...parts, formula: 'cost ÷ (instance hours × GPUs per instance, from the GPU table)' },
      [cost, hours, gpus],
      (money, time, count) => money.div(time.mul(count)),
    );
  }
  const gpuHours = types.map((type, nth) => {
    const id = `${parts.id}.type${nth + 1}`;
    const formula = 'instance hours × GPUs per instance, from the GPU table';
    return compute(
      { id: `${id}.gpuHours`, label: `GPU-hours of ${type.entry.instanceType}`, unit: 'gpu-hours', formula },
      hoursAndGpus(type, id, ZERO),
      (time, count) => time.mul(count),
    );
  });
  const all = total({ id: `${parts.id}.gpuHours`, label: 'GPU-hours billed', unit: 'gpu-hours' }, gpuHours);
  return compute({ ...parts, formula: 'cost ÷ GPU-hours billed' }, [cost, all], (money, time) => money.div(time));
}

/** GPUs in use that the rows bill at a time in most hours, by the table; null where it does not know them all. */
export function gpusBilledAtATime(rows: readonly Charge[], table: GpuTable): Exact | null {
  const types = byType(
    rows.filter((row) => !isFree(row) && !isIdle(row)),
    table,
  );
  const counts = types?.map(({ rows: own, gpus, entry }) =>
    entry.hours === 'instances' ? usualInstances(own)?.mul(gpus) : usualInstances(own),
  );
  return counts && counts.length > 0 && counts.every((count) => count != null) ? sum(counts as Exact[]) : null;
}

function byType(rows: readonly Charge[], table: GpuTable): OneType[] | null {
  const entryOf = gpuLookup(table);
  const types = new Map<GpuEntry, Charge[]>();
  for (const row of rows) {
    const entry = entryOf(row);
    if (!entry?.gpus || (entry.hours !== 'instances' && entry.hours !== 'gpus')) return null;
    types.set(entry, [...(types.get(entry) ?? []), row]);
  }
  return [...types].map(([entry, own]) => ({ entry, gpus: entry.gpus as Exact, rows: own }));
}

function hoursAndGpus({ entry, rows }: OneType, id: string, left: Exact): [Figure, Figure] {
  const without = isZero(left) ? '' : `, without ${toText(left)} that cost 0`;
  const hours = derived({
    id: `${id}.quantity`,
    label: 'instance hours billed',
    value: quantityOf(rows),
    unit: 'hours',
    formula: `ConsumedQuantity of those rows${without}`,
  });
  return [hours, gpusOfEntry(`${id}.gpusPerInstance`, entry)];
}

function quantityOf(rows: readonly Charge[]): Exact {
  return sum(rows.flatMap((row) => row.ConsumedQuantity ?? []));
}
