import type { Issue } from '../engine/records/issue.ts';
import type { YamlPath } from '../parsers/syntax/yaml.ts';
import type { BillPath } from './bill/bill-path.ts';
import { type FindOptions, type FoundFile, findFiles } from './find-files.ts';
import { type ReadText, readText } from './read-text.ts';
import type { CaseStatement } from './state-case.ts';

/** An input as a report names it. */
export interface InputFile {
  readonly label: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A case while its files are being read: every issue is kept, and every file that was opened. */
export interface OpenCase {
  readonly statement: CaseStatement;
  readonly issues: Issue[];
  readonly inputs: InputFile[];
  /** Paths of everything that was opened, by label: no output may be written over one of them. */
  readonly paths: Map<string, string>;
  /** How each bill is read, by label: it may be opened again for the lines behind a figure. */
  readonly bills: Map<string, BillPath>;
}

export function openCase(statement: CaseStatement): OpenCase {
  const open: OpenCase = { statement, issues: [], inputs: [], paths: new Map(), bills: new Map() };
  if (statement.caseFile)
    noteInput(open, { label: statement.caseFile.label, path: statement.caseFile.path }, statement.caseFile);
  return open;
}

export function noteInput(open: OpenCase, file: FoundFile, { label, sha256, bytes }: InputFile): void {
  open.paths.set(label, file.path);
  if (!open.inputs.some((input) => input.label === label && input.sha256 === sha256))
    open.inputs.push({ label, sha256, bytes });
}

/** The files of one entry of the case. `path` is where the entry stands, `['outages', 0, 'files']`. */
export function filesOf(
  open: OpenCase,
  entries: readonly string[],
  path: YamlPath,
  options?: FindOptions,
): FoundFile[] {
  const { folder, source } = open.statement;
  const found = entries.flatMap((entry, at) => {
    const { value, issues } = findFiles(folder, entry, source.cite(entries.length > 1 ? [...path, at] : path), options);
    open.issues.push(...issues);
    return value.map((file) => claimLabel(open, file));
  });
  return [...new Map(found.map((file) => [file.path, file])).values()];
}

// Two files of one name from two folders must not be taken for each other: the second is called by its folder as well.
function claimLabel(open: OpenCase, { label, path }: FoundFile): FoundFile {
  const folders = path.split(/[\\/]/).slice(0, -label.split('/').length);
  let unique = label;
  while ((open.paths.get(unique) ?? path) !== path && folders.length > 0) unique = `${folders.pop()}/${unique}`;
  open.paths.set(unique, path);
  return { label: unique, path };
}

/** The text of a file, or null where it cannot be read; the issues are kept either way. */
export function textOf(open: OpenCase, file: FoundFile, limit?: number): ReadText | null {
  const { value, issues } = readText(file, limit);
  open.issues.push(...issues);
  if (value) noteInput(open, file, value);
  return value;
}
