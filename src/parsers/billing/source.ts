import { columnName, NULL_SPELLINGS } from './columns.ts';
import type { BillHeader } from './format.ts';
import { filePath, identifier, literal, type Sql } from './sql.ts';

export type BillContainer = 'csv' | 'csv.gz' | 'csv.zst' | 'json' | 'json.gz' | 'json.zst' | 'parquet';

export type Packing = 'none' | 'gzip' | 'zstd';

export function packingOf(container: BillContainer): Packing {
  if (container.endsWith('.gz')) return 'gzip';
  return container.endsWith('.zst') ? 'zstd' : 'none';
}

export function isCsv(container: BillContainer): boolean {
  return container.startsWith('csv');
}

export interface SourceOptions {
  /** A column `record` with the number of the row among the rows that could be split into cells, from 1. */
  readonly records?: boolean;
  /**
   * Set rows aside that cannot be split into cells, in a temporary table of this name, and read the rest; without it the
   * first such row fails the query. One thread only: with several, DuckDB 1.5.6 drops up to 8 MB of good rows after a
   * stray quote without a word.
   */
  readonly rejects?: string;
}

/** A bill as a table expression. The path must be absolute. */
export function billTable(
  path: string,
  container: BillContainer,
  header: BillHeader,
  options: SourceOptions = {},
): Sql {
  const table = plainTable(path, container, header, options);
  return options.records ? `(SELECT *, row_number() OVER () AS record FROM ${table})` : table;
}

function plainTable(path: string, container: BillContainer, header: BillHeader, options: SourceOptions): Sql {
  if (header.container === 'parquet') return parquetTable(path);
  return header.container === 'json'
    ? jsonTable(path, container, header)
    : csvTable(path, container, header, options.rejects);
}

/** Every scalar as text: a number keeps the digits of a double, which is all that JSON exports write. */
function jsonTable(path: string, container: BillContainer, header: BillHeader): Sql {
  const fields = jsonFields(header.columns.map(({ name, path: fields, type }) => ({ path: fields ?? [name], type })));
  const read = (columns: readonly (readonly [name: string, type: string])[]) => {
    const typed = columns.map(([name, type]) => `${literal(name)}: ${literal(type)}`);
    const options = jsonOptions(header.layout ?? 'newline_delimited', container);
    return `read_json(${filePath(path)}, ${options}, hive_partitioning = false, columns = {${typed.join(', ')}})`;
  };
  if (!header.within) return read(fields);
  const record = structType(fields);
  if (header.within === 'data')
    return `(SELECT unnest(mw_record) FROM (SELECT unnest(data) AS mw_record FROM ${read([['data', `${record}[]`]])}))`;
  const byName = `SELECT unnest(data) AS mw_named FROM ${read([['data', `MAP(VARCHAR, ${record})[]`]])}`;
  return `(SELECT unnest(mw_record) FROM (SELECT unnest(map_values(mw_named)) AS mw_record FROM (${byName})))`;
}

/** The answer of an API is one object, however large; DuckDB stops at 16 MB without this, and runs out of memory far above. */
export const LARGEST_OBJECT = 32 * 1024 * 1024;

export function jsonOptions(layout: NonNullable<BillHeader['layout']>, container: BillContainer): Sql {
  const size = layout === 'newline_delimited' ? '' : `, maximum_object_size = ${LARGEST_OBJECT}`;
  const packing = packingOf(container);
  return `format = '${layout}', compression = '${packing === 'none' ? 'uncompressed' : packing}'${size}`;
}

interface JsonField {
  readonly path: readonly string[];
  readonly type: string;
}

/** Fields of one object stand together in a STRUCT. */
function jsonFields(fields: readonly JsonField[]): [name: string, type: string][] {
  const byName = new Map<string, JsonField[]>();
  for (const { path, type } of fields) {
    const [name = '', ...rest] = path;
    byName.set(name, [...(byName.get(name) ?? []), { path: rest, type }]);
  }
  return [...byName].map(([name, inner]) => {
    if (inner.every(({ path }) => path.length === 0)) return [name, inner[0]?.type ?? 'VARCHAR'];
    return [name, structType(jsonFields(inner))];
  });
}

function structType(fields: readonly (readonly [name: string, type: string])[]): string {
  return `STRUCT(${fields.map(([name, type]) => `${identifier(name)} ${type}`).join(', ')})`;
}

function parquetTable(path: string): Sql {
  return `read_parquet(${filePath(path)}, hive_partitioning = false)`;
}

/** Nothing is sniffed: column types and dialect would depend on the first rows, and leading zeros would be lost. */
function csvTable(path: string, container: BillContainer, header: BillHeader, rejects?: string): Sql {
  const names = header.columns.map((_, index) => columnName(header, index));
  const columns = names.map((name) => `'${name}': 'VARCHAR'`);
  const options = [
    'header = true',
    'auto_detect = false',
    `delim = ${literal(header.delimiter ?? ',')}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = [${NULL_SPELLINGS.map(literal).join(', ')}]`,
    `compression = '${packingOf(container)}'`,
    'hive_partitioning = false',
    `columns = {${columns.join(', ')}}`,
    ...(rejects === undefined ? [] : setAside(rejects)),
  ];
  const read = `read_csv(${filePath(path)}, ${options.join(', ')})`;
  return rejects === undefined ? read : `(SELECT * FROM ${read} WHERE ${touchesAll(names)})`;
}

/**
 * Always true, and has every column read: where some are left out, DuckDB 1.5.6 fails an assertion of its own at the first
 * cell that is no UTF-8, and with it every later query (like duckdb/duckdb#11040).
 */
function touchesAll(names: readonly string[]): Sql {
  return `hash(${names.join(', ')}) IS NOT NULL`;
}

function setAside(table: string): Sql[] {
  return [
    'parallel = false',
    'store_rejects = true',
    `rejects_table = ${literal(table)}`,
    `rejects_scan = ${literal(`${table}_scan`)}`,
  ];
}
