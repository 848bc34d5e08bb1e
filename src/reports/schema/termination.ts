import { z } from 'zod';
import { clause, count } from './values.ts';

export const terminationRight = z
  .strictObject({
    terms: z.string(),
    edition: z.string(),
    commitment: z.string(),
    scope: z.strictObject({ level: z.string(), id: z.string(), unit: z.string() }),
    status: z
      .enum(['arisen', 'depends', 'not-arisen'])
      .meta({ description: '`depends`: under some readings, or if evidence that is missing were found.' }),
    says: z.string(),
    months: z.array(z.string()).meta({ description: 'Months whose uptime was below the trigger, `2025-10`.' }),
    counted: z
      .strictObject({ certain: count, possible: count, needed: count, window: count })
      .meta({ description: 'Months below, within so many consecutive ones, of those the contract asks for.' }),
    credits: z.array(z.string()).meta({ description: 'Refs of the assessments that gave those months.' }),
    clause,
  })
  .meta({ id: 'TerminationRight' });
