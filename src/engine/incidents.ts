import { describeIncident } from './describe-incident.ts';
import { regionOf, spanOf, zoneOf } from './outage-span.ts';
import type { Incident } from './records/assessment.ts';
import type { CaseRecords } from './records/case-records.ts';
import type { Outage } from './records/outage.ts';
import type { Instant } from './values/instant.ts';
import { intersect, overlaps, union } from './values/interval.ts';

/** An event with the outages that tell of it. */
export interface IncidentGroup {
  readonly incident: Incident;
  readonly outages: readonly Outage[];
}

/**
 * Groups outages into incidents. The vendor's own reference decides first; what the customer observed joins the
 * declared event it shares most time with, within the same vendor and place; what is left groups by overlap. Notices
 * alone are no incident.
 */
export function groupIncidents(records: Pick<CaseRecords, 'outages' | 'runs' | 'asOf'>): IncidentGroup[] {
  const { asOf } = records;
  const outages = records.outages.outages.filter((outage) => outage.begin <= asOf && outage.kind !== 'retracted');
  const groups = declaredGroups(outages);
  const observed = outages.filter((outage) => outage.source === 'observed').sort(byBegin);
  const loose: Outage[][] = [];
  for (const outage of observed) {
    const home = bestHome(outage, [...groups, ...loose], asOf);
    if (home) home.push(outage);
    else loose.push([outage]);
  }
  return [...groups, ...loose]
    .filter((group) => !group.every(isNotice))
    .map((group) => group.sort(byBegin))
    .sort((a, b) => byBegin(a[0] as Outage, b[0] as Outage))
    .map((group, index) => ({ incident: describeIncident(`I${index + 1}`, group, records), outages: group }));
}

/** A notice tells of something (a bill, a policy, a change) and claims no impairment: alone it is no incident. */
export function isNotice(outage: Outage): boolean {
  return outage.kind === 'info' || outage.kind === 'retracted';
}

function declaredGroups(outages: readonly Outage[]): Outage[][] {
  const byReference = new Map<string, Outage[]>();
  for (const outage of outages) {
    if (outage.source !== 'vendor-declared') continue;
    const key = JSON.stringify([outage.vendor, outage.ref ?? outage.id]);
    const group = byReference.get(key);
    if (group) group.push(outage);
    else byReference.set(key, [outage]);
  }
  return [...byReference.values()];
}

function bestHome(outage: Outage, groups: readonly Outage[][], asOf: Instant): Outage[] | undefined {
  let best: Outage[] | undefined;
  let most = 0;
  const span = spanOf(outage, asOf);
  for (const group of groups) {
    const kin = group.filter((other) => samePlace(outage, other) && overlaps(span, spanOf(other, asOf)));
    const shared = union(
      intersect(
        [span],
        kin.map((other) => spanOf(other, asOf)),
      ),
    ).reduce((sum, part) => sum + part.end - part.begin, 0);
    if (shared > most) {
      best = group;
      most = shared;
    }
  }
  return best;
}

/** Two claims can be about one event unless their places contradict each other. */
function samePlace(a: Outage, b: Outage): boolean {
  if (a.vendor !== b.vendor) return false;
  const [regionA, regionB] = [regionOf(a.scope), regionOf(b.scope)];
  const [zoneA, zoneB] = [zoneOf(a.scope), zoneOf(b.scope)];
  return (!regionA || !regionB || regionA === regionB) && (!zoneA || !zoneB || zoneA === zoneB);
}

function byBegin(a: Outage, b: Outage): number {
  return a.begin - b.begin || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
