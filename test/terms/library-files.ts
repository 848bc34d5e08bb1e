import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Families } from '../../src/parsers/terms/inherit.ts';

const FAMILY = '_family.yaml';

function yamlFiles(): string[] {
  return readdirSync('src/terms', { recursive: true })
    .map((name) => `src/terms/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

/** Every terms file of the library, as paths from the repository's root. */
export function libraryFiles(): string[] {
  return yamlFiles().filter((name) => !name.endsWith(FAMILY));
}

/** What the documents of a vendor have in common: a file for each vendor that has one. */
export function familyFiles(): string[] {
  return yamlFiles().filter((name) => name.endsWith(FAMILY));
}

export const families: Families = (vendor) => {
  const label = `src/terms/${vendor}/${FAMILY}`;
  return existsSync(label) ? { label, text: readFileSync(label, 'utf8') } : null;
};
