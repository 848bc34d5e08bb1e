import { describe, expect, it } from 'vitest';
import { normalizeVendor } from '../../../src/engine/values/vendor.ts';
import { identifier, literal, matchesAny } from '../../../src/parsers/billing/sql.ts';
import { namesOfVendor } from '../../../src/parsers/billing/vendor.ts';

describe('data in SQL', () => {
  it('cannot end a literal or a name', () => {
    expect(literal("it's")).toBe("'it''s'");
    expect(literal('a\0b')).toBe("'a\uFFFDb'");
    expect(identifier('a"b')).toBe('"a""b"');
  });

  it('has only * as a wildcard', () => {
    expect(matchesAny('x', ['p5*'])).toContain("LIKE lower('p5%')");
    expect(matchesAny('x', ['100%_*'])).toContain("lower('100\\%\\_%')");
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
