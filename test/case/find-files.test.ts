import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFiles } from '../../src/case/find-files.ts';

const CITE = { origin: { file: 'makewhole.yaml', line: 3, column: 12 } };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'makewhole-find-'));
  mkdirSync(join(folder, 'billing'));
  for (const name of ['billing/b.csv', 'billing/a.csv', 'billing/.hidden.csv', 'probes.csv'])
    writeFileSync(join(folder, name), 'x');
  writeFileSync(join(folder, 'nothing.csv'), '');
  symlinkSync(folder, join(folder, 'loop'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a pattern gives its files sorted, labels relative to the case folder', () => {
  expect(findFiles(folder, 'billing/*.csv', CITE).value.map(({ label }) => label)).toEqual([
    'billing/a.csv',
    'billing/b.csv',
  ]);
});

test('a link back to the folder is not followed without end', () => {
  expect(findFiles(folder, '**/*.csv', CITE).value.map(({ label }) => label)).toEqual([
    'billing/a.csv',
    'billing/b.csv',
    'nothing.csv',
    'probes.csv',
  ]);
});

test('an absolute path below the case folder is labeled like a relative one', () => {
  expect(findFiles(folder, join(folder, 'probes.csv'), CITE).value[0]?.label).toBe('probes.csv');
});

test.each([
  ['probe.csv', 'case/file-missing', '`probes.csv`'],
  ['billing', 'case/not-a-file', 'billing/*.csv'],
  ['nothing.csv', 'case/file-empty', 'Export it again'],
  ['*.parquet', 'case/no-match', 'pattern'],
  ['../*.csv', 'case/pattern-outside', 'one by one'],
  ['/etc/*', 'case/pattern-outside', 'one by one'],
  ['/dev/null', 'case/not-a-file', 'into a file'],
])('%s is refused as %s, with the place in the case and a remedy', (entry, code, remedy) => {
  const { value, issues } = findFiles(folder, entry, CITE);
  expect(value).toEqual([]);
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({ code, severity: 'error', origin: CITE.origin });
  expect(issues[0]?.fix).toContain(remedy);
});
