import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesAny as matchesInEngine } from '../../../src/engine/select.ts';
import { identifier, literal, matchesAny } from '../../../src/parsers/billing/sql.ts';
import { namesOfVendor } from '../../../src/parsers/billing/vendor.ts';
import { normalizeVendor } from '../../../src/parsers/syntax/vendor.ts';

describe('data in SQL', () => {
  it('cannot end a literal or a name', () => {
    expect(literal("it's")).toBe("'it''s'");
    expect(literal('a\0b')).toBe("'a\uFFFDb'");
    expect(identifier('a"b')).toBe('"a""b"');
  });

  it('matches as the engine does, whatever the pattern and the text', async () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', '*', '%', '_', '\\', '/', "'"), maxLength: 6 });
    const plain = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '%', '_', '\\', '/', "'"), maxLength: 8 });
    const pairs = fc.sample(fc.tuple(letters, plain), { numRuns: 2000, seed: 7 });
    const tests = pairs.map(([pattern, text]) => `coalesce(${matchesAny(literal(text), [pattern])}, false)`);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const [row = []] = (await connection.runAndReadAll(`SELECT ${tests.join(', ')}`)).getRowsJson();
    pairs.forEach(([pattern, text], index) => {
      expect([pattern, text, row[index]]).toEqual([pattern, text, matchesInEngine([pattern], text)]);
    });
    expect(matchesAny('x', [])).toBe('false');
  });
});

describe('vendors', () => {
  it.each([
    ['AWS', 'aws'],
    ['Amazon Web Services', 'aws'],
    ['Microsoft', 'azure'],
    ['Google Cloud', 'gcp'],
    ['Oracle', 'oci'],
    ['CoreWeave', 'coreweave'],
  ])('%s is %s, and is found by that key', (name, vendor) => {
    expect(normalizeVendor(name)).toBe(vendor);
    expect(namesOfVendor(vendor)).toContain(name.toLowerCase());
  });

  it('are found by a pattern of their keys', () => {
    expect(namesOfVendor('a*')).toEqual(expect.arrayContaining(['aws', 'microsoft']));
    expect(namesOfVendor('a*')).not.toContain('google');
  });
});
