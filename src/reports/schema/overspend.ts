import { z } from 'zod';
import { amount, count, figureRef, time, undetermined } from './values.ts';

const line = z
  .strictObject({
    ref: figureRef,
    id: z.string(),
    service: z.string(),
    region: z.string().nullable(),
    place: z
      .enum(['hit', 'elsewhere', 'unknown'])
      .meta({ description: 'A region that the incident hit, another one of the vendor (a failover), or no telling.' }),
    cost: amount.meta({ description: 'In the clock hours of the incident.' }),
    usual: amount.meta({ description: 'Of each of these hours the median over the days compared, added up.' }),
    excess: amount.meta({ description: 'Cost less usual; negative where less was spent.' }),
    spread: amount.meta({
      description: 'The usual range, twice the furthest that one of the days was off its usual: `excess` is beyond it.',
    }),
    undetermined,
  })
  .meta({ id: 'OverspendLine', description: 'A service in a region that left its usual range.' });

const idle = z
  .strictObject({
    ref: figureRef,
    resources: z.array(z.string()),
    cost: amount.meta({ description: 'Billed for the resources while a log says that they were down.' }),
    ofRuns: amount.meta({
      description: 'The part for resources of `runs`, whose loss is in `losses`: not to be added to it.',
    }),
    undetermined,
    runs: z.array(z.string()),
  })
  .meta({ id: 'IdleSpend' });

export const overspend = z
  .strictObject({
    ref: figureRef,
    incident: z.string(),
    vendor: z.string(),
    begin: time.meta({ description: 'The clock hours that the incident touches, half-open.' }),
    end: time,
    days: count.meta({ description: 'Days of the week before that could be compared.' }),
    basis: z.enum(['BilledCost', 'EffectiveCost']),
    more: amount,
    less: amount.meta({ description: 'Without sign: what was not spent.' }),
    net: amount.meta({ description: '`more` − `less`.' }),
    undetermined,
    lines: z.array(line).meta({ description: 'Largest first. Resources of runs, and named ones, are in none.' }),
    withinUsual: count.meta({ description: 'Services, by region, within their usual range.' }),
    notCompared: z.array(z.strictObject({ service: z.string(), region: z.string().nullable(), because: z.string() })),
    idle: idle.nullable(),
  })
  .meta({
    id: 'Overspend',
    description: 'Spending in the hours of one incident against the week before. In no total of losses or credits.',
  });
