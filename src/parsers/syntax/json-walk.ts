/** What is met on the way through a JSON text. Offsets count from 0. */
export interface JsonVisitor {
  /** A value begins. For an object or an array, {@link leave} follows when it ends. */
  readonly enter: (offset: number, kind: 'object' | 'array' | 'scalar') => void;
  readonly leave: () => void;
  /** A member's name, without quotes, as it is written (escapes included). */
  readonly key: (name: string, offset: number) => void;
}

export interface JsonProblem {
  readonly kind: 'syntax' | 'depth';
  readonly offset: number;
}

type State = 'value' | 'first-value' | 'first-key' | 'key' | 'more';

const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Walks one JSON value from `start`, without recursion, in one pass. It answers what `JSON.parse` does not: where things
 * stand, how deep they nest, which name comes twice. Escapes inside of strings are left to `JSON.parse`.
 * Returns where the value ends, or the first thing that cannot be JSON.
 */
export function walkJson(
  text: string,
  start: number,
  deepest: number,
  visitor: JsonVisitor,
): { readonly end: number } | JsonProblem {
  const open: ('object' | 'array')[] = [];
  let state: State = 'value';
  let at = start;
  const wrong = (): JsonProblem => ({ kind: 'syntax', offset: at });

  for (;;) {
    at = skipSpace(text, at);
    const character = text[at];
    const inside = open.at(-1);
    if (state === 'more') {
      if (inside === undefined) return { end: at };
      if (character === ',') state = inside === 'object' ? 'key' : 'value';
      else if (character === closing(inside)) {
        open.pop();
        visitor.leave();
      } else return wrong();
      at += 1;
    } else if (inside && character === closing(inside) && (state === 'first-value' || state === 'first-key')) {
      state = 'more';
    } else if (state === 'first-key' || state === 'key') {
      const end = character === '"' ? stringEnd(text, at) : -1;
      const colon = end === -1 ? -1 : skipSpace(text, end);
      if (colon === -1 || text[colon] !== ':') return wrong();
      visitor.key(text.slice(at + 1, end - 1), at);
      at = colon + 1;
      state = 'value';
    } else if (character === '{' || character === '[') {
      const kind = character === '{' ? 'object' : 'array';
      if (open.length >= deepest) return { kind: 'depth', offset: at };
      visitor.enter(at, kind);
      open.push(kind);
      state = kind === 'object' ? 'first-key' : 'first-value';
      at += 1;
    } else {
      const end = character === '"' ? stringEnd(text, at) : scalarEnd(text, at);
      if (end === -1) return wrong();
      visitor.enter(at, 'scalar');
      state = 'more';
      at = end;
    }
  }
}

export function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function closing(kind: 'object' | 'array'): string {
  return kind === 'object' ? '}' : ']';
}

function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return -1;
}

function scalarEnd(text: string, start: number): number {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : -1;
}
