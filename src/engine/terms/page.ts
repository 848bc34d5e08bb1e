import { evidenceOf, yieldsFigure } from '../credit/promise/evidence.ts';
import type { Commitment, Edition, Evidence, Terms } from '../records/terms.ts';
import type { TermsClause } from '../records/terms-clause.ts';
import type { EditionSpan, TermsPage } from '../records/terms-page.ts';
import { formatDay } from '../values/instant.ts';
import { commitmentClauses, editionClauses } from './clauses.ts';
import { atAGlance } from './glance.ts';
import { listSources } from './known.ts';
import { openReadings } from './open-readings.ts';

/**
 * One edition in words, every clause with its source.
 *
 * @param commitments those to show; all of the edition's unless one was asked for
 */
export function pageOf(
  terms: Terms,
  edition: Edition,
  commitments: readonly Commitment[] = edition.commitments,
): TermsPage {
  const { know, all } = listSources(edition);
  const shown = commitments.map((commitment) => ({
    id: commitment.id,
    unit: commitment.scope.unit,
    coverage: commitment.coverage,
    glance: atAGlance(commitment),
    clauses: clausesOf(commitment).map(know),
  }));
  const clauses = editionClauses(edition).map(know);
  const ids = new Set(commitments.map(({ id }) => id));
  return {
    id: terms.id,
    title: terms.document.title,
    service: terms.service,
    vendor: terms.vendor,
    operator: terms.operator,
    url: terms.document.url,
    lastChecked: terms.last_checked,
    edition: spanOf(edition),
    otherEditions: terms.versions.filter((one) => one !== edition).map(spanOf),
    assumedDays: DAYS.some((day) => edition[day] !== null && isConcluded(evidenceOf(edition, day))),
    published: edition.published,
    inherits: edition.inherits,
    movedTo: edition.moved_to,
    commitments: shown,
    clauses,
    open: openReadings(edition, commitments),
    examples: edition.examples
      .filter(({ given }) => ids.has(given.commitment))
      .map(({ id, says, given, expect }) => ({ id, says, commitment: given.commitment, status: expect.status })),
    negotiated: terms.overridden.map(({ field, was, now, document }) => ({ field, was, now, document })),
    sources: all(),
  };
}

const DAYS = ['effective_from', 'effective_to'] as const;

function isConcluded(evidence: Evidence): boolean {
  return evidence.grade === 'synthesis' || !yieldsFigure(evidence);
}

/** Of what is not promised, only what it is. */
function clausesOf(commitment: Commitment): TermsClause[] {
  const clauses = commitmentClauses(commitment);
  const isPromise = commitment.coverage === 'covered' || commitment.coverage === 'unknown';
  return isPromise ? clauses : clauses.filter(({ group }) => group === 'promise' || group === 'matching');
}

export function spanOf({ edition, status, effective_from: from, effective_to: until }: Edition): EditionSpan {
  return {
    name: edition,
    status,
    from: from === null ? null : formatDay(from),
    until: until === null ? null : formatDay(until),
  };
}
