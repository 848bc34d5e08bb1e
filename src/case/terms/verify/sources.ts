import type { Issue } from '../../../engine/records/issue.ts';
import type { YamlDocument } from '../../../parsers/syntax/yaml.ts';
import { isMapping, valueAt } from '../../../parsers/terms/mapping.ts';
import type { VerifyRule } from './rule.ts';

/** Every source an edition names itself; what a family lends is looked at in the family's own file. */
export const sources: VerifyRule = ({ terms, document }) =>
  terms.versions.flatMap((_, version) => [
    ...checkSource(document, ['versions', version, 'evidence_default'], terms.last_checked),
    ...checkSources(document, ['versions', version, 'evidence'], terms.last_checked),
  ]);

export function checkSources(document: YamlDocument, path: readonly (string | number)[], lastChecked: string): Issue[] {
  const entries = valueAt(document.data, path);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((_, position) => checkSource(document, [...path, position], lastChecked));
}

const VENDORS = new Set(['vendor_page', 'vendor_archive', 'vendor_docs']);
const READ_SOMEWHERE = new Set([...VENDORS, 'transcript', 'mirror', 'third_party']);

function checkSource(document: YamlDocument, path: readonly (string | number)[], lastChecked: string): Issue[] {
  const entry = valueAt(document.data, path);
  if (!isMapping(entry)) return [];
  const { grade, url, retrieved, version_date: versionDate } = entry;
  const issues: Issue[] = [];
  const add = (code: string, severity: 'error' | 'warning', message: string, fix: string) =>
    issues.push({ code, severity, message, ...document.cite(path), fix });
  if (VENDORS.has(String(grade)) && !url)
    add(
      'terms/no-source-url',
      'error',
      `This says that the text was read at the vendor (${String(grade)}), and not where.`,
      'Add the `url` of the page, or give it a grade that is no vendor’s.',
    );
  if (READ_SOMEWHERE.has(String(grade)) && !retrieved && !versionDate)
    add(
      'terms/no-source-date',
      'warning',
      'This source has no date: neither the day it was seen nor the day of its text.',
      'Add `retrieved`, the day it was seen, or `version_date`, the day that the text bears.',
    );
  if (typeof retrieved === 'string' && retrieved > lastChecked)
    add(
      'terms/source-after-check',
      'error',
      `This source was seen on ${retrieved}, after the file was last compared with its sources (${lastChecked}).`,
      'Set `last_checked` to the day of the comparison.',
    );
  return issues;
}
