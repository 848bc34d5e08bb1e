import type { BillColumn, BillHeader } from './format.ts';

/** Objects with more fields than this are a map (labels by name), and no columns. */
const MOST_FIELDS = 200;

/**
 * The columns of a JSON bill from the structure of all its records, as DuckDB's `json_group_structure` gives it: fields of
 * objects as columns of their own, `service.description`; lists as JSON text. Taken of every record, because BigQuery
 * leaves out what is null, and a field that only late records have would be dropped in silence.
 */
export function recordsOfJson(structure: unknown): Pick<BillHeader, 'columns' | 'within'> {
  const [entry] = isObject(structure) && Array.isArray(structure.data) ? structure.data : [];
  if (!isObject(entry)) return { columns: columnsOfJson(structure, []) };
  // Records hold texts and numbers: an object of objects only is a map from names to records.
  const named: unknown[] = Object.values(entry);
  return named.length > 0 && named.every(isObject)
    ? { columns: columnsOfJson(named.reduce(mergeStructures, {}), []), within: 'names in data' }
    : { columns: columnsOfJson(entry, []), within: 'data' };
}

function columnsOfJson(structure: unknown, path: readonly string[]): BillColumn[] {
  if (isObject(structure) && (path.length === 0 || Object.keys(structure).length <= MOST_FIELDS))
    return Object.entries(structure).flatMap(([key, inner]) => columnsOfJson(inner, [...path, key]));
  if (path.length === 0) return [];
  return [{ name: path.join('.'), type: isScalar(structure) ? 'VARCHAR' : 'JSON', path }];
}

/** The structure that records of both kinds fit into. */
function mergeStructures(a: unknown, b: unknown): unknown {
  if (isObject(a) && isObject(b)) {
    const fields = new Map(Object.entries(a));
    for (const [key, inner] of Object.entries(b))
      fields.set(key, fields.has(key) ? mergeStructures(fields.get(key), inner) : inner);
    return Object.fromEntries(fields);
  }
  if (a === 'NULL') return b;
  if (b === 'NULL') return a;
  return isScalar(a) && isScalar(b) ? 'VARCHAR' : 'JSON';
}

function isObject(structure: unknown): structure is Readonly<Record<string, unknown>> {
  return structure !== null && typeof structure === 'object' && !Array.isArray(structure);
}

/** The fields of STRUCT columns of Parquet, each as a column of its own beside the whole. */
export function columnsOfStruct(name: string, type: string): BillColumn[] {
  return [{ name, type }, ...fieldsOf(type).flatMap(([field, inner]) => below([name], field, inner))];
}

function below(path: readonly string[], field: string, type: string): BillColumn[] {
  const own = [...path, field];
  return [
    { name: own.join('.'), type, path: own },
    ...fieldsOf(type).flatMap(([inner, innerType]) => below(own, inner, innerType)),
  ];
}

function isScalar(structure: unknown): boolean {
  return typeof structure === 'string' && structure !== 'JSON';
}

/** `STRUCT(id VARCHAR, "name" VARCHAR)` taken apart at its own level; a list of structs has no fields. */
function fieldsOf(type: string): [field: string, type: string][] {
  if (!type.startsWith('STRUCT(') || !type.endsWith(')')) return [];
  const parts = splitAtCommas(type.slice('STRUCT('.length, -1));
  return parts.flatMap((part): [string, string][] => {
    const match = /^(?:"((?:[^"]|"")+)"|([^\s"]+))\s(.+)$/.exec(part.trim());
    return match ? [[(match[1] ?? match[2] ?? '').replaceAll('""', '"'), match[3] ?? '']] : [];
  });
}

function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let begin = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === '(') depth += 1;
    else if (!quoted && sign === ')') depth -= 1;
    else if (!quoted && sign === ',' && depth === 0) {
      parts.push(text.slice(begin, at));
      begin = at + 1;
    }
  }
  return [...parts, text.slice(begin)];
}
