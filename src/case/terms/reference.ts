import type { Issue, Result } from '../../engine/records/issue.ts';
import type { Commitment, Edition, Terms } from '../../engine/records/terms.ts';
import { didYouMean } from '../../engine/values/nearest.ts';
import { parseTerms } from '../../parsers/terms/parse.ts';
import { type FoundFile, findFiles } from '../find-files.ts';
import { type ReadText, readText, TEXT_LIMITS } from '../read-text.ts';
import { findTerms, isTermsFile, libraryFamilies } from '../terms-library.ts';

/** What `ID`, `FILE`, `ID@EDITION` or `ID@EDITION#COMMITMENT` names. */
export interface TermsNamed {
  readonly terms: Terms;
  /** The edition asked for; the newest where none was. */
  readonly edition: Edition;
  /** Null: all of the edition's. */
  readonly commitment: Commitment | null;
  /** Of the files that were read, labels to paths on disk. */
  readonly paths: ReadonlyMap<string, string>;
}

type Cited = Pick<Issue, 'origin' | 'excerpt'>;

const REFERENCE = /^(.+?)(?:@([A-Za-z0-9][A-Za-z0-9_-]*))?(?:#([a-z0-9][a-z0-9_-]*))?$/s;

/**
 * Looks up a document of the library or a file of one's own, with overlays laid over it.
 *
 * @param named as typed on the command line
 * @param cwd folder that paths count from
 */
export function lookUpTerms(named: string, cwd: string, overlays: readonly string[] = []): Result<TermsNamed | null> {
  const cite = { origin: { file: 'command line' }, excerpt: named };
  const [, name = named, edition, commitment] = REFERENCE.exec(named) ?? [];
  const file = isTermsFile(name) ? first(findFiles(cwd, name, cite)) : findTerms(name, cite);
  const laid = overlays.map((path) => first(findFiles(cwd, path, { ...cite, excerpt: path })));
  const missing = [file, ...laid].flatMap(({ issues }) => issues);
  if (!file.value || laid.some(({ value }) => !value)) return { value: null, issues: missing };
  const files = [file.value, ...laid.flatMap(({ value }) => value ?? [])];
  const { value: terms, issues } = readTerms(files);
  if (!terms) return { value: null, issues };
  const paths = new Map(files.map(({ label, path }) => [label, path]));
  const picked = pick(terms, edition, commitment, cite);
  return { value: picked.value && { terms, ...picked.value, paths }, issues: [...issues, ...picked.issues] };
}

/** A terms file and its overlays, read and checked. */
export function readTerms([file, ...overlays]: readonly FoundFile[]): Result<Terms | null> {
  const texts = [file, ...overlays].flatMap((one) => (one ? [readText(one, TEXT_LIMITS.yaml)] : []));
  const issues = texts.flatMap((text) => text.issues);
  const [terms, ...laid] = texts.map(({ value }) => value).filter((value): value is ReadText => value !== null);
  if (!terms || laid.length < overlays.length) return { value: null, issues };
  const parsed = parseTerms(terms, laid, libraryFamilies);
  return { value: parsed.value, issues: [...issues, ...parsed.issues] };
}

function pick(
  terms: Terms,
  name: string | undefined,
  id: string | undefined,
  cite: Cited,
): Result<{ edition: Edition; commitment: Commitment | null } | null> {
  const refuse = (code: string, message: string, fix: string) => ({
    value: null,
    issues: [{ code, severity: 'error', message, ...cite, fix } as const],
  });
  const edition = name === undefined ? terms.versions.at(-1) : terms.versions.find((one) => one.edition === name);
  if (!edition) {
    const known = terms.versions.map((one) => one.edition).join(', ');
    return refuse('case/unknown-edition', `${terms.id} has no edition \`${name}\`.`, `Known editions: ${known}.`);
  }
  if (id === undefined) return { value: { edition, commitment: null }, issues: [] };
  const commitment = edition.commitments.find((one) => one.id === id);
  if (commitment) return { value: { edition, commitment }, issues: [] };
  const ids = edition.commitments.map((one) => one.id);
  return refuse(
    'case/unknown-commitment',
    `${terms.id}@${edition.edition} has no commitment \`${id}\`.`,
    didYouMean(id, ids) || (ids.length > 0 ? `Its commitments: ${ids.join(', ')}.` : 'This edition has none.'),
  );
}

function first({ value, issues }: Result<readonly FoundFile[]>): Result<FoundFile | null> {
  return { value: value[0] ?? null, issues };
}
