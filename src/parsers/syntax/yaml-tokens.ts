import { CST, Lexer, Parser } from 'yaml';

/** The first half of reading YAML: text to tokens, within the limits and the small dialect of yaml.ts. */

/** Bytes of UTF-8, levels of nesting, values and marks, characters of a key. */
export const YAML_LIMITS = { bytes: 1_048_576, depth: 32, nodes: 50_000, key: 200 } as const;

/** What is wrong with the text, and at which offset. */
export interface YamlProblem {
  readonly code: string;
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** The first thing that keeps the text from being read at all. */
export function checkText(text: string): YamlProblem | null {
  if (Buffer.byteLength(text) > YAML_LIMITS.bytes) {
    return {
      code: 'yaml-too-large',
      offset: 0,
      message: `The file is larger than ${YAML_LIMITS.bytes} bytes.`,
      fix: 'Split it, or check that this is the file you meant.',
    };
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (!control) return null;
  const code = control[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase();
  return {
    code: 'yaml-control-character',
    offset: control.index,
    message: `The text holds the control character U+${code}.`,
    fix: 'Save the file as plain UTF-8 text.',
  };
}

const REFUSED = new Map([
  ['anchor', ['yaml-anchor', 'Anchors (`&name`) are not taken.', 'Write the value out where it is needed.']],
  [
    'alias',
    [
      'yaml-alias',
      'Aliases (`*name`) are not taken.',
      'Write the value out, or put quotes around a text that begins with `*`.',
    ],
  ],
  [
    'tag',
    ['yaml-tag', 'Tags (`!name`) are not taken.', 'Remove the tag, or put quotes around a text that begins with `!`.'],
  ],
  ['directive-line', ['yaml-directive', 'Directives (`%NAME`) are not taken.', 'Remove the line.']],
] as const);
const NODES = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'block-scalar-header',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
  'flow-seq-start',
  'flow-map-start',
  'comma',
]);
/** Signs of the lexer that stand for no text. */
const SILENT = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const LEXEMES_PER_NODE = 4;

/** The limits are checked on lexemes, before anything is built: a bomb costs no more than its bytes. */
export function lex(text: string): { lexemes: string[] } | { refused: YamlProblem } {
  const lexemes: string[] = [];
  let offset = 0;
  let nodes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = lexeme === CST.SCALAR ? 'scalar' : (CST.tokenType(lexeme) ?? '');
    const refused = REFUSED.get(type as 'tag');
    if (refused) return { refused: { code: refused[0], offset, message: refused[1], fix: refused[2] } };
    if (NODES.has(type)) nodes += 1;
    lexemes.push(lexeme);
    if (nodes > YAML_LIMITS.nodes || lexemes.length > YAML_LIMITS.nodes * LEXEMES_PER_NODE) {
      return {
        refused: {
          code: 'yaml-too-many-nodes',
          offset,
          message: `The file holds more than ${YAML_LIMITS.nodes} values.`,
          fix: 'Split it, or check that this is the file you meant.',
        },
      };
    }
    if (!SILENT.has(lexeme)) offset += lexeme.length;
  }
  return { lexemes };
}

/** Lexemes to tokens; the parser's stack shows the depth before anything deep is built. */
export function parse(lexemes: readonly string[]): { tokens: CST.Token[] } | { refused: YamlProblem } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of lexemes) {
    const offset = parser.offset;
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > YAML_LIMITS.depth + 1) {
      return {
        refused: {
          code: 'yaml-too-deep',
          offset,
          message: `The data is nested deeper than ${YAML_LIMITS.depth} levels.`,
          fix: 'No file of this kind is that deep: check the indentation.',
        },
      };
    }
  }
  tokens.push(...parser.end());
  return { tokens };
}
