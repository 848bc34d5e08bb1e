import { z } from 'zod';
import { cluster } from './schema/clusters.ts';
import { credit, creditGroup } from './schema/credit.ts';
import { incident } from './schema/incident.ts';
import { loss, lossSummary, otherLoss } from './schema/loss.ts';
import { overspend } from './schema/overspend.ts';
import { billFile, figure, issue, provenance } from './schema/sources.ts';
import { terminationRight } from './schema/termination.ts';
import { range, time } from './schema/values.ts';

/**
 * The record `makewhole-report/1`. Everything that shows a report takes its type from here with `import type`: zod
 * itself is loaded only where a saved record is read back or the JSON Schema is written.
 */
export const reportSchema = z
  .strictObject({
    schema: z.literal('makewhole-report/1'),
    case: z.strictObject({ name: z.string(), asOf: time, currency: z.string() }),
    summary: z.strictObject({
      credit: range.meta({ description: 'Claimable, after caps and minimums.' }),
      worth: range.nullable().meta({ description: 'What would be claimable if the missing evidence were supplied.' }),
      creditRounding: range
        .nullable()
        .meta({ description: 'Shown total less the shown rows of `creditGroups`, where rounding makes them differ.' }),
      loss: lossSummary,
      coverage: range.meta({ description: 'Credit divided by loss, a decimal fraction.' }),
      uncovered: range.meta({ description: 'Uncovered economic loss: loss less credit.' }),
      nextDeadline: z.strictObject({ date: z.string(), claim: z.string() }).nullable(),
    }),
    incidents: z.array(incident),
    credits: z.array(credit),
    creditGroups: z.array(creditGroup),
    terminationRights: z.array(terminationRight),
    losses: z.array(loss),
    otherLosses: z.array(otherLoss),
    overspend: z.array(overspend),
    clusters: z.array(cluster),
    billing: z.array(billFile),
    provenance,
    aliases: z.record(z.string(), z.string()).meta({
      description:
        'Where a number of this report is explained: its place (`summary.credit.base`, `C1.credit.base`, `L1.2.cost`) or a short name (`credit`, `C1`, `L1.2`) to the id of its figure.',
    }),
    figures: z
      .record(z.string(), figure)
      .meta({ description: 'Every figure of the report and every figure it rests on, by id.' }),
    issues: z.array(issue),
  })
  .meta({
    title: 'makewhole-report/1',
    description:
      'What is claimable under the terms in force beside what an outage cost. Amounts are decimals as text, times RFC 3339 in UTC, durations seconds.',
  });

export type Report = z.infer<typeof reportSchema>;
export type ReportIncident = z.infer<typeof incident>;
export type ReportCredit = z.infer<typeof credit>;
export type ReportCreditGroup = z.infer<typeof creditGroup>;
export type ReportLoss = z.infer<typeof loss>;
export type ReportOtherLoss = z.infer<typeof otherLoss>;
export type ReportOverspend = z.infer<typeof overspend>;
export type ReportCluster = z.infer<typeof cluster>;
export type ReportBillFile = z.infer<typeof billFile>;
export type ReportFigure = z.infer<typeof figure>;
export type ReportIssue = z.infer<typeof issue>;
export type ReportRange = z.infer<typeof range>;
export type ReportClause = ReportCredit['clauses'][number];
export type ReportOrigin = NonNullable<ReportFigure['origin']>;
