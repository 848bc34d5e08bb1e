import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml, YAML_LIMITS, type YamlValue } from '../../../src/parsers/syntax/yaml.ts';

const read = (text: string) => readYaml(text, { file: 'case.yaml', room: 'terms' });
const dataOf = (text: string) => read(text).value?.data;
const problemOf = (text: string) => {
  const { value, issues } = read(text);
  expect(value).toBeNull();
  const { code, origin } = issues[0] ?? {};
  return [code, origin?.line, origin?.column];
};

describe('data', () => {
  test('scalars keep their text', () => {
    expect(dataOf('a: 99.90\nb: no\nc: 010\nd: 12:30:00\ne: 2022-05-25\nf: 123456789012345678901234567890')).toEqual({
      a: '99.90',
      b: 'no',
      c: '010',
      d: '12:30:00',
      e: '2022-05-25',
      f: '123456789012345678901234567890',
    });
  });

  test('null is nothing, `null` or `~`, and only without quotes', () => {
    expect(dataOf('a:\nb: null\nc: ~\nd: "null"\ne: \'\'\nf: [~, "~"]')).toEqual({
      a: null,
      b: null,
      c: null,
      d: 'null',
      e: '',
      f: [null, '~'],
    });
  });

  test('a byte-order mark and Windows line ends change nothing', () => {
    const { value } = read('\uFEFFa: 1\r\nb:\r\n  - x\r\n  - y: z\r\n');
    expect(value?.data).toEqual({ a: '1', b: ['x', { y: 'z' }] });
    expect(value?.locate(['a'])).toEqual({ line: 1, column: 4 });
    expect(value?.locate(['b', 1, 'y'])).toEqual({ line: 4, column: 8 });
  });

  test('maps have no prototype, so `__proto__` is a key like any other', () => {
    const data = dataOf('__proto__: {polluted: yes}\nconstructor: 2') as Record<string, YamlValue>;
    expect(Object.keys(data)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(data)).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('one document may carry its `---` and `...`', () => {
    expect(dataOf('---\na: 1\n...\n')).toEqual({ a: '1' });
  });

  test('what the yaml package writes is read back, for any data of texts', () => {
    const texts = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => !/[\p{Cc}\u2028\u2029\uFEFF]/u.test(text));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        texts,
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const result = read(stringify({ given }, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }));
        expect(result.issues).toEqual([]);
        expect(JSON.parse(JSON.stringify(result.value?.data))).toEqual(JSON.parse(JSON.stringify({ given })));
      }),
      { numRuns: 200 },
    );
  });
});

describe('places', () => {
  const text = 'top:\n  list:\n    - id: a\n      x: 1\n    - {id: b, x: 2}\n  last: 3\n';

  test('a value, its key, and an item of a list', () => {
    const value = read(text).value;
    expect(value?.locate(['top', 'list', 0, 'x'])).toEqual({ line: 4, column: 10 });
    expect(value?.locate(['top', 'list', 0, 'x'], 'key')).toEqual({ line: 4, column: 7 });
    expect(value?.locate(['top', 'list', 1])).toEqual({ line: 5, column: 7 });
    expect(value?.locate(['top', 'list', 1, 'x'])).toEqual({ line: 5, column: 18 });
  });

  test('what does not exist is placed at what should hold it', () => {
    const value = read(text).value;
    expect(value?.locate(['top', 'missing'])).toEqual({ line: 1, column: 1 });
    expect(value?.locate(['top', 'list', 0, 'missing'])).toEqual({ line: 3, column: 7 });
    expect(value?.locate(['nowhere', 'at', 'all'])).toEqual({ line: 1, column: 1 });
  });

  test('a citation carries file, pointer and the line itself', () => {
    expect(read(text).value?.cite(['top', 'list', 1, 'x'])).toEqual({
      origin: { file: 'case.yaml', line: 5, column: 18, pointer: '/top/list/1/x' },
      excerpt: '    - {id: b, x: 2}',
    });
    expect(read('a/b~c: 1').value?.cite(['a/b~c']).origin.pointer).toBe('/a~1b~0c');
  });
});

describe('refused, each with its place', () => {
  test.each([
    ['an anchor', 'a: 1\nb: &x 2\n', ['terms/yaml-anchor', 2, 4]],
    ['an alias', 'a: 1\nb: *x\n', ['terms/yaml-alias', 2, 4]],
    ['a tag', 'a: !!int 4\n', ['terms/yaml-tag', 1, 4]],
    ['a verbatim tag', 'a: !<tag:example> 4\n', ['terms/yaml-tag', 1, 4]],
    ['a directive', '%YAML 1.1\n---\na: 1\n', ['terms/yaml-directive', 1, 1]],
    ['a second document', 'a: 1\n---\nb: 2\n', ['terms/yaml-several-documents', 2, 1]],
    ['a merge key', 'a:\n  <<: {b: 1}\n', ['terms/yaml-merge', 2, 3]],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', ['terms/yaml-duplicate-key', 3, 1]],
    ['a key that stands twice in braces', 'x: {a: 1, b: 2, a: 3}\n', ['terms/yaml-duplicate-key', 1, 17]],
    ['a list as a key', 'x:\n  ? [a, b]\n  : 1\n', ['terms/yaml-key', 2, 5]],
    ['no key', ': 1\n', ['terms/yaml-key', 1, 1]],
    ['a tab as indentation', 'a:\n\t- b\n', ['terms/yaml-syntax', 2, 1]],
    ['a bracket that stays open', 'a: [1, 2\nb: 3\n', ['terms/yaml-syntax', 2, 1]],
    ['two colons', 'a: 1\nb: c: d\n', ['terms/yaml-syntax', 2, 4]],
    ['a NUL', 'a: 1\nb: \0\n', ['terms/yaml-control-character', 2, 4]],
    ['an empty file', '', ['terms/yaml-empty', 1, 1]],
    ['a file of comments', '# nothing\n', ['terms/yaml-empty', 1, 1]],
  ])('%s', (_, text, expected) => {
    expect(problemOf(text)).toEqual(expected);
  });

  test('every problem of a kind is told, up to twenty, with excerpt and remedy', () => {
    const { issues } = read('a: 1\na: 2\na: 3\n');
    expect(issues.map((issue) => issue.origin?.line)).toEqual([2, 3]);
    for (const issue of issues) {
      expect(issue.excerpt).toMatch(/^a: /);
      expect(issue.fix).toBeTruthy();
      expect(issue.severity).toBe('error');
    }
    expect(read('}{]['.repeat(500)).issues).toHaveLength(20);
  });
});

describe('bombs cost no more than their bytes', () => {
  const lines = (count: number, line: (position: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');

  test.each([
    [
      'nine to the ninth',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${lines(8, (at) => `b${at}: &b${at} [*a,*a,*a]`)}`,
      'terms/yaml-anchor',
    ],
    ['ten thousand brackets', `a: ${'['.repeat(10_000)}`, 'terms/yaml-too-deep'],
    ['ten thousand dashes', '- '.repeat(10_000), 'terms/yaml-too-deep'],
    ['ten thousand question marks', '? '.repeat(10_000), 'terms/yaml-too-deep'],
    ['a staircase', lines(100, (at) => `${' '.repeat(at)}a:`), 'terms/yaml-too-deep'],
    ['a million commas', `[${','.repeat(1_000_000)}`, 'terms/yaml-too-many-nodes'],
    ['a quarter of a million items', '- a\n'.repeat(250_000), 'terms/yaml-too-many-nodes'],
    ['half a million comments', `${'#\n'.repeat(500_000)}a: b`, 'terms/yaml-too-many-nodes'],
    ['one byte too many', 'a'.repeat(YAML_LIMITS.bytes + 1), 'terms/yaml-too-large'],
    ['a two-byte character at the edge', `a: ${'é'.repeat(YAML_LIMITS.bytes / 2)}`, 'terms/yaml-too-large'],
  ])('%s', (_, text, code) => {
    const begin = performance.now();
    const { value, issues } = read(text);
    expect(value).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0]?.excerpt?.length).toBeLessThanOrEqual(121);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  test('what is within the limits is read', () => {
    expect(read(`a: ${'x'.repeat(1_000_000)}`).issues).toEqual([]);
    expect(read(lines(32, (at) => `${' '.repeat(at)}a:`)).issues).toEqual([]);
    expect(read(lines(10_000, (at) => `k${at}: 1`)).issues).toEqual([]);
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab:-[]{}"\'|>&*!%#?, \n\t\0\u00e9'), maxLength: 60 }),
        (text) => {
          const { value, issues } = read(text);
          expect(value === null).toBe(issues.length > 0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
