import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/parsers/outages/codes.ts';
import { type JsonValue, member, readJson } from '../../../src/parsers/syntax/json.ts';

const read = (text: string) => readJson({ label: 'x.json', text }, codes);

describe('a JSON file', () => {
  it('gives what JSON.parse gives, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(3), (value, indent) => {
        const { value: document, issues } = read(JSON.stringify(value, null, indent));
        expect(issues).toEqual([]);
        expect(document?.value).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('agrees with JSON.parse on what is no JSON', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '01',
      'true',
      'nul',
      ' ',
      '"',
      '\\',
      '1e5',
      '.5',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (parts) => {
        const text = `[${parts.join('')}]`;
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const { value, issues } = read(text);
        const several = value !== null && Array.isArray(value.value) && !valid;
        if (!several) expect(value !== null || issues[0]?.code === 'outages/json-duplicate-key').toBe(valid);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the place of every pointer', () => {
    const text = '{\n  "a": [1, {"b/c": "x"}],\n  "d~": null\n}';
    const places = read(text).value?.locate(['', '/a', '/a/1', '/a/1/b~1c', '/d~0', '/a/7']);
    expect(Object.fromEntries(places ?? [])).toEqual({
      '': { line: 1, column: 1 },
      '/a': { line: 2, column: 8 },
      '/a/1': { line: 2, column: 12 },
      '/a/1/b~1c': { line: 2, column: 20 },
      '/d~0': { line: 3, column: 9 },
    });
  });

  it('reads several values in a row as a list: JSON lines, answers one after the other', () => {
    const { value } = read('{"a":1}\n{"a":\n2}\n');
    expect(value?.value).toEqual([{ a: 1 }, { a: 2 }]);
    expect(value?.locate(['/1/a']).get('/1/a')).toEqual({ line: 3, column: 1 });
  });

  it.each([
    ['a cut file', '[{"a": 1,\n "b"', 'outages/json-syntax', 2],
    ['a trailing comma', '[1,\n]', 'outages/json-syntax', 2],
    ['a control character in a string', '["a\u0001"]', 'outages/json-syntax', undefined],
    ['a name twice', '{"a":1,\n"b":2,\n"\\u0061":3}', 'outages/json-duplicate-key', 3],
    ['nesting without end', '['.repeat(1_000_000), 'outages/json-too-deep', 1],
    ['nothing', ' \n', 'outages/empty-file', undefined],
  ])('is refused with %s', (_what, text, code, line) => {
    const { value, issues } = read(text);
    expect(value).toBeNull();
    expect(issues.map((issue) => [issue.code, issue.origin?.line])).toEqual([[code, line]]);
  });

  it('takes 64 levels and refuses 65', () => {
    expect(read('['.repeat(64) + ']'.repeat(64)).issues).toEqual([]);
    expect(read('['.repeat(65) + ']'.repeat(65)).issues[0]?.code).toBe('outages/json-too-deep');
  });

  it('keeps __proto__ a name like others', () => {
    const { value } = read('{"__proto__": {"begin": "evil"}}');
    expect(member(value?.value, 'begin')).toBeUndefined();
    expect(member(value?.value as JsonValue, 'constructor')).toBeUndefined();
    expect(({} as Record<string, unknown>).begin).toBeUndefined();
  });

  it('reads 10 MB in about a second and finds the places in it', () => {
    const card = { id: 'x', text: 'a "quoted" \\ text '.repeat(100), list: [{ status: 'A' }, { status: 'B' }] };
    const text = JSON.stringify(
      Array.from({ length: 5000 }, () => card),
      null,
      1,
    );
    expect(text.length).toBeGreaterThan(10_000_000);
    const begin = performance.now();
    const places = read(text).value?.locate(Array.from({ length: 5000 }, (_, index) => `/${index}/list/1`));
    expect(places?.size).toBe(5000);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
