import type { Incident } from '../../engine/records/assessment.ts';
import type { Scope } from '../../engine/records/outage.ts';
import type { ReportIncident } from '../report-schema.ts';
import { type FigureBook, writeAmounts } from './figure-book.ts';
import { originRecord, sorted, spanRecord } from './origins.ts';

export function incidentRecord(book: FigureBook, incident: Incident, index: number): ReportIncident {
  const ref = `I${index + 1}`;
  return {
    ref,
    id: incident.id,
    vendor: incident.vendor,
    title: incident.title,
    ...spanRecord(incident.span),
    open: incident.open,
    beginBasis: incident.beginBasis,
    endBasis: incident.endBasis,
    cause: incident.cause,
    services: sorted(incident.services),
    scopes: incident.scopes.map(scopeRecord),
    ...writeAmounts(book, ref, {
      declaredSeconds: incident.declaredSeconds,
      observedSeconds: incident.observedSeconds,
      unknownSeconds: incident.unknownSeconds,
      acknowledgedAfterSeconds: incident.acknowledgedAfterSeconds,
    }),
    blastRadius: {
      services: sorted(incident.blastRadius.services),
      regions: sorted(incident.blastRadius.regions),
      zones: sorted(incident.blastRadius.zones),
      resources: sorted(incident.blastRadius.resources),
      runs: sorted(incident.blastRadius.runs),
      gpus: incident.blastRadius.gpus,
    },
    origins: incident.origins.map(originRecord),
  };
}

function scopeRecord(scope: Scope): ReportIncident['scopes'][number] {
  return { level: scope.level, id: scope.id, region: scope.region ?? null, zone: scope.zone ?? null };
}
