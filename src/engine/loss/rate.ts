import type { Charge } from '../records/charge.ts';
import { assumed, derived, type Figure } from '../records/figure.ts';
import { type Exact, exact, isZero, sum, toText, ZERO } from '../values/exact.ts';
import { type Interval, totalSeconds } from '../values/interval.ts';
import { compute } from './compute.ts';

export interface RateQuestion {
  /** Rows of the hours concerned, and what they cost. */
  readonly rows: readonly Charge[];
  readonly cost: Figure;
  /** Rows of the same resources in all hours the bill tells apart. */
  readonly known: readonly Charge[];
  readonly sharedGpus: Figure;
}

type Parts = Pick<Figure, 'id' | 'label' | 'unit'>;

/** Cost ÷ GPU-hours: from the bill's own GPU-hours, from its instance hours, else from the hourly cost of the cluster. */
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

/**
 * Instances billed in most charge periods: quantity ÷ hours of the period. Hours in which capacity was gone, or in which
 * an instance and its replacement overlap, do not decide it. null: the rows do not count hours.
 */
function usualInstances(rows: readonly Charge[]): Exact | null {
  const byPeriod = new Map<string, { readonly span: Interval; readonly quantity: Exact }>();
  for (const { chargePeriod, ConsumedQuantity } of rows) {
    if (!chargePeriod || !ConsumedQuantity) continue;
    const key = `${chargePeriod.begin}/${chargePeriod.end}`;
    byPeriod.set(key, { span: chargePeriod, quantity: (byPeriod.get(key)?.quantity ?? ZERO).add(ConsumedQuantity) });
  }
  const counts = new Map<string, { readonly instances: Exact; readonly periods: number }>();
  for (const { span, quantity } of byPeriod.values()) {
    const instances = quantity.mul(exact(3_600_000)).div(exact(span.end - span.begin));
    const key = instances.toFraction();
    counts.set(key, { instances, periods: (counts.get(key)?.periods ?? 0) + 1 });
  }
  const [usual] = [...counts.values()].sort((a, b) => b.periods - a.periods || b.instances.compare(a.instances));
  return usual && !isZero(usual.instances) ? usual.instances : null;
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

function coveredHours(rows: readonly Charge[]): Exact {
  return totalSeconds(rows.flatMap((row) => row.chargePeriod ?? [])).div(exact(3600));
}

function divide(a: Exact, b: Exact): Exact {
  return a.div(b);
}

/** What the quantity of a row counts. */
export function unitOf(row: Charge): 'gpu-hours' | 'hours' | 'other' {
  const unit = (row.ConsumedUnit ?? '')
    .slice(0, 60)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  if (/^(gpuhours?|gpuhrs?|gpuh)$/.test(unit)) return 'gpu-hours';
  return /^(hours?|hrs?|h|instancehours?|vmhours?)$/.test(unit) ? 'hours' : 'other';
}
