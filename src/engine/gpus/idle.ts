import { compute, undetermined } from '../loss/compute.ts';
import type { Charge } from '../records/charge.ts';
import type { Figure } from '../records/figure.ts';
import type { ClusterCost } from '../records/gpu.ts';
import { isZero } from '../values/exact.ts';
import { type Hours, hoursOf } from './cluster-hours.ts';
import { costOf } from './cluster-money.ts';
import type { ClusterGroup } from './groups.ts';

export interface IdleRows {
  readonly rows: readonly Charge[];
  /** `rows`, and parts of the machines. */
  readonly costs: readonly Charge[];
  readonly used: Hours;
  /** Whether the bill says of any reservation if it was used: else what is not said is not 0. */
  readonly isTold: boolean;
}

export function idleOf(
  id: string,
  { rows, costs, used, isTold }: IdleRows,
  group: ClusterGroup,
  perInstance: Figure,
  currency: string,
): ClusterCost['idle'] {
  const place = `${id}.idle`;
  const share = { id: `${place}.share`, label: 'idle share of the hours paid for', unit: 'fraction' };
  if (!isTold) {
    const because = 'no row of the bill says whether a reservation was used';
    return {
      gpuHours: undetermined({ id: `${place}.gpuHours`, label: 'idle GPU-hours', unit: 'gpu-hours' }, because),
      cash: undetermined({ id: `${place}.cash`, label: 'cash of idle reservations', unit: currency }, because),
      amortized: undetermined(
        { id: `${place}.amortized`, label: 'amortized cost of idle reservations', unit: currency },
        because,
      ),
      share: undetermined(share, because),
    };
  }
  const hours = hoursOf(place, 'hours of idle reservations', rows, group, perInstance);
  const both = [hours.instances, used.instances].every(({ value }) => value !== null)
    ? [hours.instances, used.instances]
    : [hours.gpus, used.gpus];
  const nothing = both.every(({ value }) => value !== null && isZero(value));
  return {
    gpuHours: hours.gpus,
    cash: costOf(`${place}.cash`, 'cash of idle reservations', 'BilledCost', costs, group, currency),
    amortized: costOf(
      `${place}.amortized`,
      'amortized cost of idle reservations',
      'EffectiveCost',
      costs,
      group,
      currency,
    ),
    share: nothing
      ? undetermined(share, 'no hours were counted', both)
      : compute({ ...share, formula: 'idle hours ÷ (idle hours + hours in use)' }, both, (a, b) => a.div(a.add(b))),
  };
}
