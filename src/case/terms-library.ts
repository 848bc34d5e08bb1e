import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, Result } from '../engine/records/issue.ts';
import { didYouMean } from '../engine/values/nearest.ts';
import type { FoundFile } from './find-files.ts';
import { packageRoot } from './package-root.ts';
import { type ReadText, readText, TEXT_LIMITS } from './read-text.ts';

const FAMILY = '_family.yaml';

/** The SLA documents that come with makewhole, by id (`aws/ec2` is src/terms/aws/ec2.yaml), sorted by code point. */
export function listTerms(folder = join(packageRoot(), 'src/terms')): (FoundFile & { readonly id: string })[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(`/${FAMILY}`))
    .sort()
    .map((name) => ({ id: name.slice(0, -'.yaml'.length), label: `terms/${name}`, path: join(folder, name) }));
}

/** Whether an entry of `terms:` names a file of the customer's own, not a document of the library. */
export function isTermsFile(entry: string): boolean {
  return /\.ya?ml$/i.test(entry) || /^[./\\]/.test(entry);
}

/** The document with this id. An id that is not there comes back as an issue with the nearest ones. */
export function findTerms(id: string, cite: Pick<Issue, 'origin' | 'excerpt'>): Result<FoundFile | null> {
  const library = listTerms();
  const found = library.find((terms) => terms.id === id.toLowerCase());
  if (found) return { value: found, issues: [] };
  const ids = library.map((terms) => terms.id);
  const fix =
    didYouMean(id, ids) ||
    `\`makewhole terms list\` names the ${ids.length} documents of the library. A file of your own is named by its path: ./${id.split('/').at(-1)}.yaml.`;
  return {
    value: null,
    issues: [{ code: 'case/unknown-terms', severity: 'error', message: `There are no terms \`${id}\`.`, ...cite, fix }],
  };
}

/** What the documents of a vendor have in common, `<vendor>/_family.yaml`. */
export const libraryFamilies = (vendor: string): ReadText | null => {
  const path = join(packageRoot(), 'src/terms', vendor, FAMILY);
  if (!/^[a-z0-9-]+$/.test(vendor) || !existsSync(path)) return null;
  return readText({ label: `terms/${vendor}/${FAMILY}`, path }, TEXT_LIMITS.yaml).value;
};
