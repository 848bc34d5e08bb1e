import type { Exact } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { Figure } from './figure.ts';
import type { Origin } from './issue.ts';

/**
 * What an hour of a bill's row of this type counts: the instance, one GPU of it, or, where a vendor bills cores, memory
 * and GPUs of a machine in rows of their own, parts of it. `unknown`: no bill of the vendor was seen.
 */
export type HoursCount = 'instances' | 'gpus' | 'parts' | 'unknown';

/** What one instance of a type holds, and who says so. */
export interface GpuEntry {
  readonly vendor: string;
  /** `p5.48xlarge`; `*` stands for any text, case does not matter. */
  readonly instanceType: string;
  readonly gpuModel: string;
  /** GPUs of one instance; a share of one where the vendor sells shares. null: not known. */
  readonly gpus: Exact | null;
  readonly kind: 'gpu' | 'accelerator';
  /** As the vendor prints it, `80 GiB each`. */
  readonly memory: string | null;
  readonly hours: HoursCount;
  readonly source: {
    readonly title: string;
    readonly url: string;
    /** Evidence grade, in the words of the terms files. */
    readonly grade: string;
    readonly lastChecked: string;
  };
  readonly origin: Origin;
}

export type GpuTable = readonly GpuEntry[];

/** A GPU type of a bill, for looking a file over. Hours are as metered: idle ones are in them. */
export interface GpuTypeUse {
  readonly vendor: string | null;
  readonly instanceType: string;
  readonly gpuModel: string;
  readonly gpusPerInstance: Exact | null;
  /** null: the rows do not count hours of instances. */
  readonly instanceHours: Exact | null;
  readonly gpuHours: Exact | null;
  readonly billed: Exact | null;
  readonly effective: Exact | null;
  readonly currency: string;
  readonly rows: number;
}

/** One charge period of a cluster. */
export interface ClusterHour {
  readonly span: Interval;
  readonly instances: Exact | null;
  readonly gpuHours: Exact | null;
  /** null: undetermined, for the reason the cluster's figures give. */
  readonly cash: Exact | null;
  readonly amortized: Exact | null;
  readonly idleInstanceHours: Exact | null;
}

/**
 * What GPUs of one type cost a run, or no run at all. `cash` is BilledCost, as invoiced; `amortized` is EffectiveCost,
 * prepaid amounts spread over their use. Idle reservations, unused commitments and the fee of a block stand apart.
 */
export interface ClusterCost {
  readonly id: string;
  /** null: rows of the bill that no run of the case names. */
  readonly run: string | null;
  readonly instanceType: string | null;
  readonly gpuModel: string | null;
  readonly gpusPerInstance: Figure;
  /** GPUs billed at a time, in most hours. */
  readonly gpus: Figure;
  readonly instanceHours: Figure;
  readonly gpuHours: Figure;
  readonly cash: Figure;
  readonly amortized: Figure;
  /** Of a clock hour, over the hours the bill tells apart. */
  readonly hourlyCash: Figure;
  readonly hourlyAmortized: Figure;
  readonly cashPerGpuHour: Figure;
  readonly amortizedPerGpuHour: Figure;
  readonly idle: {
    readonly gpuHours: Figure;
    readonly cash: Figure;
    readonly amortized: Figure;
    /** Idle ÷ all instance hours that were paid for. */
    readonly share: Figure;
  };
  /** Amortized cost of commitments that nothing used; null: the rows hold none. */
  readonly unusedCommitment: Figure | null;
  /** One-time fee of Capacity Blocks as billed; null: the rows hold none. */
  readonly blockFee: Figure | null;
  readonly hours: readonly ClusterHour[];
  /** What was taken: rows of the bill, different resources, charge periods. */
  readonly taken: { readonly rows: number; readonly resources: number; readonly periods: number };
  /** Other runs that the same rows belong to. */
  readonly sharedWith: readonly string[];
  /** What a reader must know to use the figures. */
  readonly notes: readonly string[];
}
