import { z } from 'zod';
import { amount, decimal, figureRef, grade, time, undetermined } from './values.ts';

const roundingLine = decimal.nullable().meta({
  description:
    'Shown total less the shown lines, where they differ because each is rounded once; null where they add up.',
});

const bucket = z
  .strictObject({
    ref: figureRef,
    kind: z.string(),
    says: z.string(),
    begin: time.nullable(),
    end: time.nullable(),
    gpus: amount,
    seconds: amount,
    gpuHours: amount,
    cost: amount,
    undetermined,
    grade,
    attribution: z.enum(['outage', 'customer', 'unclear']).meta({ description: 'Who normally bears it.' }),
    cash: z.boolean().meta({ description: 'Cash leaves the house for it; otherwise it is capacity already paid for.' }),
  })
  .meta({ id: 'Bucket', description: 'A part of the interval. No GPU-hour is in two of them.' });

const fact = z
  .strictObject({
    ref: figureRef,
    label: z.string(),
    value: z.string().nullable(),
    shown: z.string(),
    unit: z.string(),
  })
  .meta({ id: 'Fact' });

export const loss = z
  .strictObject({
    ref: figureRef,
    id: z.string(),
    run: z.string().meta({ description: 'Id of the run, or name of the pool.' }),
    of: z
      .enum(['run', 'pool'])
      .meta({ description: '`pool`: GPUs of a shared pool that belonged to no run while it was down.' }),
    incident: z
      .string()
      .nullable()
      .meta({ description: 'null: tied to no incident of the case, so that it is in no total of the summary.' }),
    status: z.enum(['measured', 'accrued', 'undetermined']),
    because: z.string(),
    gpus: amount,
    usdPerGpuHour: amount.meta({
      description: 'Rate of a GPU-hour in the currency of the case; a rate is not rounded to cents.',
    }),
    gpuHours: amount,
    total: amount,
    cash: amount,
    nonCash: amount,
    byAttribution: z
      .strictObject({ outage: amount, customer: amount, unclear: amount, undetermined })
      .meta({ description: 'Parts of the total by who normally bears them.' }),
    delaySeconds: amount,
    undetermined,
    rounding: roundingLine,
    buckets: z.array(bucket),
    facts: z.array(fact),
  })
  .meta({ id: 'Loss', description: 'What one incident cost one run, or a pool beside its runs.' });

export const otherLoss = z
  .strictObject({
    ref: figureRef,
    id: z.string(),
    says: z.string(),
    document: z.string(),
    amount,
    undetermined,
    cash: z.boolean(),
  })
  .meta({ id: 'OtherLoss', description: 'A loss the user states, with its document.' });

export const lossSummary = z
  .strictObject({
    total: amount,
    cash: amount,
    nonCash: amount,
    gpuHours: amount,
    undetermined,
    rounding: roundingLine,
  })
  .meta({ id: 'LossSummary' });
