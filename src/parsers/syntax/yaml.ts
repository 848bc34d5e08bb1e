import { Composer, CST, isMap, isScalar, isSeq, LineCounter, type Node, type YAMLMap } from 'yaml';
import type { Issue, Origin, Result } from '../../engine/records/issue.ts';
import { checkText, lex, parse, YAML_LIMITS, type YamlProblem } from './yaml-tokens.ts';

export { YAML_LIMITS };

/**
 * YAML as plain data, with the place of every value. The dialect is small on purpose: scalars keep their text (`99.90`
 * is not a float, `no` is not a boolean), and what makes YAML a language (anchors, tags, merges, directives, several
 * documents) is refused, so that a contract file cannot blow up or mean something else than it shows.
 */

/** `null` is written as nothing, `null` or `~`, without quotes. Maps have no prototype. */
export type YamlValue = string | null | readonly YamlValue[] | YamlMap;
export interface YamlMap {
  readonly [key: string]: YamlValue;
}

/** Keys and list positions from the top, as zod gives them. */
export type YamlPath = readonly PropertyKey[];

/** `value` is the default; `key` points at the key that the value stands behind. */
export type YamlPart = 'value' | 'key';

export interface YamlDocument {
  readonly file: string;
  readonly data: YamlValue;
  /** Line and column, from 1. Of a path that does not exist, the place of the nearest part of it that does. */
  readonly locate: (path: YamlPath, part?: YamlPart) => { readonly line: number; readonly column: number };
  /** The same as an origin with its pointer, beside the line it means: ready to be spread into an issue. */
  readonly cite: (path: YamlPath, part?: YamlPart) => { readonly origin: Origin; readonly excerpt: string };
}

const MOST_ISSUES = 20;
const LONGEST_EXCERPT = 120;

/**
 * Reads one YAML document. Any problem with the syntax is an error and gives no value.
 *
 * @param room prefix of the issue codes: `terms/yaml-syntax`, `case/yaml-syntax`
 */
export function readYaml(
  text: string,
  source: { readonly file: string; readonly room: string },
): Result<YamlDocument | null> {
  const body = text.startsWith(CST.BOM) ? text.slice(1) : text;
  const lines = countLines(body);
  const report = (problems: readonly YamlProblem[]): Result<null> => ({
    value: null,
    issues: problems.slice(0, MOST_ISSUES).map((problem) => toIssue(problem, body, lines, source)),
  });

  const unreadable = checkText(body);
  if (unreadable) return report([unreadable]);
  const lexed = lex(body);
  if ('refused' in lexed) return report([lexed.refused]);
  const parsed = parse(lexed.lexemes);
  if ('refused' in parsed) return report([parsed.refused]);

  const [document, ...others] = new Composer({ schema: 'failsafe', uniqueKeys: false, lineCounter: lines }).compose(
    parsed.tokens,
    true,
    body.length,
  );
  if (!document) return report([EMPTY]);
  const next = others[0];
  if (next) return report([{ ...ONE_DOCUMENT, offset: next.range[0] }]);
  const syntax = [...document.errors, ...document.warnings].map(
    (error): YamlProblem => ({
      code: 'yaml-syntax',
      offset: error.pos[0],
      message: `This is not valid YAML: ${firstLine(error.message)}.`,
      fix: SYNTAX_FIX,
    }),
  );
  if (syntax.length > 0) return report(syntax);

  const problems: YamlProblem[] = [];
  const root = document.contents as Node | null;
  const data = toData(root, problems);
  if (problems.length > 0) return report(problems);
  if (data === null) return report([EMPTY]);

  const locate = (path: YamlPath, part: YamlPart = 'value') => place(lines, offsetOf(root, path, part));
  const cite = (path: YamlPath, part: YamlPart = 'value') => {
    const at = locate(path, part);
    return { origin: { file: source.file, ...at, pointer: toPointer(path) }, excerpt: excerptOf(body, lines, at.line) };
  };
  return { value: { file: source.file, data, locate, cite }, issues: [] };
}

const SYNTAX_FIX = 'Look at the indentation, the quotes and the colons on this line and the one before it.';
const EMPTY: YamlProblem = {
  code: 'yaml-empty',
  offset: 0,
  message: 'The file holds no data.',
  fix: 'Check that this is the file you meant.',
};
const ONE_DOCUMENT = {
  code: 'yaml-several-documents',
  message: 'The file holds more than one YAML document.',
  fix: 'Keep one document in a file: remove the `---` line and what follows it.',
};

function toData(node: unknown, problems: YamlProblem[]): YamlValue {
  if (isSeq(node)) return node.items.map((item) => toData(item, problems));
  if (isMap(node)) return toMap(node, problems);
  if (!isScalar(node)) return null;
  const text = typeof node.value === 'string' ? node.value : '';
  return node.type === 'PLAIN' && (text === '' || text === 'null' || text === '~') ? null : text;
}

function toMap(map: YAMLMap, problems: YamlProblem[]): YamlMap {
  const data: Record<string, YamlValue> = Object.create(null);
  for (const { key, value } of map.items) {
    const name = keyText(key);
    const offset = startOf(key) ?? startOf(map) ?? 0;
    if (name === null) {
      problems.push({
        code: 'yaml-key',
        offset,
        message: 'A key must be one short text.',
        fix: 'Write `key: value`, with the key on one line.',
      });
    } else if (name === '<<') {
      problems.push({
        code: 'yaml-merge',
        offset,
        message: 'Merge keys (`<<`) are not taken.',
        fix: 'Write the fields out where they are needed.',
      });
    } else if (Object.hasOwn(data, name)) {
      problems.push({
        code: 'yaml-duplicate-key',
        offset,
        message: `The key "${name}" stands twice in the same mapping.`,
        fix: 'Remove one of the two.',
      });
    } else {
      data[name] = toData(value, problems);
    }
  }
  return data;
}

function keyText(key: unknown): string | null {
  if (!isScalar(key) || typeof key.value !== 'string') return null;
  return key.value === '' || key.value.length > YAML_LIMITS.key || key.value.includes('\n') ? null : key.value;
}

function offsetOf(root: Node | null, path: YamlPath, part: YamlPart): number {
  let node: unknown = root;
  let offset = startOf(root) ?? 0;
  for (const [position, segment] of path.entries()) {
    const last = position === path.length - 1;
    if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(segment));
      if (!pair) return offset;
      node = pair.value;
      const atKey = startOf(pair.key) ?? offset;
      // A missing field is shown at the key of the mapping that lacks it; a block begins below its own key.
      offset = last && part === 'value' ? (startOf(node) ?? atKey) : atKey;
    } else return offset;
    if (node === undefined) return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

function place(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function toIssue(
  problem: YamlProblem,
  text: string,
  lines: LineCounter,
  source: { file: string; room: string },
): Issue {
  const at = place(lines, problem.offset);
  return {
    code: `${source.room}/${problem.code}`,
    severity: 'error',
    message: problem.message,
    origin: { file: source.file, ...at },
    excerpt: excerptOf(text, lines, at.line),
    fix: problem.fix,
  };
}

function excerptOf(text: string, lines: LineCounter, line: number): string {
  const begin = lines.lineStarts[line - 1] ?? 0;
  const shown = text.slice(begin, begin + 4 * LONGEST_EXCERPT).split(/\r?\n/, 1)[0] ?? '';
  return shown.length > LONGEST_EXCERPT ? `${shown.slice(0, LONGEST_EXCERPT)}…` : shown.trimEnd();
}

function toPointer(path: YamlPath): string {
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');
}
