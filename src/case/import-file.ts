import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import type { Issue, Result } from '../engine/records/issue.ts';
import { formatDay, type Instant } from '../engine/values/instant.ts';
import { decodeWindows1252 } from '../parsers/syntax/windows-1252.ts';
import type { Inflate } from '../parsers/terms/prose/containers/inflate.ts';
import { PROSE_LIMITS } from '../parsers/terms/prose/document.ts';
import type { StatedByUser } from '../parsers/terms/prose/draft.ts';
import { type ImportedTerms, importTerms } from '../parsers/terms/prose/import.ts';
import { decode } from './read-text.ts';

export interface ImportedFile extends ImportedTerms {
  readonly label: string;
  readonly path: string;
  readonly sha256: string;
}

/** Reads an SLA from disk into a draft of its terms. */
export function importFile(
  named: string,
  cwd: string,
  now: Instant,
  stated: StatedByUser,
): Result<ImportedFile | null> {
  if (stated.id !== undefined && !/^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/.test(stated.id))
    return { value: null, issues: [wrongId(stated.id)] };
  const path = resolve(cwd, named);
  const label = basename(path);
  const bytes = readBytes(path, named);
  if (!Buffer.isBuffer(bytes)) return { value: null, issues: [bytes] };
  const { text, issues: encoding } = decodeProse(bytes, label);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const source = { sha256, today: formatDay(now) };
  const { value, issues } = importTerms({ label, bytes, text }, { inflate, source, stated });
  // What is a PDF is not asked for its encoding.
  const told = value?.container === 'pdf' || value?.container === 'docx' ? issues : [...encoding, ...issues];
  return { value: value && { ...value, label, path, sha256 }, issues: told };
}

function wrongId(id: string): Issue {
  return {
    code: 'terms/wrong-value',
    severity: 'error',
    message: 'Expected an id of the form vendor/service.',
    origin: { file: 'command line' },
    excerpt: `--id ${id}`,
    fix: 'Write it like `aws/ec2`: lower-case letters, digits and "-".',
  };
}

function readBytes(path: string, named: string): Buffer | Issue {
  const refuse = (code: string, message: string, fix: string): Issue => ({
    code,
    severity: 'error',
    message,
    origin: { file: named },
    fix,
  });
  const state = statSync(path, { throwIfNoEntry: false });
  if (!state) return refuse('case/file-missing', 'There is no file at this path.', 'Check the path.');
  if (!state.isFile())
    return refuse('case/not-a-file', 'This is not a file.', 'Name the file that holds the contract.');
  if (state.size > PROSE_LIMITS.bytes)
    return refuse(
      'terms/import-too-large',
      'The file is larger than a contract: over 16 MiB, or over 2 million characters of text.',
      'Give the SLA alone: the pages or the exhibit that hold it.',
    );
  try {
    return readFileSync(path);
  } catch {
    return refuse('case/file-unreadable', 'The file cannot be read.', 'Check its permissions.');
  }
}

/** Pages that are no UTF-8 are what Windows wrote: its dashes and quotes carry meaning in tables. */
function decodeProse(
  bytes: Buffer,
  label: string,
): { readonly text: string | null; readonly issues: readonly Issue[] } {
  const text = decode(bytes);
  if (text === null || !text.includes('\uFFFD') || bytes.includes('\uFFFD')) return { text, issues: [] };
  return {
    text: decodeWindows1252(bytes),
    issues: [
      {
        code: 'terms/import-not-utf8',
        severity: 'warning',
        message: 'The file is not UTF-8; it was read as Windows-1252.',
        origin: { file: label },
        fix: 'Save it as UTF-8, or compare its dashes and quotes with the page.',
      },
    ],
  };
}

const inflate: Inflate = {
  raw: (bytes, most) => orNull(() => inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) })),
  zlib: (bytes, most) =>
    orNull(() => inflateSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH })),
};

function orNull(unpack: () => Uint8Array): Uint8Array | null {
  try {
    return unpack();
  } catch {
    return null;
  }
}
