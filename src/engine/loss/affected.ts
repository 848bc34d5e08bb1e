import type { Attribution, Incident } from '../records/assessment.ts';
import type { ZoneMap } from '../records/case-records.ts';
import type { Scope } from '../records/outage.ts';
import type { Run } from '../records/run.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, overlaps } from '../values/interval.ts';

/** An incident that reached a run, and how sure the records are that it did. */
export interface Reach {
  readonly incident: Incident;
  readonly attribution: Attribution;
}

// A collective that lost a peer can hang this long before anything says so (the NCCL default timeout since PyTorch 2.2),
// and vendors round and backdate: an incident that begins later than this after the run stopped is not known to be why.
export const LATEST_CAUSE_MS = 600_000;

/** The incidents whose place and time meet the run's, first in time first. */
export function incidentsReaching(run: Run, window: Interval, incidents: readonly Incident[]): Reach[] {
  return incidents
    .filter((incident) => overlaps({ begin: window.begin, end: Math.max(window.end, window.begin + 1) }, incident.span))
    .flatMap((incident) => {
      const place = placeOf(run, incident);
      return place === 'elsewhere'
        ? []
        : [{ incident, attribution: place === 'here' ? ('outage' as const) : ('unclear' as const) }];
    })
    .sort(
      (a, b) =>
        a.incident.span.begin - b.incident.span.begin || a.incident.span.end - b.incident.span.end || byId(a, b),
    );
}

/** Incidents whose zones carry the names, or ids, that the customer's account has for them, beside their own. */
export function withZoneAliases(incidents: readonly Incident[], zones: readonly ZoneMap[]): Incident[] {
  const aliasesOf = (vendor: string, zone: string | undefined): string[] =>
    zones.flatMap((one) => {
      if (one.vendor.toLowerCase() !== vendor.toLowerCase()) return [];
      return one.zoneId === zone ? [one.zoneName] : one.zoneName === zone ? [one.zoneId] : [];
    });
  return incidents.map((incident) => ({
    ...incident,
    scopes: incident.scopes.flatMap((scope) => {
      const isZone = scope.level === 'zone';
      const aliases = aliasesOf(incident.vendor, isZone ? scope.id : scope.zone);
      return [scope, ...aliases.map((alias) => (isZone ? { ...scope, id: alias } : { ...scope, zone: alias }))];
    }),
  }));
}

/** Whether an incident began early enough to be why a run stopped, and not only why it stayed down. */
export function canHaveStopped(incident: Incident, stoppedAt: Instant): boolean {
  return incident.span.begin <= stoppedAt + LATEST_CAUSE_MS;
}

type Place = 'here' | 'elsewhere' | 'unknown';

/** `unknown`: what the case says of the run's place does not decide it. */
function placeOf(run: Run, incident: Incident): Place {
  if (run.vendor !== null && run.vendor.toLowerCase() !== incident.vendor.toLowerCase()) return 'elsewhere';
  const places = incident.scopes.map((scope) => scopePlace(run, scope));
  const best: Place = places.includes('here')
    ? 'here'
    : places.includes('unknown') || places.length === 0
      ? 'unknown'
      : 'elsewhere';
  return best === 'here' && run.vendor === null ? 'unknown' : best;
}

function scopePlace(run: Run, scope: Scope): Place {
  if (scope.level === 'global') return 'here';
  if (scope.level === 'region') return compare(run.region, scope.id);
  if (scope.level === 'zone')
    return scope.region && compare(run.region, scope.region) === 'elsewhere'
      ? 'elsewhere'
      : compareZone(run.zone, scope.id);
  if (scope.level === 'resource') return resourcePlace(run, scope);
  return 'unknown';
}

function resourcePlace(run: Run, scope: Scope): Place {
  const named = run.resources?.ResourceId;
  if (named && !named.some((name) => name.includes('*'))) return named.includes(scope.id) ? 'here' : 'elsewhere';
  const around = [
    scope.region ? compare(run.region, scope.region) : 'unknown',
    scope.zone ? compareZone(run.zone, scope.zone) : 'unknown',
  ];
  return around.includes('elsewhere') ? 'elsewhere' : 'unknown';
}

/** A zone id (`use1-az4`) and an account's zone name (`us-east-1a`) that no map ties together may be one zone or two. */
function compareZone(mine: string | null, theirs: string): Place {
  if (mine !== null && isZoneId(mine) !== isZoneId(theirs)) return 'unknown';
  return compare(mine, theirs);
}

function isZoneId(zone: string): boolean {
  return /-az\d{1,2}$/.test(zone.slice(-20));
}

function compare(mine: string | null, theirs: string): Place {
  if (mine === null) return 'unknown';
  return mine.toLowerCase() === theirs.toLowerCase() ? 'here' : 'elsewhere';
}

function byId(a: Reach, b: Reach): number {
  return a.incident.id < b.incident.id ? -1 : 1;
}
