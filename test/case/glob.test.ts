import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGlob, matchesGlob } from '../../src/case/glob.ts';

const CASES: readonly [pattern: string, path: string, fits: boolean][] = [
  ['a.csv', 'a.csv', true],
  ['*.csv', 'a.csv', true],
  ['*.csv', 'a.csv.gz', false],
  ['*.csv', 'sub/a.csv', false],
  ['*/*.csv', 'sub/a.csv', true],
  ['**/*.csv', 'a.csv', true],
  ['**/*.csv', 'deep/er/a.csv', true],
  ['logs/**', 'logs/a/b', true],
  ['logs/**/x.log', 'logs/x.log', true],
  ['logs/**/x.log', 'logsx/x.log', false],
  ['?.csv', 'a.csv', true],
  ['?.csv', 'ab.csv', false],
  ['*', '.hidden', false],
  ['.*', '.hidden', true],
  ['**/a', '.git/a', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['[a].csv', '[a].csv', true],
];

test.each(CASES)('%s against %s: %s', (pattern, path, fits) => {
  expect(matchesGlob(pattern, path)).toBe(fits);
});

test('a name without a wildcard is no pattern', () => {
  expect(['a.csv', 'a*.csv', 'a?.csv', '**'].map(isGlob)).toEqual([false, true, true, true]);
});

test('a path without wildcards matches itself and nothing else', () => {
  const path = fc
    .array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/'));
  fc.assert(fc.property(path, path, (a, b) => matchesGlob(a, b) === (a === b)));
});

test('a hostile pattern costs no more than its length', () => {
  const begin = performance.now();
  expect(matchesGlob('*a'.repeat(200), 'a'.repeat(199))).toBe(false);
  expect(matchesGlob(`${'**/'.repeat(60)}x`, `${'a/'.repeat(60)}y`)).toBe(false);
  expect(performance.now() - begin).toBeLessThan(500);
});
