import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Issue } from '../engine/records/issue.ts';

/** Why the file could not be written, or nothing if it is there, whole. */
export type Refusal = Issue | null;

/**
 * Whether a report may be written here, asked before any work is done.
 *
 * @param inputs paths of the files that the report is made from: none of them is ever written over
 */
export function checkOutput(
  path: string,
  options: { readonly force: boolean; readonly inputs: readonly string[] },
): Refusal {
  const folder = look(dirname(resolve(path)));
  if (!folder?.isDirectory())
    return refuse('case/output-folder', `There is no folder \`${dirname(path)}\`.`, 'Create it first.', path);
  const there = look(path);
  if (!there) return null;
  if (there.isDirectory()) return refuse('case/output-is-folder', `\`${path}\` is a folder.`, 'Name a file.', path);
  const input = options.inputs.some((each) => {
    const state = look(each);
    return state !== null && state.ino === there.ino && state.dev === there.dev;
  });
  if (input)
    return refuse('case/output-is-input', `\`${path}\` is an input of the case.`, 'Choose another name.', path);
  if (!options.force)
    return refuse(
      'case/output-exists',
      `\`${path}\` exists already.`,
      'Add --force to replace it, or choose another name.',
      path,
    );
  return null;
}

/**
 * Writes the file whole or not at all: a temporary file in the same folder is written, forced to disk and renamed.
 * Killed at any moment, the old file or the new one is there. All of it is one synchronous go, so that a signal finds
 * no half-written state.
 */
export function writeOutput(path: string, text: string, options: { readonly force: boolean }): Refusal {
  const temporary = join(dirname(resolve(path)), `${temporaryPrefix(path)}${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(temporary, 'wx', 0o666);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (options.force) renameSync(temporary, path);
    else publishNew(temporary, path);
    syncFolder(dirname(resolve(path)));
    return null;
  } catch (error) {
    remove(temporary);
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      return refuse(
        'case/output-exists',
        `\`${path}\` exists already.`,
        'Add --force to replace it, or choose another name.',
        path,
      );
    if (code === '') throw error;
    return refuse(
      'case/output-failed',
      `\`${path}\` could not be written: ${message.split(',')[0]}.`,
      'Check the free space and the permissions of the folder.',
      path,
    );
  }
}

/** Temporary files that an earlier run left behind when it was killed. They are named, never deleted. */
export function leftovers(path: string): string[] {
  try {
    const folder = dirname(resolve(path));
    const prefix = temporaryPrefix(path);
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix) && name.endsWith('.tmp'))
      .sort();
  } catch {
    return [];
  }
}

// A link fails where the name is taken, even by someone who came between the check and now; a rename would replace it.
function publishNew(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw error;
    renameSync(temporary, path);
    return;
  }
  unlinkSync(temporary);
}

function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows and some network disks cannot force a folder to disk; the file itself is there.
  }
}

function temporaryPrefix(path: string): string {
  return `.${basename(path)}.`;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or is already renamed.
  }
}

function look(path: string) {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function refuse(code: string, message: string, fix: string, path: string): Issue {
  return { code, severity: 'error', message, origin: { file: path }, fix };
}
