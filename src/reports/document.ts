import { assumptions } from './document/assumptions.ts';
import type { ReportDocument } from './document/blocks.ts';
import { clusters } from './document/clusters.ts';
import { comparison } from './document/comparison.ts';
import { credits } from './document/credits.ts';
import { headline } from './document/headline.ts';
import { incidents } from './document/incidents.ts';
import { losses } from './document/losses.ts';
import { nextSteps } from './document/next-steps.ts';
import { overspend } from './document/overspend.ts';
import { provenance } from './document/provenance.ts';
import { termination } from './document/termination.ts';
import type { Report } from './report-schema.ts';

/** The report in the order a person reads it. Made from the JSON record alone; every format draws this. */
export function writeDocument(report: Report): ReportDocument {
  return {
    blocks: [
      ...headline(report),
      ...incidents(report),
      ...credits(report),
      ...termination(report),
      ...losses(report),
      ...overspend(report),
      ...clusters(report),
      ...comparison(report),
      ...nextSteps(report),
      ...assumptions(report),
      ...provenance(report),
    ],
  };
}
