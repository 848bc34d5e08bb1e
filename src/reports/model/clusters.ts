import type { ClusterCost, ClusterHour } from '../../engine/records/gpu.ts';
import type { Exact } from '../../engine/values/exact.ts';
import type { ReportCluster } from '../report-schema.ts';
import { plain } from '../show.ts';
import { enter, type FigureBook, writeAmounts } from './figure-book.ts';
import { spanRecord } from './origins.ts';

export function clusterRecord(book: FigureBook, cluster: ClusterCost, index: number): ReportCluster {
  const ref = `G${index + 1}`;
  enter(book, ref, cluster.amortizedPerGpuHour);
  return {
    ref,
    run: cluster.run,
    instanceType: cluster.instanceType,
    gpuModel: cluster.gpuModel,
    ...writeAmounts(book, ref, {
      gpusPerInstance: cluster.gpusPerInstance,
      gpus: cluster.gpus,
      instanceHours: cluster.instanceHours,
      gpuHours: cluster.gpuHours,
      cash: cluster.cash,
      amortized: cluster.amortized,
      hourlyCash: cluster.hourlyCash,
      hourlyAmortized: cluster.hourlyAmortized,
      cashPerGpuHour: cluster.cashPerGpuHour,
      amortizedPerGpuHour: cluster.amortizedPerGpuHour,
      unusedCommitment: cluster.unusedCommitment,
      blockFee: cluster.blockFee,
    }),
    idle: writeAmounts(book, `${ref}.idle`, cluster.idle),
    hours: cluster.hours.map((hour) => hourRecord(hour, cluster.cash.unit)),
    taken: { ...cluster.taken },
    sharedWith: [...cluster.sharedWith],
    notes: [...cluster.notes],
  };
}

function hourRecord(hour: ClusterHour, currency: string): ReportCluster['hours'][number] {
  const write = (value: Exact | null, unit: string) => value && plain(value, unit);
  return {
    ...spanRecord(hour.span),
    instances: write(hour.instances, 'count'),
    gpuHours: write(hour.gpuHours, 'gpu-hours'),
    cash: write(hour.cash, currency),
    amortized: write(hour.amortized, currency),
    idleInstanceHours: write(hour.idleInstanceHours, 'hours'),
  };
}
