import { readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Issue, Result } from '../engine/records/issue.ts';
import { didYouMean } from '../engine/values/nearest.ts';
import { isGlob, matchesGlob } from './glob.ts';

/** A file of the case. The label is what reports call it: relative to the case folder, the same on every machine. */
export interface FoundFile {
  readonly label: string;
  readonly path: string;
}

export interface FindOptions {
  /** A folder stands for the bills below it: exports come as folders of parts with their manifests. */
  readonly folders?: boolean;
}

const MOST_ENTRIES = 20_000;
/** What exports are written as; a folder also holds markers, checksums and notes. */
const BILL_FILE = /\.(csv|parquet|jsonl?|ndjson)(\.(gz|zst))?$|\.(gz|zst)$/i;

/**
 * The files that an entry of the case names, sorted by code point. A pattern is matched within the case folder and
 * does not follow links to folders.
 *
 * @param cite where the entry stands, for issues
 */
export function findFiles(
  folder: string,
  entry: string,
  cite: Pick<Issue, 'origin' | 'excerpt'>,
  { folders = false }: FindOptions = {},
): Result<readonly FoundFile[]> {
  if (folders && isFolder(resolve(folder, entry))) return findBelow(folder, entry, cite);
  if (!isGlob(entry)) return findOne(folder, entry, cite);
  if (isAbsolute(entry) || entry.split('/').includes('..')) {
    return refuse(
      'case/pattern-outside',
      `The pattern \`${entry}\` leaves the case folder.`,
      'Name files outside the case folder one by one.',
      cite,
    );
  }
  const paths = listFolder(folder);
  if (paths === null) {
    return refuse(
      'case/too-many-files',
      `The case folder holds more than ${MOST_ENTRIES} files.`,
      'Put the case in a folder of its own, or name its files one by one.',
      cite,
    );
  }
  const found = paths.filter((path) => matchesGlob(entry.replace(/^\.\//, ''), path));
  if (found.length > 0) return { value: found.map((label) => ({ label, path: join(folder, label) })), issues: [] };
  return refuse(
    'case/no-match',
    `No file matches \`${entry}\`.`,
    didYouMean(entry, paths) || 'Check the pattern. In a case file, it counts from the folder of that file.',
    cite,
  );
}

function isFolder(path: string): boolean {
  const state = stateOf(path);
  return typeof state !== 'string' && state.isDirectory();
}

function findBelow(
  folder: string,
  entry: string,
  cite: Pick<Issue, 'origin' | 'excerpt'>,
): Result<readonly FoundFile[]> {
  const top = entry.replaceAll('\\', '/').replace(/\/+$/, '');
  const paths = listFolder(resolve(folder, entry));
  if (paths === null) {
    return refuse(
      'case/too-many-files',
      `The folder \`${entry}\` holds more than ${MOST_ENTRIES} files.`,
      'Name the folder of one month.',
      cite,
    );
  }
  const found = paths.filter((path) => BILL_FILE.test(path) && !/(^|\/)[._]/.test(path));
  if (found.length > 0) {
    const label = isAbsolute(entry) ? labelOf(folder, top) : top.replace(/^(\.\/)+/, '');
    return {
      value: found.map((path) => ({ label: `${label}/${path}`, path: join(resolve(folder, entry), path) })),
      issues: [],
    };
  }
  return refuse(
    'case/no-match',
    `The folder \`${entry}\` holds no CSV, Parquet or JSON file.`,
    'Name the folder that the export was downloaded to.',
    cite,
  );
}

function findOne(folder: string, entry: string, cite: Pick<Issue, 'origin' | 'excerpt'>): Result<readonly FoundFile[]> {
  const path = resolve(folder, entry);
  const file = { label: labelOf(folder, entry), path };
  const state = stateOf(path);
  if (state === 'missing') {
    const close = didYouMean(basename(entry), siblings(path));
    return refuse(
      'case/file-missing',
      `There is no file \`${entry}\`.`,
      close || 'Check the path. In a case file, paths count from the folder of that file.',
      cite,
    );
  }
  if (state === 'unreadable')
    return refuse('case/file-unreadable', `The file \`${entry}\` cannot be opened.`, 'Check its permissions.', cite);
  if (!state.isFile()) {
    const fix = state.isDirectory()
      ? `Name the files in it: \`${entry.replace(/\/$/, '')}/*.csv\`.`
      : 'Copy its content into a file.';
    return refuse('case/not-a-file', `\`${entry}\` is not a file.`, fix, cite);
  }
  if (state.size === 0)
    return refuse('case/file-empty', `The file \`${entry}\` is empty.`, 'Export it again, or leave it out.', cite);
  return { value: [file], issues: [] };
}

/** Like the entry as written where it is relative, else relative to the case folder where it lies below it. */
function labelOf(folder: string, entry: string): string {
  if (!isAbsolute(entry)) return entry.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const path = relative(folder, entry).replaceAll('\\', '/');
  return path.startsWith('../') ? basename(entry) : path;
}

function stateOf(path: string): Stats | 'missing' | 'unreadable' {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'missing' : 'unreadable';
  }
}

function siblings(path: string): string[] {
  try {
    return readdirSync(dirname(path));
  } catch {
    return [];
  }
}

/** Every file below the folder as `a/b.csv`, sorted by code point; null where there are too many. */
function listFolder(folder: string): string[] | null {
  const files: string[] = [];
  const open = [''];
  let seen = 0;
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      seen += 1;
      if (seen > MOST_ENTRIES) return null;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
    }
  }
  return files.sort();
}

function refuse(
  code: string,
  message: string,
  fix: string,
  cite: Pick<Issue, 'origin' | 'excerpt'>,
): Result<readonly FoundFile[]> {
  return { value: [], issues: [{ code, severity: 'error', message, ...cite, fix }] };
}
