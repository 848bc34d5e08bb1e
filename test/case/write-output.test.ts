import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkOutput, leftovers, writeOutput } from '../../src/case/write-output.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'makewhole-out-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

test('a new file is written whole, and nothing else is left in the folder', () => {
  expect(writeOutput(at('r.md'), 'report\n', { force: false })).toBeNull();
  expect(readFileSync(at('r.md'), 'utf8')).toBe('report\n');
  expect(readdirSync(folder)).toEqual(['r.md']);
});

test('a file that is there stays as it is without --force, and is replaced with it', () => {
  writeFileSync(at('r.md'), 'old');
  expect(checkOutput(at('r.md'), { force: false, inputs: [] })?.code).toBe('case/output-exists');
  expect(writeOutput(at('r.md'), 'new', { force: false })?.code).toBe('case/output-exists');
  expect(readFileSync(at('r.md'), 'utf8')).toBe('old');
  expect(writeOutput(at('r.md'), 'new', { force: true })).toBeNull();
  expect(readFileSync(at('r.md'), 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['r.md']);
});

test('an input is never written over, not even with --force, under another name or through a link', () => {
  writeFileSync(at('bill.csv'), 'bill');
  linkSync(at('bill.csv'), at('same.csv'));
  symlinkSync('bill.csv', at('link.csv'));
  for (const name of ['bill.csv', 'same.csv', 'link.csv', './x/../bill.csv']) {
    mkdirSync(at('x'), { recursive: true });
    expect(checkOutput(at(name), { force: true, inputs: [at('bill.csv')] })?.code).toBe('case/output-is-input');
  }
});

test('a link is replaced, what it points at is not touched', () => {
  writeFileSync(at('other'), 'other');
  symlinkSync('other', at('r.md'));
  expect(writeOutput(at('r.md'), 'new', { force: true })).toBeNull();
  expect(() => readlinkSync(at('r.md'))).toThrow();
  expect(readFileSync(at('other'), 'utf8')).toBe('other');
});

test('a folder, and a folder that is not there, are refused', () => {
  expect(checkOutput(folder, { force: true, inputs: [] })?.code).toBe('case/output-is-folder');
  expect(checkOutput(at('none/r.md'), { force: true, inputs: [] })?.code).toBe('case/output-folder');
});

test('where the write fails nothing is left', () => {
  const issue = writeOutput(at('none/r.md'), 'x', { force: false });
  expect(issue).toMatchObject({ code: 'case/output-failed', severity: 'error' });
  expect(existsSync(at('none'))).toBe(false);
});

test('what a killed run left behind is named', () => {
  writeFileSync(at('.r.md.0123456789ab.tmp'), 'half');
  expect(leftovers(at('r.md'))).toEqual(['.r.md.0123456789ab.tmp']);
  expect(leftovers(at('other.md'))).toEqual([]);
});
