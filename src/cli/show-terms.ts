import { toPlainJson } from '../case/plain-json.ts';
import { lookUpTerms } from '../case/terms/reference.ts';
import { pageOf } from '../engine/terms/page.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { writePage } from '../reports/terms/page.ts';
import { drawOnStdout } from './draw.ts';
import { exitCode } from './exit-codes.ts';
import { displayName, sayIssues } from './say.ts';

export interface ShowOptions {
  readonly json: boolean;
  /** Every edition, not only the one asked for or the newest. */
  readonly all: boolean;
  readonly commitment?: string;
  readonly overlays: readonly string[];
}

/** `makewhole terms show`. Returns the exit code. */
export function showTerms(named: string, { json, all, commitment, overlays }: ShowOptions): number {
  const asked = commitment === undefined ? named : `${named}#${commitment}`;
  const { value, issues } = lookUpTerms(asked, process.cwd(), overlays);
  sayIssues(issues, value ? displayName(value.paths) : undefined);
  if (!value) return exitCode('refused');
  const { terms, edition, commitment: one } = value;
  const editions = (all ? terms.versions : [edition]).map((version) => ({
    edition: version,
    commitments: one ? version.commitments.filter(({ id }) => id === one.id) : version.commitments,
  }));
  if (json) {
    // Places are the engine's way back to a line; in the record of the file itself they would say everything twice.
    const versions = editions.map(({ edition: { places: _, ...version }, commitments }) => ({
      ...version,
      commitments,
    }));
    process.stdout.write(`${escapeJson(JSON.stringify(toPlainJson({ ...terms, versions }), null, 2))}\n`);
  } else {
    for (const [at, { edition: version, commitments }] of editions.entries()) {
      if (at > 0) process.stdout.write('\n\n');
      drawOnStdout(writePage(pageOf(terms, version, commitments)));
    }
  }
  return exitCode('done');
}
