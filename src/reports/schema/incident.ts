import { z } from 'zod';
import { amount, count, figureRef, origin, time, undetermined } from './values.ts';

const edgeBasis = z
  .enum(['structured', 'prose', 'post-time', 'sample-edge', 'capture-bound'])
  .meta({ id: 'EdgeBasis', description: 'How an edge of the span is known.' });

const scope = z.strictObject({
  level: z.enum(['global', 'region', 'zone', 'resource', 'account']),
  id: z.string(),
  region: z.string().nullable(),
  zone: z.string().nullable(),
});

export const incident = z
  .strictObject({
    ref: figureRef,
    id: z.string(),
    vendor: z.string(),
    title: z.string(),
    begin: time,
    end: time,
    open: z
      .boolean()
      .meta({ description: 'Still open when the sources were captured; `end` is then the bound of what is known.' }),
    beginBasis: edgeBasis,
    endBasis: edgeBasis,
    cause: z.string().nullable(),
    services: z.array(z.string()),
    scopes: z.array(scope),
    declaredSeconds: amount,
    observedSeconds: amount,
    unknownSeconds: amount.meta({ description: 'Time inside the incident that nobody watched: neither up nor down.' }),
    acknowledgedAfterSeconds: amount.meta({
      description: "From the first minute of the incident to the vendor's first word.",
    }),
    undetermined,
    blastRadius: z.strictObject({
      services: z.array(z.string()),
      regions: z.array(z.string()),
      zones: z.array(z.string()),
      resources: z.array(z.string()),
      runs: z.array(z.string()),
      gpus: count,
    }),
    origins: z.array(origin),
  })
  .meta({ id: 'Incident' });
