import { existsSync, readFileSync } from 'node:fs';
import type { Terms } from '../../../src/engine/records/terms.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';

const textAt = (path: string) => ({ label: path, text: readFileSync(path, 'utf8') });

/** A terms file, with the families of the library. */
export function readTermsAt(path: string): Terms {
  const { value, issues } = parseTerms(textAt(path), [], (vendor) => {
    const family = `src/terms/${vendor}/_family.yaml`;
    return existsSync(family) ? textAt(family) : null;
  });
  if (!value) throw new Error(`${path}: ${JSON.stringify(issues[0])}`);
  return value;
}
