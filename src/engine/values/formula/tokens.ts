export interface Token {
  readonly kind: 'number' | 'name' | 'sign';
  readonly text: string;
  /** The character it begins at, counted from 1. */
  readonly at: number;
}

const TOKEN = /(\d+(?:\.\d+)?|\.\d+)|([a-z][a-z0-9_]*)|([-+*/(),])/y;

/** Cuts an expression into its numbers, names and signs; `fail` hears of the first character that begins none. */
export function readTokens(text: string, fail: (at: number, problem: string, fix: string) => never): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] as string)) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match)
      return fail(
        at + 1,
        `"${text[at]}" means nothing in an expression`,
        'Use decimals, names in lower case, + - * / and parentheses.',
      );
    tokens.push({ kind: match[1] ? 'number' : match[2] ? 'name' : 'sign', text: match[0], at: at + 1 });
    at = TOKEN.lastIndex;
  }
  return tokens;
}
