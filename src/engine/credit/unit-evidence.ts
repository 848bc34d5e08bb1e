import { regionOf, spanOf, zoneOf } from '../outage-span.ts';
import type { ZoneMap } from '../records/case-records.ts';
import type { Metric } from '../records/metric.ts';
import type { Coverage, Outage } from '../records/outage.ts';
import type { Commitment } from '../records/terms.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, intersect, subtract, union } from '../values/interval.ts';
import { sameZone, type Unit } from './units.ts';

/** What is known of one unit: what each side says of the unit itself, and what is said of a place around it. */
export interface UnitEvidence {
  readonly declared: readonly Interval[];
  readonly observed: readonly Interval[];
  /** Spans of a place around the unit. They prove nothing of the unit alone. */
  readonly wider: readonly Interval[];
  /** Announced maintenance, which counts or does not as the contract or a reading has it. */
  readonly maintenance: readonly Interval[];
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
  const speaking = outages.filter((outage) => speaksOf(outage, unit, zones));
  const around = speaking.filter((outage) => outage.kind !== 'maintenance');
  const maintenance = union(
    speaking.filter((outage) => outage.kind === 'maintenance').map((outage) => spanOf(outage, asOf)),
  );
  if (commitment.scope.aggregation === 'all_down' && unit.level === 'region')
    return concurrentZones(commitment, around, asOf);
  const own = around.filter((outage) => outage.scope.level === unit.level && !unit.wideOnly);
  const of = (list: readonly Outage[], source: Outage['source']) =>
    union(list.filter((outage) => outage.source === source).map((outage) => spanOf(outage, asOf)));
  const observed = of(own, 'observed');
  const wider = union(
    around.filter((outage) => !own.includes(outage) && isAround(outage, unit)).map((outage) => spanOf(outage, asOf)),
  );
  const declared = of(own, 'vendor-declared');
  return {
    declared,
    observed,
    wider,
    unknown: unwatched(union([...declared, ...observed, ...wider]), unit, coverage, observed),
    maintenance,
    outages: speaking,
    zonesTogether: null,
  };
}

/** Whether anything speaks of the unit itself, or only of a place around it. */
export function proofOf({ observed, declared, wider }: UnitEvidence): 'own' | 'wider' | 'none' {
  if (observed.length > 0 || declared.length > 0) return 'own';
  return wider.length > 0 ? 'wider' : 'none';
}

/**
 * The downtime under one reading of whose word counts. Where only a wider claim speaks, this is what the unit would
 * have been down if the claim holds for it; its worth is shown, and nothing is claimable on it.
 */
export function downtimeUnder(
  evidence: UnitEvidence,
  choices: Readonly<Record<string, string>>,
  metric: Pick<Metric, 'maintenance'>,
): Interval[] {
  const { declared, observed, wider, unknown, maintenance } = evidence;
  const known = (): readonly Interval[] => {
    if (proofOf(evidence) === 'wider') return wider;
    if (choices.evidence === 'observed') return observed;
    if (choices.evidence === 'union') return [...observed, ...declared];
    return [...declared, ...intersect(observed, wider)];
  };
  const counts = metric.maintenance.counts === 'silent' ? choices.maintenance : metric.maintenance.counts;
  return union([
    ...known(),
    ...(choices.unknown_time === 'down' ? unknown : []),
    ...(counts === 'yes' ? maintenance : []),
  ]);
}

function speaksOf(outage: Outage, unit: Unit, zones: readonly ZoneMap[]): boolean {
  const { scope } = outage;
  if (unit.level === 'account' || unit.level === 'global') return true;
  if (scope.level === 'global' || scope.level === 'account') return true;
  if (scope.level === 'resource' && unit.level === 'resource') return unit.contains(scope.id);
  const [zone, region] = [zoneOf(scope), regionOf(scope)];
  if (scope.level === 'zone' && unit.level !== 'region')
    return unit.zone !== undefined && zone !== undefined && sameZone(zone, unit.zone, zones);
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
    ...downTogether(
      zonal.filter((outage) => outage.source === 'observed'),
      needed,
      asOf,
    ),
  ]);
  const wider = union([
    ...regional.filter((outage) => outage.source === 'vendor-declared').map((outage) => spanOf(outage, asOf)),
    ...downTogether(zonal, needed, asOf),
  ]);
  const most =
    [...Array(needed + 1).keys()]
      .reverse()
      .find((count) => count === 0 || downTogether(zonal, count, asOf).length > 0) ?? 0;
  // An outage of one instance or one zone is an outage of one zone.
  const together = Math.max(most, outages.length > 0 ? 1 : 0);
  return {
    declared: [],
    observed,
    wider,
    maintenance: [],
    unknown: [],
    outages,
    zonesTogether: regional.length > 0 ? null : together,
  };
}

function downTogether(outages: readonly Outage[], needed: number, asOf: Instant): Interval[] {
  const byZone = new Map<string, Interval[]>();
  for (const outage of outages)
    byZone.set(outage.scope.id, [...(byZone.get(outage.scope.id) ?? []), spanOf(outage, asOf)]);
  const edges = [...byZone.values()]
    .flatMap((spans) => union(spans))
    .flatMap((span) => [
      { at: span.begin, step: 1 },
      { at: span.end, step: -1 },
    ])
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

function unwatched(
  spans: readonly Interval[],
  unit: Unit,
  coverage: readonly Coverage[],
  observed: readonly Interval[],
): Interval[] {
  const watches = coverage.filter((watch) => watch.scope.level === 'resource' && unit.contains(watch.scope.id));
  const first = spans[0];
  const last = spans.at(-1);
  if (watches.length === 0 || !first || !last) return [];
  // Only gaps between the first and the last moment of the event: outside it nobody claims that anything was down.
  return subtract([{ begin: first.begin, end: last.end }], [...watches.flatMap((watch) => watch.watched), ...observed]);
}
