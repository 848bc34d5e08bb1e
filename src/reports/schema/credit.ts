import { z } from 'zod';
import { amount, clause, count, figureRef, range, time, undetermined } from './values.ts';

const status = z
  .enum(['claimable', 'not-met', 'not-covered', 'no-sla', 'forfeited', 'undetermined', 'insufficient-evidence'])
  .meta({ id: 'Status' });

const deadline = z
  .strictObject({
    step: z.string(),
    date: z.string().meta({ description: "Last safe day or time, in the contract's zone." }),
    at: time,
    anchor: z.string(),
    reading: z.string().nullable(),
    conservative: z.boolean(),
    event: z.enum(['received', 'sent']),
    done: time
      .nullable()
      .meta({ description: 'When the step was taken, as the case states it; null: it does not say.' }),
    missed: z.boolean(),
    clause,
  })
  .meta({ id: 'Deadline' });

const reading = z
  .strictObject({
    ref: figureRef,
    name: z.string(),
    value: z.string(),
    says: z.string(),
    isDefault: z.boolean(),
    credit: amount.meta({ description: 'The credit if this reading is taken and all others stay at their default.' }),
    undetermined,
  })
  .meta({ id: 'Reading' });

const rule = z
  .strictObject({ ref: figureRef, rule: z.string(), automatic: z.boolean(), says: z.string(), credit: range, clause })
  .meta({ id: 'RuleOutcome', description: 'What one credit rule gives.' });

export const credit = z
  .strictObject({
    ref: figureRef,
    id: z.string(),
    incidents: z.array(z.string()).meta({ description: 'Ids of incidents.' }),
    terms: z.string(),
    edition: z.string(),
    commitment: z.string(),
    scope: z.strictObject({
      level: z.enum(['resource', 'zone', 'region', 'account', 'global']),
      id: z.string(),
      unit: z.string(),
    }),
    period: z.strictObject({ id: z.string(), begin: time, end: time, zone: z.string() }).nullable(),
    status,
    because: z.string(),
    downtimeSeconds: range.nullable(),
    uptime: range.nullable().meta({ description: 'Percent; the figure behind it is unrounded.' }),
    tier: z.string().nullable(),
    base: amount,
    undetermined,
    credit: range.meta({ description: 'Claimable now: zero unless the status is `claimable`; null is undetermined.' }),
    worth: range.nullable().meta({ description: 'What it would be worth if what is missing were supplied.' }),
    rules: z.array(rule),
    readings: z.array(reading),
    deadlines: z.array(deadline),
    evidence: z.strictObject({ required: z.array(z.string()), missing: z.array(z.string()) }),
    clauses: z.array(clause),
    negotiated: z.array(clause).meta({ description: 'Fields that a negotiated document laid over the public text.' }),
    notes: z
      .array(z.string())
      .meta({ description: 'Why this edition, and what the terms call open that no reading computes.' }),
  })
  .meta({ id: 'Credit', description: 'One promise, for one unit, in one period.' });

export const creditGroup = z
  .strictObject({
    ref: figureRef,
    members: z.array(z.string()).meta({
      description: 'Refs of credits with one outcome: same promise, period, status, tier, readings and deadlines.',
    }),
    count,
    base: amount,
    undetermined,
    credit: range,
    worth: range.nullable(),
  })
  .meta({ id: 'CreditGroup', description: 'Credits with the same outcome, summed: one row of a report for people.' });
