import { regionOf, spanOf, zoneOf } from '../../outage-span.ts';
import type { ZoneMap } from '../../records/case-records.ts';
import type { Metric } from '../../records/metric.ts';
import type { Coverage, Outage } from '../../records/outage.ts';
import type { Commitment } from '../../records/terms.ts';
import { exact } from '../../values/exact.ts';
import type { Instant } from '../../values/instant.ts';
import { clip, type Interval, intersect, subtract, union } from '../../values/interval.ts';
import { beyondFree } from '../measuring/allowed-time.ts';
import { downByQuorum, type Quorum } from './members.ts';
import { downTogether } from './together.ts';
import { UNSAMPLED, type UnitSamples } from './unit-samples.ts';
import { pairOf, sameZone, type Unit } from './units.ts';

/** What is known of one unit: what each side says of the unit itself, and what is said of a place around it. */
export interface UnitEvidence {
  readonly declared: readonly Interval[];
  readonly observed: readonly Interval[];
  /** Spans of a place around the unit. They prove nothing of the unit alone. */
  readonly wider: readonly Interval[];
  /** Spans of parts of a unit that is a place or an account. They prove nothing of the whole. */
  readonly partial: readonly Interval[];
  /** Announced maintenance, which counts or does not as the contract or a reading has it. */
  readonly maintenance: readonly Interval[];
  /** Time inside the incident that the customer did not watch. */
  readonly unknown: readonly Interval[];
  readonly outages: readonly Outage[];
  /** What error-rate files say of it. */
  readonly samples: UnitSamples;
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
  quorum: Quorum | null = null,
  samples: UnitSamples = UNSAMPLED,
): UnitEvidence {
  const speaking = outages.filter((outage) =>
    commitment.scope.aggregation === 'pairwise' ? isPair(outage, unit) : speaksOf(outage, unit, zones),
  );
  const around = speaking.filter((outage) => outage.kind !== 'maintenance');
  const maintenance = union(
    speaking.filter((outage) => outage.kind === 'maintenance').map((outage) => spanOf(outage, asOf)),
  );
  if (unit.level === 'region' && ['all_down', 'more_than_one'].includes(commitment.scope.aggregation))
    return { ...concurrentZones(commitment, around, asOf), samples };
  const members = quorum === null ? [] : around.filter((outage) => isOfMember(outage, unit));
  const own = around.filter((outage) => members.includes(outage) || isOfUnit(outage, unit));
  const of = (list: readonly Outage[], source: Outage['source']) => {
    const said = list.filter((outage) => outage.source === source);
    const whole = said.filter((outage) => !members.includes(outage)).map((outage) => spanOf(outage, asOf));
    const parts = said.filter((outage) => members.includes(outage));
    return union([...whole, ...(quorum ? downByQuorum(parts, unit, quorum.needed, asOf) : [])]);
  };
  const observed = of(own, 'observed');
  const wider = union(
    around.filter((outage) => !own.includes(outage) && isAround(outage, unit)).map((outage) => spanOf(outage, asOf)),
  );
  const partial = union(
    around.filter((outage) => !own.includes(outage) && isPart(outage, unit)).map((outage) => spanOf(outage, asOf)),
  );
  const declared = of(own, 'vendor-declared');
  return {
    declared,
    observed,
    wider,
    partial,
    unknown: unwatched(union([...declared, ...observed, ...wider]), unit, coverage, observed),
    maintenance,
    outages: speaking,
    samples,
    zonesTogether: null,
  };
}

/** Whether anything speaks of the unit itself, or only of a place around it. */
export function proofOf({ observed, declared, wider, partial, samples }: UnitEvidence): Proof {
  if (observed.length > 0 || declared.length > 0 || samples.proof === 'own') return 'own';
  if (wider.length > 0) return 'wider';
  return samples.proof === 'none' && partial.length > 0 ? 'partial' : samples.proof;
}

/** What the sources speak of: the unit itself, a place around it, or parts of it only. */
export type Proof = 'own' | 'wider' | 'partial' | 'none';

/**
 * The downtime under one reading of whose word counts. Where only a claim about a wider place or about
 * parts speaks, this is what the unit would have been down if the claim holds for it; its worth is shown, and nothing is claimable on it.
 */
export function downtimeUnder(
  evidence: UnitEvidence,
  choices: Readonly<Record<string, string>>,
  metric: Pick<Metric, 'maintenance'>,
  period: Interval,
): Interval[] {
  const { declared, observed, wider, partial, unknown, maintenance } = evidence;
  const known = (): readonly Interval[] => {
    const proof = proofOf(evidence);
    if (proof === 'wider') return wider;
    if (proof === 'partial') return partial;
    if (choices.evidence === 'observed') return observed;
    if (choices.evidence === 'union') return [...observed, ...declared];
    return [...declared, ...intersect(observed, wider)];
  };
  const { counts: stated, allowance_minutes: allowance } = metric.maintenance;
  const counts = stated === 'silent' ? choices.maintenance : stated;
  return union([
    ...known(),
    ...(choices.unknown_time === 'down' ? unknown : []),
    ...(counts === 'yes' ? maintenance : []),
    ...(counts === 'beyond_allowance' && allowance
      ? beyondFree(union(clip(maintenance, period)), allowance.mul(exact(60)))
      : []),
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

function isPair({ scope }: Outage, unit: Unit): boolean {
  return pairOf(scope.id)?.every((end, at) => end === unit.members?.[at]) ?? false;
}

/** Whether the log speaks of the unit as a whole; of a group, by the name of the group. */
function isOfUnit({ scope }: Outage, unit: Unit): boolean {
  if (unit.wideOnly || scope.level !== unit.level) return false;
  return unit.members === null || unit.members.length === 1 || pairOf(scope.id) !== null || scope.id === unit.id;
}

/** Whether the log speaks of one of the members by whose number the unit is judged. */
function isOfMember({ scope }: Outage, unit: Unit): boolean {
  if (unit.level === 'resource') return scope.level === 'resource' && scope.id !== unit.id;
  return SCOPES.indexOf(scope.level) < SCOPES.indexOf(unit.level);
}

/** Whether the log speaks of a part of a place or an account that the contract judges as a whole. */
function isPart({ scope }: Outage, unit: Unit): boolean {
  return unit.members === null && SCOPES.indexOf(scope.level) < SCOPES.indexOf(unit.level);
}

const SCOPES: readonly Outage['scope']['level'][] = ['resource', 'zone', 'region', 'account', 'global'];

function isAround(outage: Outage, unit: Unit): boolean {
  return SCOPES.indexOf(outage.scope.level) > SCOPES.indexOf(unit.level) || unit.wideOnly;
}

/** Zones that must be down at the same time before a promise about a region speaks of them. */
export function zonesNeeded({ scope }: Commitment): number | null {
  if (scope.members?.zones_gte) return Number(scope.members.zones_gte.n);
  return scope.level === 'region' && scope.aggregation === 'more_than_one' ? 2 : null;
}

function zonesDown(outages: readonly Outage[], needed: number, asOf: Instant): Interval[] {
  const byZone = new Map<string, Interval[]>();
  for (const outage of outages)
    byZone.set(outage.scope.id, [...(byZone.get(outage.scope.id) ?? []), spanOf(outage, asOf)]);
  return downTogether(byZone, needed);
}

/** The instances of a region count as down only while enough of its zones are down at the same time. */
function concurrentZones(
  commitment: Commitment,
  outages: readonly Outage[],
  asOf: Instant,
): Omit<UnitEvidence, 'samples'> {
  const needed = zonesNeeded(commitment) ?? 1;
  const regional = outages.filter((outage) => outage.scope.level === 'region' || outage.scope.level === 'global');
  const zonal = outages.filter((outage) => outage.scope.level === 'zone');
  const observed = union([
    ...regional.filter((outage) => outage.source === 'observed').map((outage) => spanOf(outage, asOf)),
    ...zonesDown(
      zonal.filter((outage) => outage.source === 'observed'),
      needed,
      asOf,
    ),
  ]);
  const wider = union([
    ...regional.filter((outage) => outage.source === 'vendor-declared').map((outage) => spanOf(outage, asOf)),
    ...zonesDown(zonal, needed, asOf),
  ]);
  const most =
    [...Array(needed + 1).keys()].reverse().find((count) => count === 0 || zonesDown(zonal, count, asOf).length > 0) ??
    0;
  // An outage of one instance or one zone is an outage of one zone.
  const together = Math.max(most, outages.length > 0 ? 1 : 0);
  return {
    declared: [],
    observed,
    wider,
    partial: [],
    maintenance: [],
    unknown: [],
    outages,
    zonesTogether: regional.length > 0 ? null : together,
  };
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
