import type { Issue } from '../../../engine/records/issue.ts';
import { commitmentGrade } from '../figure-grades.ts';
import type { VerifyRule } from './rule.ts';

const FEWEST = 4;

/** An edition that yields figures shows by examples that they are right. */
export const examples: VerifyRule = ({ terms, document }) =>
  terms.versions.flatMap((edition, version): Issue[] => {
    const yields = edition.commitments.some((commitment) => commitmentGrade(edition, commitment) !== null);
    if (!yields || !['in_force', 'withdrawn'].includes(edition.status)) return [];
    const rejected = edition.examples.some(({ reject }) => reject.length > 0);
    if (edition.examples.length >= FEWEST && rejected) return [];
    return [
      {
        code: 'terms/few-examples',
        severity: 'warning',
        message: `Edition ${edition.edition} has ${countOf(edition.examples.length, rejected)}.`,
        ...document.cite(['versions', version, edition.examples.length > 0 ? 'examples' : 'edition']),
        fix: 'Add at least four: no breach, the edge exactly at a bound, the deepest row, time that does not count; with `reject` for the natural wrong answers.',
      },
    ];
  });

function countOf(examples: number, rejected: boolean): string {
  if (examples === 0) return 'no worked example';
  const count = examples === 1 ? 'one worked example' : `${examples} worked examples`;
  return rejected ? count : `${count}, and none refuses a wrong answer`;
}
