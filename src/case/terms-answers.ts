import type { Issue, Result } from '../engine/records/issue.ts';
import type { Edition, Terms } from '../engine/records/terms.ts';
import { formatDay, type Instant } from '../engine/values/instant.ts';
import { parseTerms } from '../parsers/terms/parse.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { readText, TEXT_LIMITS } from './read-text.ts';
import { findTerms, isTermsFile, libraryFamilies, listTerms } from './terms-library.ts';

/** One edition as `terms list --json` gives it. */
export interface LibraryEntry {
  readonly id: string;
  readonly vendor: string;
  readonly service: string;
  readonly edition: string;
  readonly effective: { readonly from: string | null; readonly until: string | null };
  readonly commitments: readonly string[];
  readonly status: Edition['status'];
  readonly grade: string;
  readonly lastChecked: string;
}

export function libraryEntries(): Result<LibraryEntry[]> {
  const issues: Issue[] = [];
  const entries = listTerms().flatMap((file) => {
    const read = readTerms(file);
    issues.push(...read.issues.filter((issue) => issue.severity === 'error'));
    return read.value ? entriesOf(read.value) : [];
  });
  return { value: entries, issues };
}

/** The document that `ID`, `ID@EDITION` or a path names; `editions` are the ones asked for. */
export function lookUpTerms(
  named: string,
  cwd: string,
): Result<{ readonly terms: Terms; readonly editions: readonly Edition[] } | null> {
  const cite = { origin: { file: 'command line' }, excerpt: named };
  const [id = '', edition] = isTermsFile(named) ? [named] : named.split('@', 2);
  const found = isTermsFile(named) ? first(findFiles(cwd, id, cite)) : findTerms(id, cite);
  if (!found.value) return { value: null, issues: found.issues };
  const { value: terms, issues } = readTerms(found.value);
  if (!terms) return { value: null, issues };
  const editions = terms.versions.filter((version) => edition === undefined || version.edition === edition);
  if (editions.length > 0) return { value: { terms, editions }, issues };
  const known = terms.versions.map((version) => version.edition).join(', ');
  const unknown: Issue = {
    code: 'case/unknown-edition',
    severity: 'error',
    message: `${terms.id} has no edition \`${edition}\`.`,
    ...cite,
    fix: `Known editions: ${known}.`,
  };
  return { value: null, issues: [unknown] };
}

function readTerms(file: FoundFile): Result<Terms | null> {
  const text = readText(file, TEXT_LIMITS.yaml);
  return text.value ? parseTerms(text.value, [], libraryFamilies) : { value: null, issues: text.issues };
}

function entriesOf(terms: Terms): LibraryEntry[] {
  return terms.versions.map((version) => ({
    id: terms.id,
    vendor: terms.vendor,
    service: terms.service,
    edition: version.edition,
    effective: { from: dayOf(version.effective_from), until: dayOf(version.effective_to) },
    commitments: version.commitments.map((commitment) => commitment.id),
    status: version.status,
    grade: version.evidence_default.grade,
    lastChecked: terms.last_checked,
  }));
}

function dayOf(instant: Instant | null): string | null {
  return instant === null ? null : formatDay(instant);
}

function first({ value, issues }: Result<readonly FoundFile[]>): Result<FoundFile | null> {
  return { value: value[0] ?? null, issues };
}
