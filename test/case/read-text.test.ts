import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readText } from '../../src/case/read-text.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'makewhole-text-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(bytes: Buffer | string, limit?: number) {
  const path = join(folder, 'log.txt');
  writeFileSync(path, bytes);
  return readText({ label: 'log.txt', path }, limit);
}

const TEXT = 'ts,target,ok\n2025-10-20T07:00:00Z,gpü,1\n';
const wide = (mark: string) => Buffer.from(mark + TEXT, 'utf16le');

test.each([
  ['plain UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 little end with a mark', wide('\uFEFF')],
  ['UTF-16 big end with a mark', wide('\uFEFF').swap16()],
  ['UTF-16 little end without a mark', wide('')],
  ['UTF-16 big end without a mark', wide('').swap16()],
  ['gzip', gzipSync(TEXT)],
  ['gzip of UTF-16', gzipSync(wide('\uFEFF'))],
])('%s reads as the same text', (_, bytes) => {
  const { value, issues } = read(bytes);
  expect(issues).toEqual([]);
  expect(value?.text).toBe(TEXT);
});

test('the hash and the size are those of the bytes on disk', () => {
  const bytes = gzipSync(TEXT);
  expect(read(bytes).value).toMatchObject({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  });
});

test('every cut of a gzip file is refused, never read in part', () => {
  const bytes = gzipSync(TEXT);
  for (let length = 2; length < bytes.length; length += 1) {
    const { value, issues } = read(bytes.subarray(0, length));
    expect(value).toBeNull();
    expect(issues[0]?.code).toBe('case/gzip-damaged');
  }
});

test('a gzip file with a wrong checksum is refused', () => {
  const bytes = gzipSync(TEXT);
  bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 1;
  expect(read(bytes).issues[0]?.code).toBe('case/gzip-damaged');
});

test.each([
  ['an empty file', Buffer.alloc(0), 'case/file-empty'],
  ['a binary file', Buffer.from([0x50, 0x41, 0x52, 0x31, 0, 0, 0, 1, 2, 0, 9, 9]), 'case/not-text'],
  ['a file over the limit', Buffer.alloc(2000, 'a'), 'case/file-too-large'],
  ['a bomb', gzipSync(Buffer.alloc(100_000, 'a')), 'case/file-too-large'],
])('%s is refused', (_, bytes, code) => {
  const { value, issues } = read(bytes, 1000);
  expect(value).toBeNull();
  expect(issues[0]).toMatchObject({ code, severity: 'error', origin: { file: 'log.txt' } });
});

test('a byte that is no UTF-8 is replaced, and its place is said', () => {
  const { value, issues } = read(Buffer.concat([Buffer.from('a\nbc'), Buffer.from([0xff]), Buffer.from('d\n')]));
  expect(value?.text).toBe('a\nbc\uFFFDd\n');
  expect(issues[0]).toMatchObject({
    code: 'case/not-utf8',
    severity: 'warning',
    origin: { file: 'log.txt', line: 2, column: 3 },
  });
});
