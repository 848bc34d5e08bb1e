import { yieldsFigure } from '../credit/promise/evidence.ts';
import type { EvidenceGrade } from '../records/terms.ts';

/** From the best known to the least. */
export const GRADES: readonly EvidenceGrade[] = [
  'negotiated',
  'vendor_page',
  'vendor_archive',
  'vendor_docs',
  'transcript',
  'mirror',
  'third_party',
  'synthesis',
  'general_knowledge',
  'not_found',
];

/** The least well known of several; null of none. */
export function weakest(grades: readonly EvidenceGrade[]): EvidenceGrade | null {
  return grades.reduce<EvidenceGrade | null>(
    (least, grade) => (least === null || GRADES.indexOf(grade) > GRADES.indexOf(least) ? grade : least),
    null,
  );
}

/** Whether a field of this grade may yield a figure by itself. */
export function isKnown(grade: EvidenceGrade): boolean {
  return yieldsFigure({ grade });
}
