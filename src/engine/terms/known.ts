import { evidenceOf, placeOf } from '../credit/promise/evidence.ts';
import type { Edition, Evidence } from '../records/terms.ts';
import type { ClauseSource, KnownClause, TermsClause } from '../records/terms-clause.ts';

/** Collects the sources of an edition's clauses: each is listed once, in the order of first mention. */
export interface SourceList {
  readonly know: (clause: TermsClause) => KnownClause;
  readonly all: () => ClauseSource[];
}

export function listSources(edition: Edition): SourceList {
  const sources = new Map<string, { readonly source: ClauseSource; readonly position: number }>();
  const positionOf = (evidence: Evidence): number => {
    const source = toSource(evidence);
    const key = JSON.stringify(source);
    const known = sources.get(key) ?? { source, position: sources.size };
    sources.set(key, known);
    return known.position;
  };
  return {
    know: (clause) => {
      const evidence = evidenceOf(edition, clause.field);
      const place = placeOf(edition, clause.field);
      return {
        ...clause,
        grade: evidence.grade,
        source: positionOf(evidence),
        place: place ? [place.file, place.line].filter((part) => part !== undefined).join(':') : null,
        lentBy: place?.file.endsWith('/_family.yaml') ? edition.inherits : null,
      };
    },
    all: () => [...sources.values()].map(({ source }) => source),
  };
}

function toSource({ grade, url, retrieved, version_date, note }: Evidence): ClauseSource {
  return { grade, url, retrieved, versionDate: version_date, note };
}
