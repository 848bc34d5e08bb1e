import { z } from 'zod';
import type { Issue, Result } from '../../engine/records/issue.ts';
import { didYouMean } from '../../engine/values/nearest.ts';
import { readYaml, type YamlDocument, type YamlPath, type YamlValue } from '../syntax/yaml.ts';

/** A small YAML file of the user beside the bills, checked: what it says, and where each part of it stands. */
export interface StatedYaml<T> {
  readonly data: T;
  readonly cite: YamlDocument['cite'];
}

/** Reads such a file against its schema. Every problem is reported with its place, not just the first. */
export function readStatedYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Result<StatedYaml<z.output<S>> | null> {
  const yaml = readYaml(text, { file, room: 'case' });
  if (!yaml.value) return { value: null, issues: yaml.issues };
  const { cite } = yaml.value;
  const checked = schema.safeParse(withoutBlanks(yaml.value.data), { reportInput: true });
  if (checked.success) return { value: { data: checked.data, cite }, issues: [] };
  return { value: null, issues: checked.error.issues.flatMap((problem) => describe(problem, schema, cite)) };
}

/** A problem that the schema does not see, as an error at its place. */
export function problemAt(
  { cite }: Pick<StatedYaml<unknown>, 'cite'>,
  path: YamlPath,
  message: string,
  fix: string,
): Issue {
  return { code: 'billing/bad-field', severity: 'error', message, ...cite(path), fix };
}

function describe(problem: z.core.$ZodIssue, schema: z.ZodType, cite: YamlDocument['cite']): Issue[] {
  const { path } = problem;
  if (problem.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, path);
    return problem.keys.map((key) => ({
      code: 'billing/unknown-field',
      severity: 'error',
      message: `There is no field \`${key}\` here.`,
      ...cite([...path, key], 'key'),
      fix: didYouMean(key, known) || `Known: ${known.join(', ')}.`,
    }));
  }
  if (problem.input === undefined && typeof path.at(-1) === 'string') {
    return [
      {
        code: 'billing/missing-field',
        severity: 'error',
        message: `The field \`${nameOf(path)}\` is missing.`,
        ...cite(path),
        fix: 'Add it.',
      },
    ];
  }
  const message = `\`${nameOf(path)}\` ${reasonOf(problem)}.`;
  return [{ code: 'billing/bad-field', severity: 'error', message, ...cite(path) }];
}

function reasonOf(problem: z.core.$ZodIssue): string {
  if (problem.code === 'invalid_value') return `must be ${problem.values.map(String).join(' or ')}`;
  if (problem.code !== 'invalid_type') return problem.message;
  const kinds: Readonly<Record<string, string>> = { string: 'a text', array: 'a list' };
  return `must be ${kinds[problem.expected] ?? 'a mapping'}`;
}

function nameOf(path: YamlPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** The fields that a mapping at this path may have. */
function fieldsAt(schema: z.ZodType, path: YamlPath): string[] {
  interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly items?: Node;
  }
  let at: Node | undefined = z.toJSONSchema(schema, { io: 'input' }) as Node;
  for (const part of path) at = typeof part === 'number' ? at?.items : at?.properties?.[String(part)];
  return Object.keys(at?.properties ?? {}).sort();
}

/** A field without a value is a field that is not there. */
function withoutBlanks(data: YamlValue): unknown {
  if (Array.isArray(data)) return data.map(withoutBlanks);
  if (data === null || typeof data !== 'object') return data;
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(data)) if (value !== null) kept[key] = withoutBlanks(value);
  return kept;
}
