import type { Issue } from '../../../engine/records/issue.ts';
import { readYaml, type YamlDocument } from '../../../parsers/syntax/yaml.ts';
import type { Families } from '../../../parsers/terms/inherit.ts';
import { parseTerms, type TermsText } from '../../../parsers/terms/parse.ts';
import { familyFile } from '../../../parsers/terms/schema/family.ts';
import { toIssues } from '../../../parsers/terms/zod-issues.ts';
import { deadlines } from './deadlines.ts';
import { examples } from './examples.ts';
import { checkDay, freshness } from './freshness.ts';
import type { VerifyOptions } from './rule.ts';
import { checkSources, sources } from './sources.ts';
import { weakFigures } from './weak-figures.ts';

const RULES = [freshness, sources, deadlines, examples, weakFigures];

/** What is wrong with one file, and how much it holds. */
export interface VerifiedTerms {
  /** Null where the file could not be read, or is a family. */
  readonly id: string | null;
  readonly editions: number;
  readonly promises: number;
  readonly findings: readonly Issue[];
}

/** Everything that can be said of a terms file, or of a family, without its sources at hand. */
export function verifyFile(text: TermsText, families: Families, options: VerifyOptions): VerifiedTerms {
  const read = readYaml(text.text, { file: text.label, room: 'terms' });
  const document = read.value;
  if (!document) return nothing(read.issues);
  if (isFamily(document)) return nothing(verifyFamily(document, options));
  const { value: terms, issues } = parseTerms(text, [], families);
  if (!terms) return nothing(issues);
  return {
    id: terms.id,
    editions: terms.versions.length,
    promises: terms.versions.reduce((sum, { commitments }) => sum + commitments.length, 0),
    findings: [...issues, ...RULES.flatMap((rule) => rule({ terms, document }, options))],
  };
}

function nothing(findings: readonly Issue[]): VerifiedTerms {
  return { id: null, editions: 0, promises: 0, findings };
}

function isFamily({ data }: YamlDocument): boolean {
  return typeof data === 'object' && data !== null && 'schema' in data && data.schema === 'sla-family/1';
}

function verifyFamily(document: YamlDocument, options: VerifyOptions): Issue[] {
  const parsed = familyFile.safeParse(document.data, { reportInput: true });
  if (!parsed.success) return toIssues(parsed.error.issues, document.cite);
  const { last_checked: lastChecked } = parsed.data;
  return [...checkDay(lastChecked, document, options), ...checkSources(document, ['evidence'], lastChecked)];
}
