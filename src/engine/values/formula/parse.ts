import { isZero, parseDecimal } from '../exact.ts';
import { computeNode } from './compute.ts';
import { FORMULA_FUNCTIONS, type Formula, type FormulaFunction, type FormulaNode, type Operator } from './formula.ts';
import { readTokens, type Token } from './tokens.ts';

/** Longest expression that is read: a clause that needs more is no formula. */
export const LONGEST_FORMULA = 500;
/** Deepest nesting of parentheses and functions. */
export const DEEPEST_FORMULA = 32;

export type FormulaReading =
  | { readonly ok: true; readonly formula: Formula }
  /** `at`: the character the problem begins at, counted from 1. */
  | { readonly ok: false; readonly at: number; readonly problem: string; readonly fix: string };

/**
 * Reads an expression of decimals, names, `+ - * /`, parentheses, `min`, `max`, `ceil` and `floor`. A name that is none
 * of `names`, and a division by what is always zero, are found here and not when the figure is due.
 */
export function parseFormula(text: string, names: readonly string[]): FormulaReading {
  try {
    if (text.length > LONGEST_FORMULA)
      throw new Misread(1, `the expression is longer than ${LONGEST_FORMULA} characters`, 'Shorten it.');
    const reader = new Reader(readTokens(text, fail), text.length + 1, names);
    const root = reader.sum();
    reader.expectEnd();
    return { ok: true, formula: { text, root, names: [...reader.used].sort() } };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { ok: false, at: error.at, problem: error.message, fix: error.fix };
  }
}

class Misread extends Error {
  readonly at: number;
  readonly fix: string;

  constructor(at: number, problem: string, fix: string) {
    super(problem);
    this.at = at;
    this.fix = fix;
  }
}

function fail(at: number, problem: string, fix: string): never {
  throw new Misread(at, problem, fix);
}

/** One function for each strength of operator, the weakest first. */
class Reader {
  readonly used = new Set<string>();
  private readonly tokens: readonly Token[];
  private readonly end: number;
  private readonly names: readonly string[];
  private position = 0;
  private depth = 0;

  constructor(tokens: readonly Token[], end: number, names: readonly string[]) {
    this.tokens = tokens;
    this.end = end;
    this.names = names;
  }

  sum(): FormulaNode {
    let left = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-'))
      left = { kind: 'operation', operator: sign.text as Operator, left, right: this.product() };
    return left;
  }

  expectEnd(): void {
    const token = this.tokens[this.position];
    if (token) fail(token.at, `"${token.text}" follows where the expression could end`, 'Put an operator between.');
  }

  private product(): FormulaNode {
    let left = this.signed();
    for (let sign = this.take('*', '/'); sign; sign = this.take('*', '/')) {
      const right = this.signed();
      if (sign.text === '/' && isAlwaysZero(right))
        fail(sign.at, 'this divides by what is always zero', 'Divide by something else.');
      left = { kind: 'operation', operator: sign.text as Operator, left, right };
    }
    return left;
  }

  private signed(): FormulaNode {
    let isNegative = false;
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-'))
      if (sign.text === '-') isNegative = !isNegative;
    const node = this.atom();
    return isNegative ? { kind: 'negation', of: node } : node;
  }

  private atom(): FormulaNode {
    const token = this.tokens[this.position];
    if (!token) fail(this.end, 'the expression ends where a number or a name must follow', 'Complete it.');
    this.position += 1;
    if (token.kind === 'number')
      return {
        kind: 'number',
        value:
          parseDecimal(token.text) ??
          fail(token.at, `"${token.text}" has too many digits`, 'Write at most 30 digits on each side of the point.'),
      };
    if (token.kind === 'name') return this.named(token);
    if (token.text === '(') return this.nested(token, () => this.sum());
    return fail(token.at, `"${token.text}" stands where a number or a name must`, 'Check the expression before it.');
  }

  private named(token: Token): FormulaNode {
    const call = FORMULA_FUNCTIONS.find((name) => name === token.text);
    if (call) return this.call(call, token);
    if (!this.names.includes(token.text))
      fail(
        token.at,
        `there is no "${token.text}"`,
        `The names are: ${this.names.join(', ')}. Name a fact of the unit under \`facts\` first.`,
      );
    this.used.add(token.text);
    return { kind: 'name', name: token.text };
  }

  private call(name: FormulaFunction, token: Token): FormulaNode {
    const open = this.take('(') ?? fail(token.at, `${name} needs its values in parentheses`, `Write \`${name}(…)\`.`);
    return this.nested(open, () => {
      const values = [this.sum()];
      while (this.take(',')) values.push(this.sum());
      const takesOne = name === 'ceil' || name === 'floor';
      if (takesOne !== (values.length === 1))
        fail(
          token.at,
          `${name} takes ${takesOne ? 'one value' : 'at least two values'}`,
          `It has ${values.length} here.`,
        );
      return { kind: 'call', function: name, values };
    });
  }

  private nested(open: Token, read: () => FormulaNode): FormulaNode {
    this.depth += 1;
    if (this.depth > DEEPEST_FORMULA) fail(open.at, `it is nested deeper than ${DEEPEST_FORMULA}`, 'Write it flatter.');
    const node = read();
    if (!this.take(')'))
      fail(
        this.tokens[this.position]?.at ?? this.end,
        'a parenthesis is not closed',
        `The one that opens at character ${open.at}.`,
      );
    this.depth -= 1;
    return node;
  }

  private take(...signs: string[]): Token | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.position += 1;
    return token;
  }
}

function isAlwaysZero(node: FormulaNode): boolean {
  if (hasName(node)) return false;
  const { value } = computeNode(node, () => null);
  return value !== null && isZero(value);
}

function hasName(node: FormulaNode): boolean {
  switch (node.kind) {
    case 'name':
      return true;
    case 'number':
      return false;
    case 'negation':
      return hasName(node.of);
    case 'operation':
      return hasName(node.left) || hasName(node.right);
    case 'call':
      return node.values.some(hasName);
  }
}
