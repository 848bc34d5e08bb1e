import type { Result } from '../engine/records/issue.ts';
import type { BillingFormat } from '../parsers/billing/format.ts';
import { parseMapping } from '../parsers/billing/mapping-file/parse.ts';
import { findFiles } from './find-files.ts';
import { readText, TEXT_LIMITS } from './read-text.ts';

/** The mapping file that a command names, as a billing format; null with issues where it cannot be used. */
export function readMapping(folder: string, name: string): Result<BillingFormat | null> {
  const found = findFiles(folder, name, { origin: { file: 'command line' }, excerpt: `--columns ${name}` });
  const [file] = found.value;
  if (!file) return { value: null, issues: found.issues };
  const { value: text, issues } = readText(file, TEXT_LIMITS.yaml);
  return text ? parseMapping(text.text, text.label) : { value: null, issues };
}
