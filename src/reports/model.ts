import type { Assessment } from '../engine/records/assessment.ts';
import { formatInstant } from '../engine/values/instant.ts';
import { billRecord } from './model/bills.ts';
import { clusterRecord } from './model/clusters.ts';
import { creditRounding, groupCredits } from './model/credit-groups.ts';
import { creditRecord, rangeRecord } from './model/credits.ts';
import { closeFigureBook, enter, openFigureBook } from './model/figure-book.ts';
import { incidentRecord } from './model/incidents.ts';
import { lossRecord, lossSummary, otherLossRecord } from './model/losses.ts';
import { issueRecord } from './model/origins.ts';
import { overspendRecord } from './model/overspend.ts';
import { terminationRecords } from './model/termination.ts';
import type { Provenance } from './provenance.ts';
import type { Report } from './report-schema.ts';

/**
 * The assessment as the record `makewhole-report/1`: plain JSON, keys in a fixed order, the same bytes for the same
 * input. Every renderer and `explain` work from this record alone.
 */
export function buildReport(assessment: Assessment, provenance: Provenance): Report {
  const book = openFigureBook();
  const { summary } = assessment;
  const credits = assessment.credits.map((credit, index) => creditRecord(book, credit, index));
  const groups = groupCredits(book, assessment.credits, credits);
  const record = {
    schema: 'makewhole-report/1' as const,
    case: { name: assessment.case.name, asOf: formatInstant(assessment.case.asOf), currency: assessment.case.currency },
    summary: {
      credit: rangeRecord(book, 'summary.credit', summary.credit),
      worth: summary.worth && rangeRecord(book, 'summary.worth', summary.worth),
      creditRounding: creditRounding(
        book,
        summary.credit,
        groups.map(({ credit }) => credit),
      ),
      loss: lossSummary(book, assessment),
      coverage: rangeRecord(book, 'summary.coverage', summary.coverage),
      uncovered: rangeRecord(book, 'summary.uncovered', summary.uncovered),
      nextDeadline: summary.nextDeadline && { date: summary.nextDeadline.date, claim: summary.nextDeadline.claim },
    },
    incidents: assessment.incidents.map((incident, index) => incidentRecord(book, incident, index)),
    credits,
    creditGroups: groups.map(({ record }) => record),
    terminationRights: terminationRecords(assessment),
    losses: assessment.losses.map((loss, index) => lossRecord(book, loss, index)),
    otherLosses: assessment.otherLosses.map((loss, index) => otherLossRecord(book, loss, index)),
    overspend: assessment.overspend.map((spend, index) => overspendRecord(book, spend, index)),
    clusters: (assessment.clusters ?? []).map((cluster, index) => clusterRecord(book, cluster, index)),
    billing: assessment.bills.map((bill, index) => billRecord(book, bill, index)),
    provenance: provenanceRecord(assessment, provenance),
  };
  enter(book, 'credit', summary.credit.base);
  enter(book, 'coverage', summary.coverage.base);
  enter(book, 'uncovered', summary.uncovered.base);
  if (summary.worth) enter(book, 'worth', summary.worth.base);
  return { ...record, ...closeFigureBook(book), issues: assessment.issues.map(issueRecord) };
}

function provenanceRecord({ settled }: Assessment, { tool, version, inputs, terms }: Provenance): Report['provenance'] {
  return {
    tool,
    version,
    inputs: inputs.map(({ label, sha256, bytes }) => ({ label, sha256, bytes })),
    terms: terms.map(({ id, edition, sha256, lastChecked = null, grade = null }) => ({
      id,
      edition,
      sha256,
      lastChecked,
      grade,
    })),
    readings: Object.fromEntries(Object.entries(settled).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
