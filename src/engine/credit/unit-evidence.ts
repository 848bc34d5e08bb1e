import { regionOf, spanOf, zoneOf } from '../incidents.ts';
import type { Coverage, Outage } from '../records/outage.ts';
import type { Commitment } from '../records/terms.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, intersect, subtract, union } from '../values/interval.ts';
import { sameZone, type Unit } from './units.ts';
import type { ZoneMap } from '../records/case-records.ts';

/** What is known of one unit: what each side says of the unit itself, and what is said of a place around it. */
export interface UnitEvidence {
  readonly declared: readonly Interval[];
  readonly observed: readonly Interval[];
  /** Spans of a place around the unit. They prove nothing of the unit alone. */
  readonly wider: readonly Interval[];
  /** Time inside the incident that the customer did not watch. */
  readonly unknown: readonly Interval[];
  readonly outages: readonly Outage[];
  /** For units that need several zones at once: the most zones that were ever down together. */
  readonly zonesTogether: number | null;
}

/** Sorts the outages of a commitment by what they prove for a unit. */
export function evidenceFor(
  unit: Unit,
  commitment: Commitment,
  outages: readonly Outage[],
  coverage: readonly Coverage[],
  zones: readonly ZoneMap[],
  asOf: Instant,
): UnitEvidence {
  const around = outages.filter((outage) => speaksOf(outage, unit, zones));
  if (commitment.scope.aggregation === 'all_down' && unit.level === 'region') return concurrentZones(commitment, around, asOf);
  const own = around.filter((outage) => outage.scope.level === unit.level && !unit.wideOnly);
  const of = (list: readonly Outage[], source: Outage['source']) =>
    union(list.filter((outage) => outage.source === source).map((outage) => spanOf(outage, asOf)));
  const observed = of(own, 'observed');
  const wider = union(around.filter((outage) => !own.includes(outage) && isAround(outage, unit)).map((outage) => spanOf(outage, asOf)));
  const declared = of(own, 'vendor-declared');
  return {
    declared,
    observed,
    wider,
    unknown: unwatched(union([...declared, ...observed, ...wider]), unit, coverage, observed),
    outages: around,
    zonesTogether: null,
  };
}

/** The downtime under one reading of whose word counts. */
export function downtimeUnder(evidence: UnitEvidence, choices: Readonly<Record<string, string>>): Interval[] {
  const { declared, observed, wider, unknown } = evidence;
  const agreed = union([...declared, ...intersect(observed, wider)]);
  const known =
    choices.evidence === 'observed' ? [...observed] : choices.evidence === 'union' ? union([...observed, ...declared]) : choices.evidence === 'wider' ? [...wider] : agreed;
  return choices.unknown_time === 'down' ? union([...known, ...unknown]) : known;
}

function speaksOf(outage: Outage, unit: Unit, zones: readonly ZoneMap[]): boolean {
  const { scope } = outage;
  if (unit.level === 'account' || unit.level === 'global') return true;
  if (scope.level === 'global' || scope.level === 'account') return true;
  if (scope.level === 'resource' && unit.level === 'resource') return unit.members?.has(scope.id) ?? false;
  const [zone, region] = [zoneOf(scope), regionOf(scope)];
  if (scope.level === 'zone' && unit.level !== 'region') return unit.zone !== undefined && zone !== undefined && sameZone(zone, unit.zone, zones);
  return region !== undefined && region === unit.region;
}

function isAround(outage: Outage, unit: Unit): boolean {
  const order = ['resource', 'zone', 'region', 'account', 'global'];
  return order.indexOf(outage.scope.level) > order.indexOf(unit.level) || unit.wideOnly;
}

/** The instances of a region count as down only while enough of its zones are down at the same time. */
function concurrentZones(commitment: Commitment, outages: readonly Outage[], asOf: Instant): UnitEvidence {
  const needed = Number(commitment.scope.members?.zones_gte?.n ?? 1n);
  const regional = outages.filter((outage) => outage.scope.level === 'region' || outage.scope.level === 'global');
  const zonal = outages.filter((outage) => outage.scope.level === 'zone');
  const observed = union([
    ...regional.filter((outage) => outage.source === 'observed').map((outage) => spanOf(outage, asOf)),
    ...downTogether(zonal.filter((outage) => outage.source === 'observed'), needed, asOf),
  ]);
  const wider = union([
    ...regional.filter((outage) => outage.source === 'vendor-declared').map((outage) => spanOf(outage, asOf)),
    ...downTogether(zonal, needed, asOf),
  ]);
  const most = [...Array(needed + 1).keys()].reverse().find((count) => count === 0 || downTogether(zonal, count, asOf).length > 0) ?? 0;
  // An outage of one instance or one zone is an outage of one zone.
  const together = Math.max(most, outages.length > 0 ? 1 : 0);
  return { declared: [], observed, wider, unknown: [], outages, zonesTogether: regional.length > 0 ? null : together };
}

function downTogether(outages: readonly Outage[], needed: number, asOf: Instant): Interval[] {
  const byZone = new Map<string, Interval[]>();
  for (const outage of outages) byZone.set(outage.scope.id, [...(byZone.get(outage.scope.id) ?? []), spanOf(outage, asOf)]);
  const edges = [...byZone.values()]
    .flatMap((spans) => union(spans))
    .flatMap((span) => [{ at: span.begin, step: 1 }, { at: span.end, step: -1 }])
    .sort((a, b) => a.at - b.at || a.step - b.step);
  const together: Interval[] = [];
  let down = 0;
  let since = 0;
  for (const edge of edges) {
    const before = down;
    down += edge.step;
    if (before < needed && down >= needed) since = edge.at;
    if (before >= needed && down < needed) together.push({ begin: since, end: edge.at });
  }
  return union(together);
}

function unwatched(spans: readonly Interval[], unit: Unit, coverage: readonly Coverage[], observed: readonly Interval[]): Interval[] {
  const watches = coverage.filter((watch) => watch.scope.level === 'resource' && (unit.members?.has(watch.scope.id) ?? false));
  const first = spans[0];
  const last = spans.at(-1);
  if (watches.length === 0 || !first || !last) return [];
  // Only gaps between the first and the last moment of the event: outside it nobody claims that anything was down.
  return subtract([{ begin: first.begin, end: last.end }], [
    ...watches.flatMap((watch) => watch.watched),
    ...observed,
  ]);
}
