import type { Charge } from '../records/charge.ts';
import type { ClusterHour } from '../records/gpu.ts';
import { type Exact, sum, ZERO } from '../values/exact.ts';
import type { BlockShare } from './capacity-block.ts';
import type { ClusterGroup } from './groups.ts';
import { perHour, unitOf } from './hours.ts';

interface PeriodRows {
  readonly used: readonly Charge[];
  readonly idle: readonly Charge[];
  /** Rows that cost money in use: `used`, and parts of the machines. */
  readonly costs: readonly Charge[];
}

/** The charge periods that were read one by one, in their order. */
export function clusterPeriods(
  { entry }: ClusterGroup,
  { used, idle, costs }: PeriodRows,
  block: BlockShare | null,
): ClusterHour[] {
  const byPeriod = new Map<string, { used: Charge[]; idle: Charge[]; costs: Charge[] }>();
  const put = (rows: readonly Charge[], kind: 'used' | 'idle' | 'costs') => {
    for (const row of rows) {
      if (!row.chargePeriod) continue;
      const key = `${row.chargePeriod.begin}/${row.chargePeriod.end}`;
      const period = byPeriod.get(key) ?? { used: [], idle: [], costs: [] };
      period[kind].push(row);
      byPeriod.set(key, period);
    }
  };
  put(used, 'used');
  put(idle, 'idle');
  put(costs, 'costs');
  const hours = [...byPeriod.values()].flatMap((rows): ClusterHour[] => {
    const span = [...rows.used, ...rows.idle, ...rows.costs][0]?.chargePeriod;
    if (!span) return [];
    const quantity = quantityOf(rows.used);
    const inGpus = rows.used.some((row) => unitOf(row) === 'gpu-hours') || entry?.hours === 'gpus';
    const counts = rows.used.length > 0 && quantity !== null && (inGpus || entry?.hours === 'instances' || !entry);
    const gpuHours = !counts || !quantity ? null : inGpus ? quantity : entry?.gpus ? quantity.mul(entry.gpus) : null;
    return [
      {
        span,
        instances: !counts || inGpus || !quantity ? null : perHour(quantity, span),
        gpuHours,
        cash: sumOf(rows.costs.map((row) => row.BilledCost)),
        amortized: sumOf(rows.costs.map((row) => amortizedOf(row, block))),
        idleInstanceHours: rows.idle.length === 0 ? null : quantityOf(rows.idle),
      },
    ];
  });
  return hours.sort((a, b) => a.span.begin - b.span.begin || a.span.end - b.span.end);
}

function amortizedOf(row: Charge, block: BlockShare | null): Exact | null {
  if (!block?.paid.has(row)) return row.EffectiveCost;
  const share = block.perInstanceHour.value;
  return share && (row.EffectiveCost?.add(share.mul(row.ConsumedQuantity ?? ZERO)) ?? null);
}

function quantityOf(rows: readonly Charge[]): Exact | null {
  return sumOf(rows.map((row) => row.ConsumedQuantity));
}

function sumOf(values: readonly (Exact | null)[]): Exact | null {
  return values.some((value) => value === null) ? null : sum(values as Exact[]);
}
