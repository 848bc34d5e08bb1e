import { lookUpTerms } from '../case/terms/reference.ts';
import type { Issue } from '../engine/records/issue.ts';
import { lint } from '../engine/terms/lint/lint.ts';
import { spanOf } from '../engine/terms/page.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { writeLint } from '../reports/terms/lint.ts';
import { drawOnStdout } from './draw.ts';
import { exitCode } from './exit-codes.ts';
import { displayName, sayIssues } from './say.ts';

export interface LintOptions {
  readonly json: boolean;
  readonly overlays: readonly string[];
}

/** `makewhole terms lint`. Returns the exit code: findings are an answer, no failure. */
export function lintTerms(named: string, { json, overlays }: LintOptions): number {
  const { value, issues } = lookUpTerms(named, process.cwd(), overlays);
  sayIssues(issues, value ? displayName(value.paths) : undefined);
  if (!value) return exitCode('refused');
  const { terms, edition, commitment } = value;
  const promises = commitment ? [commitment] : edition.commitments.filter(({ coverage }) => coverage === 'covered');
  if (promises.length === 0) {
    sayIssues([nothingToLint(`${terms.id}@${edition.edition}`, named)]);
    return exitCode('refused');
  }
  const report = lint(edition, promises);
  const linted = {
    id: terms.id,
    title: terms.document.title,
    edition: spanOf(edition),
    promises: promises.map(({ id }) => id),
    overlays: [...new Set(terms.overridden.map(({ document }) => document))],
  };
  if (json)
    process.stdout.write(
      `${escapeJson(JSON.stringify({ schema: 'makewhole-terms-lint/1', terms: linted, ...report }, null, 2))}\n`,
    );
  else drawOnStdout(writeLint(linted, report));
  return exitCode('done');
}

function nothingToLint(edition: string, named: string): Issue {
  return {
    code: 'case/nothing-to-lint',
    severity: 'error',
    message: `${edition} promises nothing whose text is known, so there is no clause to look at.`,
    origin: { file: 'command line' },
    excerpt: named,
    fix: 'Name an edition that is in force (ID@EDITION), or a file of your own.',
  };
}
