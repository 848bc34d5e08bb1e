import { measures } from '../../measures/registry.ts';
import { readsCounts } from '../../measures/samples/failed-rows.ts';
import { type Series, seriesOf } from '../../measures/samples/series.ts';
import { regionOf, zoneOf } from '../../outage-span.ts';
import type { CaseRecords, ZoneMap } from '../../records/case-records.ts';
import type { Metric } from '../../records/metric.ts';
import type { Scope } from '../../records/outage.ts';
import type { LevelSample } from '../../records/sample.ts';
import type { Commitment } from '../../records/terms.ts';
import { matchesAny } from '../../select.ts';
import { type Interval, overlaps, union } from '../../values/interval.ts';
import { sameZone, type Unit } from './units.ts';

/** The samples of one scope of one service, in order of time. */
export interface SampleGroup {
  readonly vendor: string;
  readonly services: readonly string[];
  readonly scope: Scope;
  readonly rows: readonly LevelSample[];
}

/** What the samples say of one unit, apart for each dimension that the contract tells apart. */
export interface UnitSamples {
  /** Whether they speak of the unit itself, or only of a place around it. */
  readonly proof: 'own' | 'wider' | 'none';
  readonly parts: readonly {
    readonly dimension: string | null;
    readonly series: Series;
    /** What had to be taken for granted to read the rows; null: nothing. */
    readonly assumption: string | null;
  }[];
}

export const UNSAMPLED: UnitSamples = { proof: 'none', parts: [] };

/** Whether samples say anything under the promise. */
export function readsSamples({ metric }: Pick<Commitment, 'metric'>): boolean {
  return isShare(metric) || readsCounts(metric);
}

/** Whether the promise is measured by a share that samples alone give. */
export function isShare({ kind }: Pick<Metric, 'kind'>): boolean {
  return kind !== 'node_hours' && measures.some((measure) => measure.kind === kind && measure.by === 'share');
}

/** The rows that were complete on the day of the case, by what they are about. */
export function groupSamples({ outages, asOf }: Pick<CaseRecords, 'outages' | 'asOf'>): SampleGroup[] {
  const samples = (outages.samples ?? []).filter(({ end }) => end <= asOf);
  const groups = new Map<string, LevelSample[]>();
  for (const sample of samples) {
    const { vendor, services, scope } = sample;
    const key = JSON.stringify([vendor, services, scope.level, scope.id, scope.region ?? null, scope.zone ?? null]);
    const group = groups.get(key);
    if (group) group.push(sample);
    else groups.set(key, [sample]);
  }
  return [...groups.values()].map((rows) => {
    const { vendor, services, scope } = rows[0] as LevelSample;
    return { vendor, services, scope, rows: rows.sort((a, b) => a.begin - b.begin || a.end - b.end) };
  });
}

/** Whether anything failed in the row; of a level nobody can say without the contract, so that it may have. */
export function isImpaired({ requests, errors }: Pick<LevelSample, 'requests' | 'errors'>): boolean {
  return requests === null || (errors !== null && errors.n > 0n);
}

/** The first run of impaired rows that follow each other, else all the time of the rows; null without any. */
export function firstImpairment(groups: readonly SampleGroup[]): Interval | null {
  const rows = groups.flatMap((group) => group.rows);
  const [first] = union(rows.filter(isImpaired));
  if (first) return first;
  return rows.length === 0 ? null : spanOfRows(rows);
}

export function spanOfRows(rows: readonly Interval[]): Interval {
  return rows.reduce((all, row) => ({ begin: Math.min(all.begin, row.begin), end: Math.max(all.end, row.end) }));
}

/** The rows of the groups that touch one of the spans. */
export function rowsTouching(groups: readonly SampleGroup[], spans: readonly Interval[]): SampleGroup[] {
  return groups.flatMap((group) => {
    const rows = group.rows.filter((row) => spans.some((span) => overlaps(row, span)));
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
}

/**
 * The samples of a unit: those of itself and of what lies in it, added up; where there are none, those of a place around
 * it. Rows of a part are left out where rows of the whole hold them already.
 */
export function samplesFor(
  unit: Unit,
  { scope, covers }: Commitment,
  groups: readonly SampleGroup[],
  zones: readonly ZoneMap[],
): UnitSamples {
  const inside = groups.filter((group) => !unit.wideOnly && isInside(group.scope, unit, zones));
  const around = groups.filter((group) => isAround(group.scope, unit, zones));
  const used =
    inside.length > 0 ? inside.filter((group) => !inside.some((other) => holds(other.scope, group.scope))) : around;
  const byDimension = new Map<string | null, LevelSample[]>();
  for (const row of rowsOf(
    used.flatMap((group) => group.rows),
    covers.dimensions,
  )) {
    const dimension = scope.dimension === null ? null : row.dimension;
    const rows = byDimension.get(dimension);
    if (rows) rows.push(row);
    else byDimension.set(dimension, [row]);
  }
  const parts = [...byDimension]
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0))
    .map(([dimension, rows]) => ({
      dimension,
      series: seriesOf(rows),
      assumption: isUntold(rows, scope.dimension !== null || covers.dimensions.length > 0) ? UNTOLD : null,
    }));
  return { proof: inside.length > 0 ? 'own' : around.length > 0 ? 'wider' : 'none', parts };
}

const UNTOLD = 'the rows do not tell apart what the contract does: taken to be all of the kind it speaks of';

/** The rows of the dimensions that the promise speaks of; where no row names one of them, those that name none. */
function rowsOf(rows: readonly LevelSample[], dimensions: readonly string[]): readonly LevelSample[] {
  if (dimensions.length === 0) return rows;
  const named = rows.filter(({ dimension }) => matchesAny(dimensions, dimension));
  return named.length > 0 ? named : rows.filter(({ dimension }) => dimension === null);
}

function isUntold(rows: readonly LevelSample[], isTold: boolean): boolean {
  return isTold && rows.some(({ dimension }) => dimension === null);
}

function isInside(scope: Scope, unit: Unit, zones: readonly ZoneMap[]): boolean {
  if (unit.level === 'account' || unit.level === 'global') return true;
  if (unit.level === 'resource') return scope.level === 'resource' && unit.contains(scope.id);
  const zone = zoneOf(scope);
  if (unit.level === 'zone') return zone !== undefined && unit.zone !== undefined && sameZone(zone, unit.zone, zones);
  return regionOf(scope) !== undefined && regionOf(scope) === unit.region;
}

function isAround(scope: Scope, unit: Unit, zones: readonly ZoneMap[]): boolean {
  if (unit.level === 'account' || unit.level === 'global' || scope.level === 'resource') return false;
  if (scope.level === 'global' || scope.level === 'account') return true;
  if (scope.level === 'zone')
    return unit.level === 'resource' && unit.zone !== undefined && sameZone(scope.id, unit.zone, zones);
  return scope.level === 'region' && unit.region === scope.id;
}

/** Whether the rows of one scope hold those of another. */
function holds(whole: Scope, part: Scope): boolean {
  if (whole.level === part.level) return false;
  if (whole.level === 'global' || whole.level === 'account') return part.level !== 'global' && part.level !== 'account';
  if (whole.level === 'region')
    return regionOf(part) === whole.id && part.level !== 'global' && part.level !== 'account';
  return whole.level === 'zone' && part.level === 'resource' && zoneOf(part) === whole.id;
}
