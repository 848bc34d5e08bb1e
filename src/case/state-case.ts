import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Issue, Result } from '../engine/records/issue.ts';
import { readYaml } from '../parsers/syntax/yaml.ts';
import { checkCase, type StatedCase } from './case-file.ts';
import { type CaseFlags, settle, sourceFromFlags, statingFlags } from './case-flags.ts';
import { findFiles } from './find-files.ts';
import { packageRoot } from './package-root.ts';
import { type ReadText, readText, TEXT_LIMITS } from './read-text.ts';

const CASE_FILE = 'makewhole.yaml';

export interface Stated extends Result<CaseStatement | null> {
  /** Where the case file lies, by its label. */
  readonly paths: ReadonlyMap<string, string>;
}

/** A case before its files are opened: what is stated, from which folder its paths count, and the case file itself. */
export interface CaseStatement extends StatedCase {
  readonly folder: string;
  readonly caseFile: (ReadText & { readonly path: string }) | null;
}

/**
 * The case that the command line names: a case file, a folder that holds one, a case that comes with makewhole, or
 * flags alone. Without either, the case file of the current folder.
 */
export function stateCase(named: string | undefined, flags: CaseFlags, cwd: string): Stated {
  const stating = statingFlags(flags);
  if (named === undefined && stating.length > 0) return fromFlags(flags, cwd);
  if (stating.length > 0) {
    return refuse(
      'case/case-and-flags',
      `${stating.join(', ')} cannot stand beside a case file.`,
      `Add it to the case file \`${named}\`, or leave the case file out.`,
    );
  }
  const path = locateCase(named, cwd);
  if (path !== null) return fromFile(path, flags);
  return named === undefined
    ? refuse(
        'case/no-case',
        `There is no \`${CASE_FILE}\` in this folder.`,
        'Name a case file, or state the case with flags: makewhole report --help.',
      )
    : findCaseProblem(named, cwd);
}

function fromFlags(flags: CaseFlags, folder: string): Stated {
  const source = sourceFromFlags(flags);
  if (source.issues.length > 0) return { value: null, issues: source.issues, paths: NONE };
  const checked = checkCase(source.value);
  return { value: checked.value && { ...checked.value, folder, caseFile: null }, issues: checked.issues, paths: NONE };
}

function fromFile(path: string, flags: CaseFlags): Stated {
  const paths = new Map([[basename(path), path]]);
  const text = readText({ label: basename(path), path }, TEXT_LIMITS.yaml);
  if (!text.value) return { value: null, issues: text.issues, paths };
  const yaml = readYaml(text.value.text, { file: basename(path), room: 'case' });
  if (!yaml.value) return { value: null, issues: [...text.issues, ...yaml.issues], paths };
  const source = settle(yaml.value, flags);
  const checked = checkCase(source.value);
  const issues = [...text.issues, ...source.issues, ...checked.issues];
  const refused = issues.some((issue) => issue.severity === 'error');
  return {
    value:
      refused || !checked.value ? null : { ...checked.value, folder: dirname(path), caseFile: { ...text.value, path } },
    issues,
    paths,
  };
}

/** The path of the case file, or null. A name that is nothing here may be a case of the package's own `fixtures/`. */
function locateCase(named: string | undefined, cwd: string): string | null {
  const here = resolve(cwd, named ?? '.');
  const bundled =
    named !== undefined && /^[a-z0-9-]{1,64}$/.test(named) ? [join(packageRoot(), 'fixtures', named)] : [];
  for (const place of [here, ...bundled]) {
    if (!existsSync(place)) continue;
    if (!statSync(place).isDirectory()) return place;
    if (existsSync(join(place, CASE_FILE))) return join(place, CASE_FILE);
  }
  return null;
}

function findCaseProblem(named: string, cwd: string): Stated {
  if (existsSync(resolve(cwd, named))) {
    return refuse(
      'case/no-case',
      `There is no \`${CASE_FILE}\` in \`${named}\`.`,
      'Name the case file itself, or the folder that holds it.',
    );
  }
  return {
    value: null,
    issues: findFiles(cwd, named, { origin: { file: 'command line' }, excerpt: named }).issues,
    paths: NONE,
  };
}

const NONE: ReadonlyMap<string, string> = new Map();

function refuse(code: string, message: string, fix: string): Stated {
  const issue: Issue = { code, severity: 'error', message, origin: { file: 'command line' }, fix };
  return { value: null, issues: [issue], paths: NONE };
}
