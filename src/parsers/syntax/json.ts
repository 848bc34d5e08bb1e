import type { Issue, Origin, Result } from '../../engine/records/issue.ts';
import { type JsonProblem, skipSpace, walkJson } from './json-walk.ts';
import type { JsonCodes } from './syntax-codes.ts';
import { excerptOf, lineStarts, placeOf, stripBom } from './text.ts';
import type { TextFile } from './text-file.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
/** Read members with {@link member} only: a name may be `__proto__` or `constructor`. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export interface JsonDocument {
  /** Of several values in a row (JSON lines, answers of a tool one after the other) the list of them. */
  readonly value: JsonValue;
  /** Line and column of every pointer that exists, found in one pass over the text. */
  readonly locate: (
    pointers: Iterable<string>,
  ) => ReadonlyMap<string, { readonly line: number; readonly column: number }>;
}

export const JSON_LIMITS = { characters: 256 * 1_048_576, depth: 64 } as const;

/** Reads a JSON document, or several in a row. Broken syntax, a name twice in one object and absurd nesting are errors and give no value. */
export function readJson(file: TextFile, codes: JsonCodes): Result<JsonDocument | null> {
  const text = stripBom(file.text);
  const refuse = (code: string, message: string, fix: string, offset?: number): Result<null> => {
    const origin =
      offset === undefined ? { file: file.label } : { file: file.label, ...placeOf(lineStarts(text), offset) };
    const excerpt = offset === undefined ? undefined : excerptOf(lineAround(text, offset));
    return { value: null, issues: [{ code, severity: 'error', message, origin, excerpt, fix }] };
  };
  if (text.length > JSON_LIMITS.characters)
    return refuse(codes.tooLarge, 'The file is larger than 256 MiB.', 'Split it.');
  if (text.trim() === '') return refuse(codes.emptyFile, 'The file is empty.', 'Export it again.');

  const checked = check(text);
  if ('kind' in checked && checked.kind === 'syntax')
    return refuse(
      codes.jsonSyntax,
      `This is not valid JSON${checked.offset >= text.trimEnd().length ? ': it ends too early' : ''}.`,
      'Export the file again, unedited and whole.',
      checked.offset,
    );
  if ('kind' in checked)
    return refuse(
      codes.jsonTooDeep,
      `This nests deeper than ${JSON_LIMITS.depth} levels.`,
      'Export the file again: no known export nests so deep.',
      checked.offset,
    );
  const [twice] = checked.twice;
  if (twice)
    return refuse(
      codes.jsonDuplicateKey,
      `The name "${excerptOf(twice.name)}" is there twice in one object.`,
      'Keep one of the two: nobody can tell which one is meant.',
      twice.offset,
    );

  try {
    const values = checked.spans.map(([begin, end]) => JSON.parse(text.slice(begin, end)) as JsonValue);
    const several = values.length > 1;
    const value = several ? values : (values[0] as JsonValue);
    return { value: { value, locate: (pointers) => locate(text, checked.spans, several, pointers) }, issues: [] };
  } catch {
    return refuse(
      codes.jsonSyntax,
      'This is not valid JSON: a string holds an unknown escape or a control character.',
      'Export the file again, unedited and whole.',
    );
  }
}

/** Whether the text can be JSON at all, by its first character. */
export function looksLikeJson(head: string): boolean {
  return /^\s{0,4096}[{[]/.test(head);
}

export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A text that says something; blanks and other types are null. */
export function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Completes pointers with line and column, so that a person finds the place in an editor. */
export function placeOrigins<T extends { readonly origin?: Origin }>(document: JsonDocument, items: readonly T[]): T[] {
  const places = document.locate(items.flatMap(({ origin }) => origin?.pointer ?? []));
  return items.map((item) => {
    const place = item.origin?.pointer === undefined ? undefined : places.get(item.origin.pointer);
    return place && item.origin
      ? { ...item, origin: { file: item.origin.file, ...place, pointer: item.origin.pointer } }
      : item;
  });
}

/** {@link placeOrigins} for issues that belong to a document. */
export function placeIssues(document: JsonDocument | null, issues: readonly Issue[]): Issue[] {
  return document ? placeOrigins(document, issues) : [...issues];
}

interface Checked {
  readonly spans: readonly (readonly [begin: number, end: number])[];
  readonly twice: readonly { readonly name: string; readonly offset: number }[];
}

function check(text: string): Checked | JsonProblem {
  const spans: [number, number][] = [];
  const twice: { name: string; offset: number }[] = [];
  const names: (Set<string> | null)[] = [];
  const visitor = {
    enter: (_offset: number, kind: 'object' | 'array' | 'scalar') => {
      if (kind !== 'scalar') names.push(kind === 'object' ? new Set() : null);
    },
    leave: () => {
      names.pop();
    },
    key: (written: string, offset: number) => {
      const name = unescaped(written);
      const seen = names.at(-1);
      if (seen?.has(name)) twice.push({ name, offset });
      seen?.add(name);
    },
  };
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const walked = walkJson(text, at, JSON_LIMITS.depth, visitor);
    if ('kind' in walked) return walked;
    spans.push([at, walked.end]);
    at = walked.end;
  }
  return { spans, twice };
}

interface Wanted {
  /** null: only on the way to a wanted one. */
  readonly pointer: string | null;
  readonly below: Map<string, Wanted>;
}

function locate(text: string, spans: Checked['spans'], several: boolean, pointers: Iterable<string>) {
  const root = wantedTree(pointers);
  const starts = lineStarts(text);
  const found = new Map<string, { line: number; column: number }>();
  for (const [index, [begin]] of spans.entries()) {
    const top = several ? root.below.get(String(index)) : root;
    if (!top) continue;
    const path: { wanted: Wanted | undefined; index: number }[] = [];
    let next: Wanted | undefined = top;
    walkJson(text, begin, JSON_LIMITS.depth, {
      enter: (offset, kind) => {
        const parent = path.at(-1);
        if (parent && parent.index >= 0) {
          next = parent.wanted?.below.get(String(parent.index));
          parent.index += 1;
        }
        if (next && next.pointer !== null) found.set(next.pointer, placeOf(starts, offset));
        if (kind !== 'scalar') path.push({ wanted: next, index: kind === 'array' ? 0 : -1 });
      },
      leave: () => {
        path.pop();
      },
      key: (written) => {
        next = path.at(-1)?.wanted?.below.get(unescaped(written));
      },
    });
  }
  return found;
}

function wantedTree(pointers: Iterable<string>): Wanted {
  const nodes = new Map<string, Wanted>();
  const wanted = new Set(pointers);
  const nodeAt = (pointer: string): Wanted => {
    const known = nodes.get(pointer);
    if (known) return known;
    const node: Wanted = { pointer: wanted.has(pointer) ? pointer : null, below: new Map() };
    nodes.set(pointer, node);
    const slash = pointer.lastIndexOf('/');
    const name = pointer
      .slice(slash + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    if (slash >= 0) nodeAt(pointer.slice(0, slash)).below.set(name, node);
    return node;
  };
  for (const pointer of wanted) nodeAt(pointer);
  return nodeAt('');
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

function lineAround(text: string, offset: number): string {
  const begin = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  return text.slice(Math.max(begin, offset - 60), offset + 60).split('\n', 1)[0] ?? '';
}
