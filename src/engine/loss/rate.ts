import { coveredHours, unitOf, usualInstances } from '../gpus/hours.ts';
import type { Charge } from '../records/charge.ts';
import { assumed, derived, type Figure } from '../records/figure.ts';
import type { GpuTable } from '../records/gpu.ts';
import { type Exact, isZero, sum, toText, ZERO } from '../values/exact.ts';
import { compute } from './compute.ts';
import { rateByTable } from './rate-by-table.ts';

export interface RateQuestion {
  /** Rows of the hours concerned, and what they cost. */
  readonly rows: readonly Charge[];
  readonly cost: Figure;
  /** Rows of the same resources in all hours the bill tells apart. */
  readonly known: readonly Charge[];
  readonly sharedGpus: Figure;
  readonly table: GpuTable;
}

type Parts = Pick<Figure, 'id' | 'label' | 'unit'>;

/**
 * Cost ÷ GPU-hours: from the bill's own GPU-hours, from its instance hours and the GPU table, from its instance hours
 * and the run's GPUs, else from the hourly cost of the cluster.
 */
export function rateOf(question: RateQuestion, parts: Parts): Figure {
  const { rows, cost } = question;
  const units = new Set(rows.map(unitOf));
  const quantity = sum(rows.flatMap((row) => row.ConsumedQuantity ?? []));
  const [unit] = units;
  const isOneUnit = units.size === 1 && rows.every((row) => row.ConsumedQuantity !== null) && !isZero(quantity);
  const hours = derived({
    id: `${parts.id}.quantity`,
    label: unit === 'gpu-hours' ? 'GPU-hours billed' : 'instance hours billed',
    value: quantity,
    unit: 'hours',
    formula: 'ConsumedQuantity of those rows',
  });
  if (isOneUnit && unit === 'gpu-hours')
    return compute({ ...parts, formula: 'cost ÷ GPU-hours billed' }, [cost, hours], divide);
  const known = isOneUnit && unit === 'hours' ? rateByTable(rows, cost, question.table, parts) : null;
  if (known) return known;
  const perInstance = isOneUnit && unit === 'hours' ? gpusPerInstance(question, parts) : null;
  if (perInstance)
    return compute(
      { ...parts, formula: 'cost ÷ (instance hours × GPUs per instance)' },
      [cost, hours, perInstance],
      (money, time, gpus) => money.div(time.mul(gpus)),
    );
  return fromClusterHour(question, parts);
}

/** GPUs of the runs ÷ instances billed at a time; null where that is no whole number, so the bill alone cannot say. */
function gpusPerInstance({ sharedGpus, known }: RateQuestion, parts: Parts): Figure | null {
  const instances = usualInstances(known);
  if (!sharedGpus.value || !instances) return null;
  const count = sharedGpus.value.div(instances);
  if (count.d !== 1n || count.compare(ZERO) <= 0) return null;
  const formula = `${sharedGpus.label} ÷ ${toText(instances)} instances billed at a time`;
  return derived({
    id: `${parts.id}.gpusPerInstance`,
    label: 'GPUs per instance',
    value: count,
    unit: 'gpus',
    formula,
    inputs: [sharedGpus],
  });
}

function fromClusterHour({ sharedGpus, rows, cost }: RateQuestion, parts: Parts): Figure {
  const hours = derived({
    id: `${parts.id}.hours`,
    label: 'hours the rows cover',
    value: coveredHours(rows),
    unit: 'hours',
    formula: 'union of their charge periods',
  });
  if (sharedGpus.value === null) return compute({ ...parts, formula: '' }, [cost, hours, sharedGpus], divide);
  const formula = `assumed: every row is capacity of the run; cost ÷ hours ÷ GPUs (${toText(sharedGpus.value)})`;
  const value = cost.value && hours.value ? cost.value.div(hours.value).div(sharedGpus.value) : null;
  return assumed({ ...parts, value, formula, inputs: [cost, hours, sharedGpus] });
}

function divide(a: Exact, b: Exact): Exact {
  return a.div(b);
}
