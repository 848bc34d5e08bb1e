import type { Exact } from '../exact.ts';

export const FORMULA_FUNCTIONS = ['min', 'max', 'ceil', 'floor'] as const;

export type FormulaFunction = (typeof FORMULA_FUNCTIONS)[number];
export type Operator = '+' | '-' | '*' | '/';

export type FormulaNode =
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negation'; readonly of: FormulaNode }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: FormulaNode; readonly right: FormulaNode }
  | { readonly kind: 'call'; readonly function: FormulaFunction; readonly values: readonly FormulaNode[] };

/** An expression that was read: all its names are known and nothing in it divides by a constant zero. */
export interface Formula {
  /** As it was written. */
  readonly text: string;
  readonly root: FormulaNode;
  /** The names it speaks of, each once, in the order of their code points. */
  readonly names: readonly string[];
}
