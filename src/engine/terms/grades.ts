import { yieldsFigure } from '../credit/promise/evidence.ts';
import { EVIDENCE_GRADES, type EvidenceGrade } from '../records/evidence-grade.ts';

/** The least well known of several; null of none. */
export function weakest(grades: readonly EvidenceGrade[]): EvidenceGrade | null {
  return grades.reduce<EvidenceGrade | null>(
    (least, grade) =>
      least === null || EVIDENCE_GRADES.indexOf(grade) > EVIDENCE_GRADES.indexOf(least) ? grade : least,
    null,
  );
}

/** Whether a field of this grade may yield a figure by itself. */
export function isKnown(grade: EvidenceGrade): boolean {
  return yieldsFigure({ grade });
}
