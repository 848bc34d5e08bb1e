import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Issue, Result } from '../engine/records/issue.ts';
import type { FoundFile } from './find-files.ts';

/** A file as text, with what identifies its bytes. */
export interface ReadText {
  readonly label: string;
  readonly text: string;
  /** Of the bytes on disk, before anything was unpacked. */
  readonly sha256: string;
  readonly bytes: number;
}

export const TEXT_LIMITS = { log: 256 * 1024 * 1024, yaml: 1024 * 1024 } as const;

/**
 * Reads a log or a contract: UTF-8 or UTF-16, with or without a byte order mark, plain or gzipped. What a file is, its
 * first bytes decide, not its name.
 */
export function readText(file: FoundFile, limit: number = TEXT_LIMITS.log): Result<ReadText | null> {
  const refuse = (code: string, message: string, fix: string): Result<null> => ({
    value: null,
    issues: [{ code, severity: 'error', message, origin: { file: file.label }, fix }],
  });
  const packed = readBytes(file.path, limit);
  if (packed === 'too-large')
    return refuse('case/file-too-large', `The file is larger than ${inMiB(limit)}.`, 'Cut it to the days of the case.');
  if (packed === 'unreadable')
    return refuse('case/file-unreadable', 'The file cannot be read.', 'Check its permissions.');
  if (packed.length === 0) return refuse('case/file-empty', 'The file is empty.', 'Export it again, or leave it out.');

  const bytes = unpack(packed, limit);
  if (bytes === 'damaged')
    return refuse('case/gzip-damaged', 'The gzip file is cut short or damaged.', 'Copy or download it again.');
  if (bytes === 'too-large')
    return refuse(
      'case/file-too-large',
      `The file unpacks to more than ${inMiB(limit)}.`,
      'Cut it to the days of the case.',
    );
  const decoded = decode(bytes);
  if (decoded === null)
    return refuse('case/not-text', 'The file is not text.', 'Check that this is the file you meant.');
  return {
    value: {
      label: file.label,
      text: decoded,
      sha256: createHash('sha256').update(packed).digest('hex'),
      bytes: packed.length,
    },
    issues: brokenCharacters(file.label, decoded, bytes),
  };
}

function readBytes(path: string, limit: number): Buffer | 'too-large' | 'unreadable' {
  try {
    return statSync(path).size > limit ? 'too-large' : readFileSync(path);
  } catch {
    return 'unreadable';
  }
}

function unpack(bytes: Buffer, limit: number): Buffer | 'damaged' | 'too-large' {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged';
  }
}

const UTF8_MARK = '\uFEFF';
const LOOKED_AT = 8192;

/** `null` where the bytes are no text. Bytes that are no UTF-8 become U+FFFD. */
export function decode(bytes: Buffer): string | null {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return null;
  const text = bytes.toString('utf8');
  return text.startsWith(UTF8_MARK) ? text.slice(1) : text;
}

/** UTF-16, by its mark or by the zero bytes between plain letters (what PowerShell writes). */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 64);
  if (head.length < 8) return null;
  const zeros = (from: number) =>
    head.filter((byte, at) => at % 2 === from && byte === 0).length * 2 >= head.length - 1;
  if (zeros(1) && !zeros(0)) return 'utf-16le';
  return zeros(0) && !zeros(1) ? 'utf-16be' : null;
}

/** Bytes that are no UTF-8 are shown as U+FFFD; a person should know where the first one stood. */
function brokenCharacters(label: string, text: string, bytes: Buffer): Issue[] {
  const at = text.indexOf('\uFFFD');
  if (at < 0 || bytes.includes('\uFFFD')) return [];
  const before = text.slice(0, at);
  return [
    {
      code: 'case/not-utf8',
      severity: 'warning',
      message: 'The file holds bytes that are not UTF-8 text; they were replaced.',
      origin: { file: label, line: before.split('\n').length, column: at - before.lastIndexOf('\n') },
      fix: 'Save the file as UTF-8.',
    },
  ];
}

function inMiB(bytes: number): string {
  return `${bytes / (1024 * 1024)} MiB`;
}
