import type { Issue } from '../../../engine/records/issue.ts';
import type { Edition } from '../../../engine/records/terms.ts';
import type { Cite } from '../zod-issues.ts';

/** Editions are dated spans that follow each other: at most one governs a day. */
export function checkEditions(versions: readonly Edition[], cite: Cite): Issue[] {
  const issues: Issue[] = [];
  const report = (position: number, field: string, code: string, message: string, fix: string) =>
    issues.push({ code, severity: 'error', message, ...cite(['versions', position, field]), fix });

  for (const [position, edition] of versions.entries()) {
    const { effective_from: from, effective_to: to, edition: name } = edition;
    if (from !== null && to !== null && from >= to) {
      report(
        position,
        'effective_to',
        'terms/edition-order',
        `Edition ${name} ends before it begins.`,
        '`effective_to` is the first day on which the edition no longer holds.',
      );
    }
    if (edition.status === 'in_force' && edition.commitments.length === 0) {
      report(
        position,
        'commitments',
        'terms/no-commitment',
        `Edition ${name} is in force and promises nothing.`,
        'List its commitments, or say `status: none` or `status: unknown`.',
      );
    }
    if (versions.findIndex((other) => other.edition === name) !== position) {
      report(
        position,
        'edition',
        'terms/duplicate-id',
        `Two editions are called ${name}.`,
        'Give each edition its own name.',
      );
    }
    const before = versions[position - 1];
    if (!before) continue;
    if (before.effective_to === null || from === null || before.effective_to > from) {
      report(
        position,
        'effective_from',
        'terms/edition-overlap',
        `Editions ${before.edition} and ${name} are in force at the same time.`,
        'Give the older one an `effective_to` that is not after the `effective_from` of the newer one; list the oldest first.',
      );
    }
  }
  return issues;
}
