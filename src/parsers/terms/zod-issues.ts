import type { z } from 'zod';
import type { Issue } from '../../engine/records/issue.ts';
import type { YamlDocument } from '../syntax/yaml.ts';

export type Cite = YamlDocument['cite'];

type ZodIssue = z.core.$ZodIssue;

/** What zod found, as issues with their place in the file. Messages of the schema hold the fix in their second line. */
export function toIssues(problems: readonly ZodIssue[], cite: Cite): Issue[] {
  return problems.flatMap((problem) =>
    problem.code === 'unrecognized_keys' ? unknownFields(problem, cite) : [toIssue(problem, cite)],
  );
}

function unknownFields(problem: Extract<ZodIssue, { code: 'unrecognized_keys' }>, cite: Cite): Issue[] {
  const fixes = problem.message.split('\n');
  return problem.keys.map((key, position) => ({
    code: 'terms/unknown-field',
    severity: 'error',
    message: `There is no field "${shorten(key)}" here.`,
    ...cite([...problem.path, key], 'key'),
    fix: key.includes(' ') ? 'Put quotes around a text that holds a comma.' : fixes[position],
  }));
}

function toIssue(problem: ZodIssue, cite: Cite): Issue {
  const [message = '', fix] = problem.message.split('\n');
  const name = String(problem.path.findLast((segment) => typeof segment === 'string') ?? 'file');
  const isMissing = problem.input === undefined && typeof problem.path.at(-1) === 'string';
  if (isMissing && name === 'base') {
    return {
      code: 'terms/no-base',
      severity: 'error',
      message: 'This credit rule does not say what it is a share of: it has no `base`.',
      ...cite(problem.path),
      fix: 'Add `base` with its level, its basis and in words what the contract names: without it a percentage means nothing.',
    };
  }
  if (isMissing) {
    return {
      code: 'terms/missing-field',
      severity: 'error',
      message: `The field "${name}" is missing.`,
      ...cite(problem.path),
      fix: fix ?? `Add "${name}".`,
    };
  }
  return { code: codeOf(problem), severity: 'error', message: `${name}: ${message}`, ...cite(problem.path), fix };
}

function codeOf(problem: ZodIssue): string {
  if (problem.code === 'invalid_value')
    return problem.values.length === 2 && problem.values.includes('true') ? 'terms/wrong-type' : 'terms/unknown-word';
  if (problem.code === 'invalid_union' && 'discriminator' in problem) return 'terms/unknown-word';
  return problem.code === 'invalid_type' ? 'terms/wrong-type' : 'terms/wrong-value';
}

function shorten(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}
