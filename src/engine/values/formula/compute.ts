import { type Exact, isZero, max, min } from '../exact.ts';
import type { Formula, FormulaNode } from './formula.ts';

/** An exact value, or why there is none. */
export type Computed = { readonly value: Exact } | { readonly value: null; readonly why: string };

/** Computes a formula exactly. A name without a value leaves it undetermined, and so does a division by zero. */
export function computeFormula({ root }: Formula, lookUp: (name: string) => Exact | null): Computed {
  return computeNode(root, lookUp);
}

export function computeNode(node: FormulaNode, lookUp: (name: string) => Exact | null): Computed {
  switch (node.kind) {
    case 'number':
      return { value: node.value };
    case 'name': {
      const value = lookUp(node.name);
      return value ? { value } : { value: null, why: `${node.name.replaceAll('_', ' ')} is not known` };
    }
    case 'negation': {
      const of = computeNode(node.of, lookUp);
      return of.value === null ? of : { value: of.value.neg() };
    }
    case 'operation': {
      const left = computeNode(node.left, lookUp);
      const right = computeNode(node.right, lookUp);
      if (left.value === null) return left;
      return right.value === null ? right : operate(node.operator, left.value, right.value);
    }
    case 'call': {
      const values: Exact[] = [];
      for (const each of node.values) {
        const computed = computeNode(each, lookUp);
        if (computed.value === null) return computed;
        values.push(computed.value);
      }
      return { value: call(node.function, values as [Exact, ...Exact[]]) };
    }
  }
}

function operate(operator: '+' | '-' | '*' | '/', left: Exact, right: Exact): Computed {
  switch (operator) {
    case '+':
      return { value: left.add(right) };
    case '-':
      return { value: left.sub(right) };
    case '*':
      return { value: left.mul(right) };
    case '/':
      return isZero(right) ? { value: null, why: 'the formula divides by zero' } : { value: left.div(right) };
  }
}

function call(name: 'min' | 'max' | 'ceil' | 'floor', [first, ...rest]: readonly [Exact, ...Exact[]]): Exact {
  switch (name) {
    case 'min':
      return min(first, ...rest);
    case 'max':
      return max(first, ...rest);
    case 'ceil':
      return first.ceil();
    case 'floor':
      return first.floor();
  }
}
