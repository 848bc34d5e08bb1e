import { compute, undetermined } from '../loss/compute.ts';
import type { Charge } from '../records/charge.ts';
import { derived, type Figure } from '../records/figure.ts';
import { sum } from '../values/exact.ts';
import { type ClusterGroup, countRows } from './groups.ts';
import { unitOf, usualInstances } from './hours.ts';
import { gpusOfEntry } from './lookup.ts';

/** Hours of the same rows, counted both ways. */
export interface Hours {
  readonly instances: Figure;
  readonly gpus: Figure;
}

export function perInstanceOf(id: string, { entry, instanceType }: ClusterGroup): Figure {
  if (entry) return gpusOfEntry(id, entry);
  const because =
    instanceType === null ? 'the rows name no instance type' : `the GPU table does not know ${instanceType}`;
  return undetermined({ id, label: 'GPUs per instance', unit: 'gpus' }, because);
}

/** Instance hours and GPU-hours of the rows: as the bill counts them, and the other by the GPU table. */
export function hoursOf(
  id: string,
  label: string,
  rows: readonly Charge[],
  group: ClusterGroup,
  perInstance: Figure,
): Hours {
  const instanceHours = { id: `${id}.instanceHours`, label: `instance ${label}`, unit: 'hours' };
  const gpuHours = { id: `${id}.gpuHours`, label: `GPU-${label}`, unit: 'gpu-hours' };
  const units = new Set(rows.map(unitOf));
  const counts = group.entry?.hours ?? 'instances';
  const why =
    units.size > 1
      ? 'some rows count instance hours and some GPU-hours'
      : rows.some((row) => row.ConsumedQuantity === null)
        ? 'a row has no quantity'
        : units.has('hours') && counts === 'parts'
          ? 'the vendor bills parts of a machine in rows of their own, and these rows do not say which they count'
          : units.has('hours') && counts === 'unknown'
            ? 'whether an hour of such a row is an hour of the instance or of a GPU is not known of this vendor'
            : null;
  if (why !== null) return { instances: undetermined(instanceHours, why), gpus: undetermined(gpuHours, why) };
  const quantity = sum(rows.flatMap((row) => row.ConsumedQuantity ?? []));
  const counted = `ConsumedQuantity of ${countRows(rows)} rows`;
  if (units.has('gpu-hours') || counts === 'gpus') {
    const gpus = derived({ ...gpuHours, value: quantity, formula: counted });
    if (counts === 'gpus')
      return { gpus, instances: undetermined(instanceHours, 'the rows count GPUs, not instances') };
    return {
      gpus,
      instances: compute({ ...instanceHours, formula: 'GPU-hours ÷ GPUs per instance' }, [gpus, perInstance], (a, b) =>
        a.div(b),
      ),
    };
  }
  const instances = derived({ ...instanceHours, value: quantity, formula: counted });
  const gpus = compute(
    { ...gpuHours, formula: 'instance hours × GPUs per instance' },
    [instances, perInstance],
    (a, b) => a.mul(b),
  );
  return { instances, gpus };
}

/** GPUs that ran at a time in most of the hours that were read one by one. */
export function gpusAtATime(id: string, used: readonly Charge[], { entry }: ClusterGroup, perInstance: Figure): Figure {
  const parts = { id, label: 'GPUs billed at a time', unit: 'gpus' };
  const direct = usualInstances(used.filter((row) => unitOf(row) === 'gpu-hours'));
  if (direct) return derived({ ...parts, value: direct, formula: 'GPU-hours ÷ hours, in most charge periods' });
  const instances = usualInstances(used.filter((row) => unitOf(row) === 'hours'));
  if (!instances || (entry && entry.hours !== 'instances' && entry.hours !== 'gpus'))
    return undetermined(parts, 'no hours of instances were read one by one');
  if (entry?.hours === 'gpus') return derived({ ...parts, value: instances, formula: 'hours of GPUs ÷ hours' });
  const usual = derived({
    id: `${id}.instances`,
    label: 'instances billed at a time',
    value: instances,
    unit: 'count',
    formula: 'instance hours ÷ hours, in most charge periods',
  });
  return compute({ ...parts, formula: 'instances × GPUs per instance' }, [usual, perInstance], (a, b) => a.mul(b));
}
