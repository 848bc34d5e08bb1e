import { regionOf, zoneOf } from '../../outage-span.ts';
import type { Contract, ZoneMap } from '../../records/case-records.ts';
import type { Charge } from '../../records/charge.ts';
import type { Outage, Scope } from '../../records/outage.ts';
import type { Commitment, UnitLevel } from '../../records/terms.ts';
import { resourceMatcher } from '../../resource-id.ts';
import { matchesAny } from '../../select.ts';

/** What one credit is computed for: an instance, a zone, a region; or the resources that only a wider claim names. */
export interface Unit {
  readonly level: UnitLevel;
  readonly id: string;
  /** The resources behind the unit, or their kinds where only a place is named; null where the unit is the place itself. */
  readonly members: readonly string[] | null;
  /** Whether a resource is one of them, however its name is written. */
  readonly contains: (resource: string) => boolean;
  readonly region: string | undefined;
  readonly zone: string | undefined;
  /** No source speaks of the unit itself, only of a place around it. */
  readonly wideOnly: boolean;
}

/** Zone ids and names meet only through the user's own map. */
export function sameZone(a: string, b: string, zones: readonly ZoneMap[]): boolean {
  return (
    a === b || zones.some((map) => (map.zoneId === a && map.zoneName === b) || (map.zoneId === b && map.zoneName === a))
  );
}

/** The units of a commitment that the outages speak of, each once, in a stable order. `covered`: its charges in the month. */
export function unitsOf(
  commitment: Commitment,
  outages: readonly Pick<Outage, 'scope'>[],
  covered: readonly Charge[],
  zones: readonly ZoneMap[],
  unitAttributes: Contract['unitAttributes'],
): Unit[] {
  const { level, group_by: groupBy, aggregation } = commitment.scope;
  if (groupBy !== null) return groupUnits(groupBy, level, outages, unitAttributes, zones);
  if (aggregation === 'pairwise') return pairUnits(outages);
  if (level === 'resource') return resourceUnits(commitment, outages, covered, zones);
  if (level === 'zone' || level === 'region') return placeUnits(level, outages);
  const id = level === 'account' ? 'account' : 'global';
  return outages.length > 0
    ? [{ level, id, members: null, contains: () => false, region: undefined, zone: undefined, wideOnly: false }]
    : [];
}

function resourceUnits(
  commitment: Commitment,
  outages: readonly Pick<Outage, 'scope'>[],
  covered: readonly Charge[],
  zones: readonly ZoneMap[],
): Unit[] {
  const named: Unit[] = [];
  for (const { scope } of outages) {
    if (scope.level !== 'resource' || isExcluded(commitment, scope.id)) continue;
    const at = named.findIndex((unit) => unit.contains(scope.id));
    const known = named[at];
    const id = known?.id ?? scope.id;
    const unit = resourceUnit(id, [id], known?.region ?? scope.region, known?.zone ?? scope.zone, false);
    if (known) named[at] = unit;
    else named.push(unit);
  }
  const isNamed = resourceMatcher(named.map((unit) => unit.id));
  const wide = new Map<string, Unit>();
  for (const { scope } of outages) {
    const key = `${scope.level}/${scope.id}`;
    if (scope.level === 'resource' || wide.has(key)) continue;
    const inside = covered.filter((charge) => isInside(charge, scope, zones));
    const ids = new Set(inside.flatMap(({ ResourceId }) => (ResourceId && !isNamed(ResourceId) ? [ResourceId] : [])));
    // What another place has already taken in is not taken in again.
    for (const unit of wide.values()) for (const id of unit.members ?? []) ids.delete(id);
    if (ids.size === 0) continue;
    wide.set(key, resourceUnit(`all in ${scope.id}`, [...ids].sort(), regionOf(scope), zoneOf(scope), true));
  }
  return [...sortedById(named), ...sortedById(wide.values())];
}

function resourceUnit(
  id: string,
  members: string[],
  region: string | undefined,
  zone: string | undefined,
  wideOnly: boolean,
): Unit {
  return { level: 'resource', id, members, contains: resourceMatcher(members), region, zone, wideOnly };
}

/** Groups that the case names by an attribute of their members, where an outage speaks of a member or of a place. */
function groupUnits(
  groupBy: string,
  level: UnitLevel,
  outages: readonly Pick<Outage, 'scope'>[],
  unitAttributes: Contract['unitAttributes'],
  zones: readonly ZoneMap[],
): Unit[] {
  const groups = new Map<string, string[]>();
  for (const [member, facts] of Object.entries(unitAttributes)) {
    const group = facts[groupBy];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), member]);
  }
  const units = [...groups].flatMap(([id, unsorted]): Unit[] => {
    const members = unsorted.sort();
    // A log may name a member, or the group itself.
    const contains = resourceMatcher([id, ...members]);
    const place = {
      region: placeFact(members, unitAttributes, 'region'),
      zone: placeFact(members, unitAttributes, 'zone'),
    };
    const own = outages.filter(({ scope }) => scope.level === 'resource' && contains(scope.id));
    const around = outages.filter(({ scope }) => isPlaceOf(scope, place, zones));
    if (own.length + around.length === 0) return [];
    const region = place.region ?? own.map(({ scope }) => regionOf(scope)).find((name) => name !== undefined);
    return [{ level, id, members, contains, region, zone: place.zone, wideOnly: false }];
  });
  return sortedById(units);
}

/** A place that all members share, as the case states it. */
function placeFact(
  members: readonly string[],
  unitAttributes: Contract['unitAttributes'],
  name: 'region' | 'zone',
): string | undefined {
  const places = new Set(members.map((member) => unitAttributes[member]?.[name]));
  return places.size === 1 ? [...places][0] : undefined;
}

function isPlaceOf(
  scope: Scope,
  place: { readonly region: string | undefined; readonly zone: string | undefined },
  zones: readonly ZoneMap[],
): boolean {
  if (scope.level === 'resource') return false;
  if (scope.level === 'zone') return place.zone !== undefined && sameZone(place.zone, scope.id, zones);
  return scope.level === 'region' ? place.region === scope.id : true;
}

const PAIR = '<->';

/** Two resources that cannot reach each other, as the customer's log names them: `vm-1<->vm-2`, in either order. */
function pairUnits(outages: readonly Pick<Outage, 'scope'>[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const { scope } of outages) {
    const ends = pairOf(scope.id);
    if (scope.level !== 'resource' || ends === null) continue;
    const id = ends.join(PAIR);
    units.set(id, resourceUnit(id, ends, scope.region, scope.zone, false));
  }
  return sortedById(units.values());
}

/** The two ends of a pair in a fixed order; null where the name is not that of a pair. */
export function pairOf(id: string): [string, string] | null {
  const [one, other, ...more] = id.split(PAIR).map((end) => end.trim());
  if (!one || !other || more.length > 0) return null;
  return one < other ? [one, other] : [other, one];
}

/** What the commitment leaves out by name is no unit of it, even if a log speaks of it under the same service. */
function isExcluded({ excluded_resources }: Commitment, id: string): boolean {
  return excluded_resources.some(
    ({ ResourceId, ...others }) => Object.keys(others).length === 0 && matchesAny(ResourceId ?? [], id),
  );
}

function placeUnits(level: 'zone' | 'region', outages: readonly Pick<Outage, 'scope'>[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const { scope } of outages) {
    const id = level === 'zone' ? zoneOf(scope) : regionOf(scope);
    if (id === undefined) continue;
    const region = level === 'region' ? id : regionOf(scope);
    units.set(id, {
      level,
      id,
      members: null,
      contains: () => false,
      region,
      zone: level === 'zone' ? id : undefined,
      wideOnly: false,
    });
  }
  return sortedById(units.values());
}

/** Whether a charge belongs to the place an outage speaks of. A charge without that key does not. */
export function isInside(charge: Charge, scope: Scope, zones: readonly ZoneMap[]): boolean {
  if (scope.level === 'zone')
    return charge.AvailabilityZone !== null && sameZone(charge.AvailabilityZone, scope.id, zones);
  if (scope.level === 'region') return charge.RegionId === scope.id;
  return scope.level === 'global' || scope.level === 'account';
}

/** Whether a charge belongs to the unit, at the level that a credit's base names. */
export function belongsTo(charge: Charge, unit: Unit, level: UnitLevel, zones: readonly ZoneMap[]): boolean {
  if (level === 'resource') return charge.ResourceId !== null && unit.contains(charge.ResourceId);
  if (level === 'zone')
    return (
      unit.zone !== undefined && charge.AvailabilityZone !== null && sameZone(charge.AvailabilityZone, unit.zone, zones)
    );
  if (level === 'region') return unit.region !== undefined && charge.RegionId === unit.region;
  return true;
}

function sortedById(units: Iterable<Unit>): Unit[] {
  return [...units].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
