import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, exact, toText } from '../../../../src/engine/values/exact.ts';
import { computeFormula } from '../../../../src/engine/values/formula/compute.ts';
import { DEEPEST_FORMULA, LONGEST_FORMULA, parseFormula } from '../../../../src/engine/values/formula/parse.ts';

const NAMES = ['a', 'b', 'uptime'];

function computed(text: string, values: Readonly<Record<string, string>> = {}): string {
  const reading = parseFormula(text, NAMES);
  if (!reading.ok) return `${reading.at}: ${reading.problem}`;
  const result = computeFormula(reading.formula, (name) => (values[name] === undefined ? null : decimal(values[name])));
  return result.value === null ? result.why : toText(result.value);
}

describe('a formula is computed exactly', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['10 - 4 - 3', '3'],
    ['100 / 10 / 5', '2'],
    ['-2 * -3', '6'],
    ['2 - -3', '5'],
    ['--2', '2'],
    ['0.1 + 0.2', '0.3'],
    ['.5 * 3', '1.5'],
    ['1 / 3 * 3', '1'],
    ['1 / 3', '1/3'],
    ['ceil(7 / 2)', '4'],
    ['floor(-7 / 2)', '-4'],
    ['ceil(4)', '4'],
    ['min(3, 1, 2)', '1'],
    ['max(3, min(9, 4) + 1)', '5'],
    [' \t3\n* 4 ', '12'],
  ])('%s is %s', (text, value) => {
    expect(computed(text)).toBe(value);
  });

  it('takes names for their values, each as often as it stands', () => {
    expect(computed('a * a - b / 4', { a: '1.5', b: '1' })).toBe('2');
    const reading = parseFormula('b * (a + a) * 0', NAMES);
    expect(reading.ok && reading.formula.names).toEqual(['a', 'b']);
  });

  it('is undetermined where a name has no value, and where it divides by zero', () => {
    expect(computed('a * 0 + uptime', { a: '1' })).toBe('uptime is not known');
    expect(computed('1 / (a - 1)', { a: '1' })).toBe('the formula divides by zero');
    expect(computed('min(1, 2 / a)', { a: '0' })).toBe('the formula divides by zero');
  });
});

describe('what cannot be read is said with its place', () => {
  it.each([
    ['', '1: the expression ends where a number or a name must follow'],
    ['1 +', '4: the expression ends where a number or a name must follow'],
    ['1 2', '3: "2" follows where the expression could end'],
    ['a b', '3: "b" follows where the expression could end'],
    ['(1 + 2', '7: a parenthesis is not closed'],
    ['(1, 2)', '3: a parenthesis is not closed'],
    ['1 + 2)', '6: ")" follows where the expression could end'],
    ['* 2', '1: "*" stands where a number or a name must'],
    ['()', '2: ")" stands where a number or a name must'],
    ['2 ^ 3', '3: "^" means nothing in an expression'],
    ['a > 1', '3: ">" means nothing in an expression'],
    ['"a"', '1: """ means nothing in an expression'],
    ['A', '1: "A" means nothing in an expression'],
    ['1e9', '2: "e9" follows where the expression could end'],
    ['1.', '2: "." means nothing in an expression'],
    ['price * 2', '1: there is no "price"'],
    ['a * upime', '5: there is no "upime"'],
    ['min', '1: min needs its values in parentheses'],
    ['min(1)', '1: min takes at least two values'],
    ['min()', '5: ")" stands where a number or a name must'],
    ['ceil(1, 2)', '1: ceil takes one value'],
    ['1 / 0', '3: this divides by what is always zero'],
    ['a / (2 - 1 - 1)', '3: this divides by what is always zero'],
    ['a / floor(0.5)', '3: this divides by what is always zero'],
    ['1 / (1 - 1 / 1)', '3: this divides by what is always zero'],
    [`${'9'.repeat(31)}`, `1: "${'9'.repeat(31)}" has too many digits`],
    ['constructor', '1: there is no "constructor"'],
    ['__proto__', '1: "_" means nothing in an expression'],
  ])('%j', (text, problem) => {
    expect(computed(text)).toBe(problem);
  });

  it('at a length and a depth that no clause has', () => {
    expect(computed('1'.padEnd(LONGEST_FORMULA + 1, ' '))).toContain('longer than');
    expect(computed(`${'1+'.repeat(LONGEST_FORMULA / 2 - 1)}1`)).toBe(String(LONGEST_FORMULA / 2));
    const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(computed(nested(DEEPEST_FORMULA))).toBe('1');
    expect(computed(nested(DEEPEST_FORMULA + 1))).toContain('nested deeper');
    expect(computed('-'.repeat(LONGEST_FORMULA))).toContain('ends where');
    expect(computed('('.repeat(LONGEST_FORMULA))).toContain('nested deeper');
    expect(computed('ceil('.repeat(60))).toContain('nested deeper');
  });
});

/** An expression as text, and its value as a pair of integers worked out beside it. */
interface Sample {
  readonly text: string;
  readonly n: bigint;
  readonly d: bigint;
}

const number: fc.Arbitrary<Sample> = fc.tuple(fc.nat(9999), fc.constantFrom(0, 1, 2)).map(([digits, places]) => {
  const text = String(digits).padStart(places + 1, '0');
  return {
    text: places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`,
    n: BigInt(digits),
    d: 10n ** BigInt(places),
  };
});

const sample = fc.letrec<{ any: Sample }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    number,
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('any'), tie('any'))
      .map(([operator, a, b]) => joined(operator, a, b)),
    tie('any').map(({ text, n, d }) => ({ text: `-(${text})`, n: -n, d })),
    tie('any').map(({ text, n, d }) => ({ text: `floor(${text})`, n: floorOf(n, d), d: 1n })),
    tie('any').map(({ text, n, d }) => ({ text: `ceil(${text})`, n: -floorOf(-n, d), d: 1n })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => (a.n * b.d < b.n * a.d ? pick(a, b, a) : pick(a, b, b))),
  ),
})).any;

function joined(operator: string, a: Sample, b: Sample): Sample {
  const text = `(${a.text}) ${operator} (${b.text})`;
  if (operator === '+') return { text, n: a.n * b.d + b.n * a.d, d: a.d * b.d };
  if (operator === '-') return { text, n: a.n * b.d - b.n * a.d, d: a.d * b.d };
  if (operator === '*') return { text, n: a.n * b.n, d: a.d * b.d };
  // Nothing is divided by zero: the divisor becomes its square and one more.
  const d = b.n * b.n + b.d * b.d;
  return { text: `(${a.text}) / ((${b.text}) * (${b.text}) + 1)`, n: a.n * b.d * b.d, d: a.d * d };
}

function pick(a: Sample, b: Sample, { n, d }: Sample): Sample {
  return { text: `min(${a.text}, ${b.text})`, n, d };
}

function floorOf(n: bigint, d: bigint): bigint {
  return n / d - (n % d < 0n ? 1n : 0n);
}

describe('against integers', () => {
  it('agrees on random expressions', () => {
    fc.assert(
      fc.property(sample, ({ text, n, d }) => {
        fc.pre(text.length <= LONGEST_FORMULA);
        const reading = parseFormula(text, []);
        // Only what is nested too deep is refused.
        if (!reading.ok) return expect(reading.problem).toContain('nested deeper');
        const { value } = computeFormula(reading.formula, () => null);
        expect(value?.equals(exact(n, d))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text, and throws at none', () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        'a',
        'min',
        '(',
        ')',
        ',',
        '+',
        '-',
        '*',
        '/',
        '1',
        '.',
        ' ',
        '0',
        '\u0000',
        '\uD800',
        '😀',
      ),
    });
    fc.assert(
      fc.property(noise, (text) => {
        const reading = parseFormula(text, NAMES);
        if (reading.ok) computeFormula(reading.formula, () => exact(1));
        else expect(reading.at).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
