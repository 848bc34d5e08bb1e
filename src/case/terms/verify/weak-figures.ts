import { evidenceOf, placeOf, yieldsFigure } from '../../../engine/credit/promise/evidence.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { figureFields } from '../../../parsers/terms/checks/evidence.ts';
import type { VerifyRule } from './rule.ts';

const MOST_NAMED = 6;

/** Fields that a figure would rest on and that are known by hearsay or not at all: one note an edition. */
export const weakFigures: VerifyRule = ({ terms }) =>
  terms.versions.flatMap((edition): Issue[] => {
    const weak = figureFields(edition).filter((field) => !yieldsFigure(evidenceOf(edition, field)));
    const [first] = weak;
    if (first === undefined) return [];
    const named = weak.slice(0, MOST_NAMED).join(', ');
    const rest = weak.length > MOST_NAMED ? ` and ${weak.length - MOST_NAMED} more` : '';
    return [
      {
        code: 'terms/weak-grade',
        severity: 'note',
        message: `Edition ${edition.edition} has no figure from ${weak.length === 1 ? 'a field' : `${weak.length} fields`} whose text is not known well enough: ${named}${rest}.`,
        origin: placeOf(edition, first) ?? terms.origin,
        fix: 'Read the text at the vendor and raise the grade, or trust a field by name in a case (`trust`).',
      },
    ];
  });
