import type { ChargeSelector } from '../records/charge.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Run } from '../records/run.ts';
import type { StatedPool } from '../records/stated-facts.ts';
import { exact } from '../values/exact.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { compute } from './compute.ts';
import { statedFigure } from './stated-facts.ts';

/**
 * GPUs of all runs that were on the same resources in a window: rows of the bill that several runs share are the cost
 * of all of them, and none is charged with the whole (E8).
 */
export function sharedGpus(id: string, run: Run, own: Figure, runs: readonly Run[], window: Interval): Figure {
  const others = runs.filter(
    (other) => other !== run && sameResources(other.resources, run.resources) && isAlive(other, window),
  );
  if (others.length === 0) return own;
  const figures = others.map((other, index) =>
    derived({
      id: `${id}.sharedGpus.${index + 1}`,
      label: `GPUs of run ${other.id}`,
      value: gpusOf(other),
      unit: 'gpus',
      formula: 'as the case or its log says',
      origin: other.origin,
    }),
  );
  const parts = {
    id: `${id}.sharedGpus`,
    label: 'GPUs of the runs on these resources',
    unit: 'gpus',
    formula: 'the sum of its inputs',
  };
  return compute(parts, [own, ...figures], (first, ...rest) => rest.reduce((all, one) => all.add(one), first));
}

/** GPUs of the pool whose resources are the run's: those of no run share the cost of its rows as well. */
export function poolGpus(id: string, run: Run, pools: readonly StatedPool[]): Figure | null {
  const pool = pools.find(({ runs, resources }) => runs.includes(run.id) && sameResources(resources, run.resources));
  if (!pool) return null;
  const { gpus } = pool;
  return statedFigure(`${id}.sharedGpus`, 'GPUs of the pool', exact(gpus.value), 'gpus', pool, gpus.origin);
}

function gpusOf(run: Run) {
  const count = run.gpus ?? run.events.find((event) => event.gpus !== null)?.gpus;
  return count == null ? null : exact(count);
}

function isAlive(run: Run, window: Interval): boolean {
  const times = run.events.map((event) => event.at);
  const begin = times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const end = times.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  return overlaps({ begin, end: end + 1 }, window);
}

function sameResources(a: ChargeSelector | null, b: ChargeSelector | null): boolean {
  return a !== null && b !== null && canonical(a) === canonical(b);
}

function canonical(selector: ChargeSelector): string {
  return JSON.stringify(
    Object.entries(selector)
      .map(([column, values]) => [column, [...(values ?? [])].sort()])
      .sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)),
  );
}
