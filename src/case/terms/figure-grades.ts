import { evidenceOf } from '../../engine/credit/evidence.ts';
import type { Commitment, Edition, EvidenceGrade } from '../../engine/records/terms.ts';
import { isKnown, weakest } from '../../engine/terms/grades.ts';
import { figureFields } from '../../parsers/terms/checks/evidence.ts';

/** The least well known field that a commitment's figure rests on; null where it has no credit that yields one. */
export function commitmentGrade(edition: Edition, commitment: Commitment): EvidenceGrade | null {
  if (commitment.coverage !== 'covered' || !hasTable(commitment)) return null;
  const fields = figureFields({ ...edition, commitments: [commitment], claim: { ...edition.claim, steps: [] } });
  return weakest(fields.map((field) => evidenceOf(edition, field).grade));
}

/**
 * The grade of an edition: the weakest among its commitments whose figures are known at all, so that one row that
 * was not seen does not hide how well the others are known; `figures` says how many there are.
 */
export function editionGrade(edition: Edition): { grade: EvidenceGrade; figures: 'all' | 'some' | 'none' } {
  const covered = edition.commitments.filter(({ coverage }) => coverage === 'covered' || coverage === 'unknown');
  const grades = covered.map((commitment) => commitmentGrade(edition, commitment));
  const known = grades.filter((grade) => grade !== null && isKnown(grade)) as EvidenceGrade[];
  const usable = ['in_force', 'withdrawn'].includes(edition.status) ? known : [];
  const grade = weakest(usable) ?? weakest(grades.filter((one) => one !== null)) ?? edition.evidence_default.grade;
  return { grade, figures: usable.length === 0 ? 'none' : usable.length === grades.length ? 'all' : 'some' };
}

/** Whether any credit of the commitment has a table or a rate, and not only the knowledge that there is one. */
function hasTable({ credits }: Commitment): boolean {
  return credits.some(
    (rule) =>
      rule.rule !== 'none' &&
      !(rule.rule === 'tiers' && rule.tiers === null && rule.levels.every((level) => level.tiers === null)),
  );
}
