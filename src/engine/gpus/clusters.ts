import { undetermined } from '../loss/compute.ts';
import type { Bill, Charge } from '../records/charge.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { ClusterCost, GpuTable } from '../records/gpu.ts';
import type { Run } from '../records/run.ts';
import { blockShare } from './capacity-block.ts';
import { gpusAtATime, hoursOf, perInstanceOf } from './cluster-hours.ts';
import { costOf, gpuHourCash, moneyOf, rate } from './cluster-money.ts';
import { clusterPeriods } from './cluster-periods.ts';
import { type ClusterGroup, clusterGroups, countRows } from './groups.ts';
import { coveredHours, isFree, isIdle } from './hours.ts';
import { idleOf } from './idle.ts';
import { clusterNotes } from './notes.ts';

export interface ClusterQuestion {
  readonly bill: Bill;
  readonly runs: readonly Run[];
  readonly table: GpuTable;
  readonly currency: string;
}

/**
 * What the GPUs of each run cost, by instance type, and of no run: cash and amortized side by side. Rates rest on the
 * rows that have a cost: an instance hour at 0 is a gap, or is billed in another row, and is no price.
 */
export function clusterCosts({ bill, runs, table, currency }: ClusterQuestion): ClusterCost[] {
  const charges = bill.charges.filter((charge) => charge.BillingCurrency === currency);
  const context: Context = {
    currency,
    tellsIdle: charges.some((charge) => charge.CapacityReservationStatus !== null),
    dataCompleteTo: bill.files.reduce<number | null>(
      (latest, { dataCompleteTo }) => (dataCompleteTo === null ? latest : Math.max(latest ?? 0, dataCompleteTo)),
      null,
    ),
  };
  return clusterGroups(charges, runs, table).map((group, nth) => clusterCost(`clusters.${nth + 1}`, group, context));
}

interface Context {
  readonly currency: string;
  /** Whether any row of the bill says if a reservation was used: else nobody knows what was idle. */
  readonly tellsIdle: boolean;
  readonly dataCompleteTo: number | null;
}

function clusterCost(id: string, group: ClusterGroup, context: Context): ClusterCost {
  const { run, instanceType, entry, sharedWith } = group;
  const { currency } = context;
  const block = blockShare(id, group, currency, context.dataCompleteTo);
  const idleRows = group.metered.filter(isIdle);
  const busy = group.metered.filter((row) => !isIdle(row));
  const isGap = (row: Charge) => isFree(row) && !block?.paid.has(row);
  const used = busy.filter((row) => !isGap(row));
  const costs = [...used, ...group.parts.filter((row) => !isIdle(row))];
  const idleCosts = [...idleRows, ...group.parts.filter(isIdle)];

  const gpusPerInstance = perInstanceOf(`${id}.gpusPerInstance`, group);
  const hours = hoursOf(id, 'hours in use', used, group, gpusPerInstance);
  const money = moneyOf(id, group, costs, block, currency);
  const told = costs.filter((row) => row.chargePeriod !== null);
  const clock = derived({
    id: `${id}.clockHours`,
    label: 'clock hours told apart',
    value: coveredHours(told),
    unit: 'hours',
    formula: 'union of the charge periods of the rows',
  });
  const toldMoney = moneyOf(`${id}.told`, group, told, block, currency);
  const perClockHour = (field: 'cash' | 'amortized', label: string) =>
    told.length === 0
      ? undetermined(
          { id: `${id}.hourly.${field}`, label, unit: `${currency}/hour` },
          'no hours of these rows were read one by one',
        )
      : rate({ id: `${id}.hourly.${field}`, label, unit: `${currency}/hour` }, toldMoney[field], clock);
  const idle = idleOf(
    id,
    { rows: idleRows, costs: idleCosts, used: hours, isTold: context.tellsIdle },
    group,
    gpusPerInstance,
    currency,
  );
  return {
    id,
    run: run?.id ?? null,
    instanceType,
    gpuModel: entry?.gpuModel ?? null,
    gpusPerInstance,
    gpus: gpusAtATime(`${id}.gpus`, used, group, gpusPerInstance),
    instanceHours: hours.instances,
    gpuHours: hours.gpus,
    ...money,
    hourlyCash: perClockHour('cash', 'cash of a clock hour'),
    hourlyAmortized: perClockHour('amortized', 'amortized cost of a clock hour'),
    cashPerGpuHour: gpuHourCash(`${id}.cashPerGpuHour`, money.cash, hours.gpus, costs, currency),
    amortizedPerGpuHour: rate(
      { id: `${id}.amortizedPerGpuHour`, label: 'amortized cost of a GPU-hour', unit: `${currency}/gpu-hour` },
      money.amortized,
      hours.gpus,
    ),
    idle,
    unusedCommitment: unusedOf(id, group, currency),
    blockFee: block?.fee ?? null,
    hours: clusterPeriods(group, { used, idle: idleRows, costs }, block),
    taken: takenOf(group),
    sharedWith,
    notes: clusterNotes(group, { free: busy.filter(isGap), block, hasIdle: idleRows.length > 0 }),
  };
}

function unusedOf(id: string, group: ClusterGroup, currency: string): Figure | null {
  const rows = group.unusedCommitments;
  if (rows.length === 0) return null;
  return costOf(`${id}.unusedCommitment`, 'unused commitments', 'EffectiveCost', rows, group, currency);
}

function takenOf({ metered, parts, unusedCommitments, fees }: ClusterGroup): ClusterCost['taken'] {
  const rows = [...metered, ...parts, ...unusedCommitments, ...fees];
  const periods = new Set(rows.flatMap(({ chargePeriod: span }) => (span ? `${span.begin}/${span.end}` : [])));
  return {
    rows: countRows(rows),
    resources: new Set(rows.flatMap((row) => row.ResourceId ?? [])).size,
    periods: periods.size,
  };
}
