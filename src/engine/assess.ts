import { wrongMonths } from './bill-months.ts';
import { assessContract } from './credit/assess-contract.ts';
import { terminationRights } from './credit/claim/termination.ts';
import { strayFacts } from './credit/promise/facts.ts';
import { eventOutages } from './credit/units/stated-events.ts';
import { clusterCosts } from './gpus/clusters.ts';
import { groupIncidents, type IncidentGroup } from './incidents.ts';
import { assessLosses } from './loss/loss.ts';
import { otherLosses } from './other-losses.ts';
import { assessOverspend } from './overspend/assess-overspend.ts';
import type { Assessment, Incident } from './records/assessment.ts';
import type { CaseRecords } from './records/case-records.ts';
import type { Issue } from './records/issue.ts';
import { summarize } from './summary.ts';
import { unreadSamples } from './unread-samples.ts';

/**
 * The whole of a case: outages become incidents, contracts become credits, runs become losses, and both stand side by
 * side. Pure: the same records give the same assessment.
 */
export function assess(given: CaseRecords): Assessment {
  const records = withEvents(given);
  const groups = groupIncidents(records);
  const incidents = groups.map((group) => group.incident);
  // A stated event says what a contract pays for; it says nothing of what stopped a run.
  const logged = groups.filter((group) => group.outages.some((outage) => outage.event === undefined));

  let count = 0;
  const nextId = () => `C${++count}`;
  const credits = records.contracts.flatMap((contract) => assessContract(contract, groups, records, nextId));

  const losses = assessLosses(
    given,
    logged.map((group) => group.incident),
  );
  const others = otherLosses(records);

  return {
    case: { name: records.name, asOf: records.asOf, currency: records.currency },
    incidents,
    credits,
    terminationRights: records.contracts.flatMap((contract) => terminationRights(contract, credits)),
    losses: losses.value,
    otherLosses: others,
    overspend: assessOverspend(logged, given, losses.value),
    clusters: clusterCosts({ ...records, table: records.gpus ?? [] }),
    bills: records.bill.files,
    summary: summarize(credits, losses.value, others, records.currency),
    settled: records.readings,
    issues: [
      ...records.contracts.flatMap(strayFacts),
      ...notices(groups, records),
      ...unjudged(incidents, records),
      ...unreadSamples(records),
      ...wrongMonths(incidents, records.bill.files),
      ...losses.issues,
    ],
  };
}

function withEvents(records: CaseRecords): CaseRecords {
  const events = eventOutages(records.contracts);
  const { outages, coverage } = records.outages;
  return events.length === 0 ? records : { ...records, outages: { outages: [...outages, ...events], coverage } };
}

/** Messages that are no incident are counted, so that nothing is dropped in silence. */
function notices(groups: readonly IncidentGroup[], { outages, asOf }: CaseRecords): Issue[] {
  const used = new Set(groups.flatMap((group) => group.outages));
  const left = outages.outages.filter((outage) => !used.has(outage) && outage.begin <= asOf);
  const later = outages.outages.filter((outage) => outage.begin > asOf);
  const say = (count: number, message: string): Issue[] =>
    count === 0 ? [] : [{ code: 'engine/not-an-incident', severity: 'note', message }];
  return [
    ...say(
      left.length,
      `${left.length} entries of the outage logs claim no impairment (notices, retracted cards): they are no incidents`,
    ),
    ...say(later.length, `${later.length} entries of the outage logs begin after the day of the case and are left out`),
  ];
}

/** Vendors with outages that no contract of the case judges: said once each, not dropped in silence. */
function unjudged(incidents: readonly Incident[], { contracts }: CaseRecords): Issue[] {
  const covered = new Set(contracts.map((contract) => contract.terms.vendor));
  const vendors = [...new Set(incidents.map((incident) => incident.vendor))]
    .filter((vendor) => !covered.has(vendor))
    .sort();
  return vendors.map((vendor) => ({
    code: 'engine/no-contract',
    severity: 'note',
    message: `${incidents.filter((incident) => incident.vendor === vendor).length} incident(s) of ${vendor}: the case holds no contract with that vendor, so no credit is computed`,
    fix: 'add its terms under contracts, or --terms; `makewhole terms list` shows the library',
  }));
}
