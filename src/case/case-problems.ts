import type { z } from 'zod';
import type { Issue } from '../engine/records/issue.ts';
import { didYouMean } from '../engine/values/nearest.ts';
import type { YamlDocument, YamlPath } from '../parsers/syntax/yaml.ts';

/** A case as it was written, by file or by flags, and where each of its parts stands. */
export type CaseSource = Pick<YamlDocument, 'file' | 'data' | 'cite'>;

type Problem = z.core.$ZodIssue;

/** What the schema found, as issues: one for each field, with its place. */
export function toIssues(
  problems: readonly Problem[],
  source: CaseSource,
  knownKeys: (path: YamlPath) => readonly string[],
): Issue[] {
  return problems.flatMap((problem) => describe(problem, [], source, knownKeys));
}

function describe(
  problem: Problem,
  above: YamlPath,
  source: CaseSource,
  knownKeys: (path: YamlPath) => readonly string[],
): Issue[] {
  const path = [...above, ...problem.path];
  const name = path.length === 0 ? 'The case' : `\`${fieldName(path)}\``;
  if (problem.code === 'unrecognized_keys') {
    return problem.keys.map((key) => ({
      code: 'case/unknown-key',
      severity: 'error',
      message: `There is no field \`${key}\` in ${path.length === 0 ? 'a case file' : name}.`,
      ...source.cite([...path, key], 'key'),
      fix: didYouMean(key, knownKeys(path)) || `Known fields: ${knownKeys(path).join(', ')}.`,
    }));
  }
  if (problem.code === 'invalid_union') {
    return meantBranch(problem.errors).flatMap((inner) => describe(inner, path, source, knownKeys));
  }
  if ((problem.code === 'invalid_type' || problem.code === 'invalid_value') && isMissing(source, path)) {
    return [
      {
        code: 'case/missing-field',
        severity: 'error',
        message: `${name} is missing.`,
        ...source.cite(path),
        fix: 'Add it.',
      },
    ];
  }
  return [{ code: 'case/bad-value', severity: 'error', message: `${name} ${reason(problem)}.`, ...source.cite(path) }];
}

function reason(problem: Problem): string {
  if (problem.code === 'invalid_type') return `must be ${KINDS[problem.expected] ?? problem.expected}`;
  if (problem.code === 'invalid_value') return `must be ${problem.values.map(String).join(' or ')}`;
  return problem.message;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Of the forms a field may have, the one whose outer shape fits: its complaints are about what was written. */
function meantBranch(branches: readonly (readonly Problem[])[]): readonly Problem[] {
  const fits = branches.find((problems) =>
    problems.every((problem) => problem.path.length > 0 || problem.code !== 'invalid_type'),
  );
  return fits ?? branches[0] ?? [];
}

function isMissing(source: CaseSource, path: YamlPath): boolean {
  let at: unknown = source.data;
  for (const segment of path) {
    if (at === null || typeof at !== 'object') return false;
    at = (at as Record<PropertyKey, unknown>)[segment];
  }
  return at === undefined || at === null;
}

/** `contracts[0].terms` */
function fieldName(path: YamlPath): string {
  return path
    .map((segment, at) => (typeof segment === 'number' ? `[${segment}]` : `${at > 0 ? '.' : ''}${String(segment)}`))
    .join('');
}
