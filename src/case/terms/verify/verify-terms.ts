import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, Result } from '../../../engine/records/issue.ts';
import { type FoundFile, findFiles } from '../../find-files.ts';
import { packageRoot } from '../../package-root.ts';
import { readText, TEXT_LIMITS } from '../../read-text.ts';
import { findTerms, isTermsFile, libraryFamilies } from '../../terms-library.ts';
import type { VerifyOptions } from './rule.ts';
import { type VerifiedTerms, verifyFile } from './verify-file.ts';

export interface VerifiedPath extends VerifiedTerms {
  readonly file: string;
}

/** Findings by file; what was named and is not there comes back as issues. */
export interface Verification {
  readonly files: readonly VerifiedPath[];
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * Checks terms files, without the network.
 *
 * @param named files, globs or ids of the library; none: all of the library, families too
 */
export function verifyTerms(named: readonly string[], cwd: string, options: VerifyOptions): Result<Verification> {
  const issues: Issue[] = [];
  const found = named.length === 0 ? libraryFiles() : named.flatMap((name) => lookUp(name, cwd, issues));
  const files = found.flatMap((file): VerifiedPath[] => {
    const { value: text, issues: unread } = readText(file, TEXT_LIMITS.yaml);
    if (!text) return [{ file: file.label, id: null, editions: 0, promises: 0, findings: unread }];
    const { id, findings, ...counts } = verifyFile(text, libraryFamilies, options);
    const wrongId = named.length === 0 && id !== null ? checkId(file, id) : [];
    return [{ file: file.label, id, ...counts, findings: [...unread, ...findings, ...wrongId] }];
  });
  return { value: { files, paths: new Map(found.map(({ label, path }) => [label, path])) }, issues };
}

function lookUp(name: string, cwd: string, issues: Issue[]): readonly FoundFile[] {
  const cite = { origin: { file: 'command line' }, excerpt: name };
  const found = isTermsFile(name) ? findFiles(cwd, name, cite) : findTerms(name, cite);
  issues.push(...found.issues);
  return found.value === null ? [] : [found.value].flat();
}

function libraryFiles(folder = join(packageRoot(), 'src/terms')): FoundFile[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ label: `terms/${name}`, path: join(folder, name) }));
}

/** In the library a document is found by its path. */
function checkId({ label }: FoundFile, id: string): Issue[] {
  if (label === `terms/${id}.yaml`) return [];
  return [
    {
      code: 'terms/wrong-id',
      severity: 'error',
      message: `The id ${id} is not the one its place says.`,
      origin: { file: label, line: 1, column: 1 },
      fix: `Write \`id: ${label.replace(/^terms\/|\.yaml$/g, '')}\`, or move the file.`,
    },
  ];
}
