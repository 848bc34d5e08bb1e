import type { Issue } from '../../../engine/records/issue.ts';
import type { VerifyRule } from './rule.ts';

/** Where a deadline can be read in several ways, one of them is the safe one. */
export const deadlines: VerifyRule = ({ terms, document }) =>
  terms.versions.flatMap((edition, version): Issue[] => {
    const read = edition.claim.steps.filter(({ reading }) => reading !== null);
    const safe = read.filter(({ conservative }) => conservative);
    if (read.length < 2 || safe.length === 1) return [];
    return [
      {
        code: 'terms/no-safe-deadline',
        severity: 'warning',
        message: `The deadline of edition ${edition.edition} can be read in ${read.length} ways, and ${safe.length === 0 ? 'none' : 'more than one'} is marked as the safe one.`,
        ...document.cite(['versions', version, 'claim', 'steps']),
        fix: 'Mark the earliest one: `conservative: true`.',
      },
    ];
  });
