import { z } from 'zod';
import { amount, count, figureRef, time, undetermined } from './values.ts';

const idle = z
  .strictObject({
    gpuHours: amount,
    cash: amount,
    amortized: amount,
    share: amount.meta({ description: 'Idle ÷ all hours that were paid for, a decimal fraction.' }),
    undetermined,
  })
  .meta({ id: 'IdleGpus', description: 'Reservations that nothing used. In none of the rates beside it.' });

const hour = z
  .strictObject({
    begin: time,
    end: time,
    instances: amount.meta({ description: 'Instances at a time.' }),
    gpuHours: amount,
    cash: amount,
    amortized: amount,
    idleInstanceHours: amount,
  })
  .meta({ id: 'ClusterHour', description: 'One charge period. null: undetermined, or not counted in these rows.' });

export const cluster = z
  .strictObject({
    ref: figureRef,
    run: z.string().nullable().meta({ description: 'null: rows of the bill that no run of the case names.' }),
    instanceType: z.string().nullable(),
    gpuModel: z.string().nullable(),
    gpusPerInstance: amount,
    gpus: amount.meta({ description: 'Billed at a time, in most of the hours told apart.' }),
    instanceHours: amount.meta({ description: 'In use, over the whole bill.' }),
    gpuHours: amount,
    cash: amount.meta({ description: 'BilledCost over the whole bill, as invoiced.' }),
    amortized: amount.meta({
      description: 'EffectiveCost over the whole bill: prepaid amounts spread over their use.',
    }),
    hourlyCash: amount.meta({ description: 'Of a clock hour, over the hours told apart.' }),
    hourlyAmortized: amount,
    cashPerGpuHour: amount.meta({ description: 'A rate is not rounded to cents.' }),
    amortizedPerGpuHour: amount,
    unusedCommitment: amount.meta({ description: 'Amortized cost of commitments that nothing used.' }),
    blockFee: amount.meta({ description: 'One-time fee of Capacity Blocks, as billed.' }),
    undetermined,
    idle,
    hours: z.array(hour).meta({ description: 'The charge periods that were read one by one.' }),
    taken: z.strictObject({ rows: count, resources: count, periods: count }),
    sharedWith: z.array(z.string()).meta({ description: 'Other runs that the same rows belong to.' }),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Cluster', description: 'What GPUs of one type cost a run: cash and amortized side by side.' });
