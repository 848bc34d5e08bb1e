import { outageFigure, regionOf, spanOf, zoneOf } from './outage-span.ts';
import type { Incident } from './records/assessment.ts';
import type { CaseRecords } from './records/case-records.ts';
import { derived } from './records/figure.ts';
import type { Coverage, Outage, Scope } from './records/outage.ts';
import { sameResource } from './resource-id.ts';
import { type Exact, exact, max } from './values/exact.ts';
import { type Interval, subtract, totalSeconds } from './values/interval.ts';

/** An incident as people see it: who said what, for how long, how late, and what was hit. */
export function describeIncident(
  id: string,
  group: readonly Outage[],
  records: Pick<CaseRecords, 'outages' | 'runs' | 'asOf'>,
): Incident {
  const { asOf } = records;
  const spans = group.map((outage) => spanOf(outage, asOf));
  const span = { begin: Math.min(...spans.map((s) => s.begin)), end: Math.max(...spans.map((s) => s.end)) };
  const declared = group.filter((outage) => outage.source === 'vendor-declared');
  const seen = group.filter((outage) => outage.source === 'observed');
  const head = (declared[0] ?? seen[0]) as Outage;
  const ids = (key: string) => `incidents.${id}.${key}`;
  const secondsOf = (key: string, label: string, outages: readonly Outage[]) =>
    derived({
      id: ids(key),
      label,
      value: totalSeconds(outages.map((outage) => spanOf(outage, asOf))),
      unit: 'seconds',
      formula:
        outages.length === 0
          ? 'no such outage in the logs'
          : `union of ${outages.length} span${outages.length === 1 ? '' : 's'}`,
      inputs: outages.map((outage) => outageFigure(outage, asOf)),
    });
  const resources = group.flatMap((outage) => (outage.scope.level === 'resource' ? [outage.scope.id] : []));
  const runs = records.runs.filter(
    (run) => run.vendor === head.vendor && touchesRun(group, run) && runOverlaps(run.events, span),
  );
  return {
    id,
    vendor: head.vendor,
    title: head.title,
    references: distinct(group.flatMap((outage) => outage.ref ?? [])),
    span,
    cause: group.find((outage) => outage.cause !== null)?.cause ?? null,
    services: distinct(group.flatMap((outage) => outage.services.slice(0, 1))),
    scopes: distinctScopes(group.map((outage) => outage.scope)),
    declaredSeconds: secondsOf('declaredSeconds', 'Declared by the vendor', declared),
    observedSeconds: secondsOf('observedSeconds', 'Observed by the customer', seen),
    unknownSeconds: derived({
      id: ids('unknownSeconds'),
      label: 'Not watched by the customer',
      value: totalSeconds(
        subtract([span], watchedIn(group, records.outages.coverage).concat(seen.map((outage) => spanOf(outage, asOf)))),
      ),
      unit: 'seconds',
      formula: 'the incident less the time a probe or an observation covers',
    }),
    acknowledgedAfterSeconds: acknowledged(ids('acknowledgedAfterSeconds'), declared, seen),
    beginBasis: (seen[0] ?? head).beginBasis,
    endBasis: (seen[0] ?? head).endBasis,
    open: group.some((outage) => outage.end === null),
    blastRadius: {
      services: distinct(group.flatMap((outage) => outage.services.slice(0, 1))),
      regions: distinct(group.flatMap((outage) => regionOf(outage.scope) ?? [])),
      zones: distinct(group.flatMap((outage) => zoneOf(outage.scope) ?? [])),
      resources: distinct(resources),
      runs: runs.map((run) => run.id),
      gpus: runs.reduce((sum, run) => sum + (run.gpus ?? 0), 0),
    },
    origins: group.map((outage) => outage.origin),
  };
}

function acknowledged(id: string, declared: readonly Outage[], seen: readonly Outage[]) {
  const words = declared.flatMap((outage) =>
    outage.acknowledgedAt === null ? [] : [{ at: outage.acknowledgedAt, origin: outage.origin }],
  );
  const first = words.sort((a, b) => a.at - b.at)[0];
  const began = Math.min(...[...(seen.length > 0 ? seen : declared)].map((outage) => outage.begin));
  const delay: Exact | null = first ? max(exact(first.at - began, 1000), exact(0)) : null;
  return derived({
    id,
    label: "Time to the vendor's first word",
    value: delay,
    unit: 'seconds',
    formula: delay
      ? `first word of the vendor − first ${seen.length > 0 ? 'observed' : 'declared'} minute`
      : 'the log does not say when the vendor first spoke',
    origin: first?.origin,
  });
}

function watchedIn(group: readonly Outage[], coverage: readonly Coverage[]): Interval[] {
  return coverage
    .filter((watch) =>
      group.some(
        (outage) =>
          outage.source === 'observed' &&
          outage.scope.level === watch.scope.level &&
          sameResource(outage.scope.id, watch.scope.id),
      ),
    )
    .flatMap((watch) => watch.watched);
}

function touchesRun(group: readonly Outage[], run: CaseRecords['runs'][number]): boolean {
  return group.some((outage) => {
    const region = regionOf(outage.scope);
    const zone = zoneOf(outage.scope);
    return (!region || !run.region || region === run.region) && (!zone || !run.zone || zone === run.zone);
  });
}

function runOverlaps(events: CaseRecords['runs'][number]['events'], span: Interval): boolean {
  const first = events[0];
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.at < span.end && span.begin <= last.at;
}

function distinctScopes(scopes: readonly Scope[]): Scope[] {
  return [...new Map(scopes.map((scope) => [`${scope.level}/${scope.id}`, scope])).values()];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
