import { evidenceOf, placeOf } from '../../credit/promise/evidence.ts';
import type { LintClause, LintFinding, LintReport } from '../../records/lint.ts';
import type { Commitment, Edition } from '../../records/terms.ts';
import { isKnown } from '../grades.ts';
import { rules } from './registry.ts';
import type { LintRule, Spot } from './rule.ts';

/**
 * What a contract lacks against the strongest public terms of its kind, heaviest first. No legal advice: a list of
 * matters to raise.
 *
 * @param promises those to look at; the covered ones of the edition unless one was asked for
 */
export function lint(
  edition: Edition,
  promises: readonly Commitment[] = edition.commitments.filter(({ coverage }) => coverage === 'covered'),
): LintReport {
  const contract = { edition, promises };
  const judged = (rules as readonly LintRule[]).map((rule) => {
    const { lacks, holds } = rule.check(contract);
    const [against, for_] = [lacks, holds].map((spots) => spots.map((spot) => clauseOf(edition, spot)));
    return { rule, ...sortOut(against ?? [], for_ ?? []) };
  });
  return {
    findings: judged
      .filter(({ lacks }) => lacks.length > 0)
      .map(({ rule, lacks }) => findingOf(rule, lacks))
      .sort((a, b) => b.weight - a.weight || (a.rule < b.rule ? -1 : 1)),
    held: judged
      .filter(({ lacks, holds }) => lacks.length === 0 && holds.length > 0)
      .map(({ rule, holds }) => ({ rule: rule.id, title: rule.held, clauses: holds })),
  };
}

/** What only hearsay says in the buyer's favor is not in it: it is a matter to raise. */
function sortOut(lacks: readonly LintClause[], holds: readonly LintClause[]) {
  const isHearsay = lacks.length === 0 && !holds.some(({ grade }) => isKnown(grade));
  return isHearsay ? { lacks: holds, holds: lacks } : { lacks, holds };
}

function findingOf(
  { id, title, weight, costs, strongest, ask }: LintRule,
  clauses: readonly LintClause[],
): LintFinding {
  return {
    rule: id,
    title,
    weight,
    clauses,
    known: clauses.some(({ grade }) => isKnown(grade)),
    costs,
    strongest,
    ask,
  };
}

function clauseOf(edition: Edition, { commitment, field, says }: Spot): LintClause {
  const place = placeOf(edition, field);
  return {
    commitment,
    field,
    says,
    grade: evidenceOf(edition, field).grade,
    place: place ? [place.file, place.line].filter((part) => part !== undefined).join(':') : null,
  };
}
