import { evidenceOf } from '../../engine/credit/promise/evidence.ts';
import type { CreditRule } from '../../engine/records/credit-rule.ts';
import type { Commitment, Edition, EvidenceGrade } from '../../engine/records/terms.ts';
import { isKnown, weakest } from '../../engine/terms/grades.ts';
import { ruleFields } from '../../parsers/terms/checks/evidence.ts';

/**
 * The least well known field that a commitment's figure rests on; null where it has no credit that could be one. Each
 * rule stands by itself: one that is known only by hearsay takes no figure from the others.
 */
export function commitmentGrade(edition: Edition, commitment: Commitment): EvidenceGrade | null {
  if (commitment.coverage !== 'covered') return null;
  const grades = commitment.credits.filter(hasFigure).map((rule) => ruleGrade(edition, commitment, rule));
  return weakest(grades.filter(isKnown)) ?? weakest(grades);
}

/**
 * The grade of an edition: the weakest among its commitments whose figures are known at all; `figures` says how many
 * of them there are.
 */
export function editionGrade(edition: Edition): { grade: EvidenceGrade; figures: 'all' | 'some' | 'none' } {
  const promises = edition.commitments.filter(({ coverage }) => coverage === 'covered' || coverage === 'unknown');
  const grades = promises.map((commitment) => commitmentGrade(edition, commitment));
  const stated = grades.filter((grade) => grade !== null);
  const known = ['in_force', 'withdrawn'].includes(edition.status) ? stated.filter(isKnown) : [];
  const grade = weakest(known) ?? weakest(stated) ?? edition.evidence_default.grade;
  return { grade, figures: known.length === 0 ? 'none' : known.length === grades.length ? 'all' : 'some' };
}

function ruleGrade(edition: Edition, { id }: Commitment, rule: CreditRule): EvidenceGrade {
  const at = `commitments.${id}`;
  const fields = [`${at}.metric`, ...ruleFields(rule).map((field) => `${at}.credits.${rule.id}.${field}`)];
  return weakest(fields.map((field) => evidenceOf(edition, field).grade)) ?? 'not_found';
}

/** Whether the rule has a table or a rate, and not only the knowledge that there is one. */
function hasFigure(rule: CreditRule): boolean {
  if (rule.rule === 'none') return false;
  return rule.rule !== 'tiers' || [rule, ...rule.levels].some(({ tiers }) => tiers !== null);
}
