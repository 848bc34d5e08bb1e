import { z } from 'zod';
import type { Issue, Result } from '../engine/records/issue.ts';
import { readYaml, type YamlPath, type YamlValue } from '../parsers/syntax/yaml.ts';
import { type CaseSource, toIssues } from './case-problems.ts';
import { type CaseFile, caseSchema } from './case-schema.ts';
import { checkLosses } from './check-losses.ts';
import { statedPrices } from './stated-prices.ts';

/** A case that was read, and where each of its fields stands, for issues found later. */
export interface StatedCase {
  readonly file: CaseFile;
  readonly source: CaseSource;
}

/** Reads `makewhole.yaml`. Every problem is reported, not just the first. */
export function readCaseFile(text: string, label: string): Result<StatedCase | null> {
  const yaml = readYaml(text, { file: label, room: 'case' });
  return yaml.value ? checkCase(yaml.value) : { value: null, issues: yaml.issues };
}

/** Checks a stated case, from a file or from flags, against the schema. */
export function checkCase(source: CaseSource): Result<StatedCase | null> {
  const checked = caseSchema.safeParse(withoutBlanks(source.data), { reportInput: true });
  if (!checked.success) return { value: null, issues: toIssues(checked.error.issues, source, knownKeys) };
  const issues = crossCheck(checked.data, source);
  return { value: issues.some((issue) => issue.severity === 'error') ? null : { file: checked.data, source }, issues };
}

/** The schema for editors, as published in schemas/. */
export function caseJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(caseSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'makewhole-case-1.schema.json',
    title: 'makewhole case file, version 1',
    description:
      'The question put to makewhole: which bills, outages, contracts and training runs, and as of which date. See docs/case-file.md.',
    ...schema,
  };
}

function crossCheck(file: CaseFile, source: CaseSource): Issue[] {
  const issues: Issue[] = [];
  const report = (code: string, message: string, path: YamlPath, fix: string) =>
    issues.push({ code, severity: 'error', message, ...source.cite(path), fix });

  for (const [c, contract] of file.contracts.entries()) {
    for (const [e, { begin, end }] of (contract.exclusions ?? []).entries()) {
      if (end > begin) continue;
      report(
        'case/end-before-start',
        'The exclusion ends before it begins.',
        ['contracts', c, 'exclusions', e, 'end'],
        'Correct `begin` or `end`.',
      );
    }
  }
  const runs = new Set<string>();
  for (const [t, { run }] of file.training.entries()) {
    if (runs.has(run)) {
      report(
        'case/duplicate-run',
        `The run \`${run}\` is described twice.`,
        ['training', t, 'run'],
        'Put all its log files under one entry: `files: [a.log, b.log]`.',
      );
    }
    runs.add(run);
  }
  for (const path of file.currency && file.currency !== 'USD' ? statedPrices(file) : []) {
    report(
      'case/price-currency',
      `The price is stated in USD and the case is in ${file.currency}.`,
      path,
      'Use `price: from-bill`, or a case in USD.',
    );
  }
  checkLosses(file, report);
  return issues;
}

/** The fields that a mapping at this path may have. */
function knownKeys(path: YamlPath): string[] {
  let at: unknown = z.toJSONSchema(caseSchema, { io: 'input' });
  for (const segment of path) {
    const node = mapping(at);
    at =
      typeof segment === 'number' ? node?.items : (node?.properties?.[String(segment)] ?? node?.additionalProperties);
  }
  return Object.keys(mapping(at)?.properties ?? {}).sort();
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly anyOf?: readonly unknown[];
}

function mapping(node: unknown): SchemaNode | undefined {
  const schema = node as SchemaNode | undefined;
  return schema?.anyOf ? (schema.anyOf as SchemaNode[]).find((branch) => branch.properties) : schema;
}

/** A field without a value (`billing:`) is a field that is not there. */
function withoutBlanks(data: YamlValue): unknown {
  if (Array.isArray(data)) return data.map(withoutBlanks);
  if (data === null || typeof data !== 'object') return data;
  const kept: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(data)) if (value !== null) kept[key] = withoutBlanks(value);
  return kept;
}
