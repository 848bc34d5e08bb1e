import type { Amount, BillColumn, BillColumns, BillHeader, BillingFormat, Time } from './format.ts';
import { identifier, literal, type Sql } from './sql.ts';
import { castTime, readTime } from './times.ts';

/** Spellings of null that exports use for want of a real one. */
export const NULL_SPELLINGS: readonly string[] = ['', 'NULL', 'null', 'Null'];

/** The name a column has inside the query. CSV columns go by position, so that no header text reaches the SQL. */
export function columnName(header: BillHeader, index: number): string {
  return header.container === 'csv' ? `c${index}` : (header.columns[index]?.name ?? '');
}

/** The columns of a file by canonical name. Two columns under one name: the first; see {@link findAmbiguous}. */
export function bindColumns(header: BillHeader, format: BillingFormat): BillColumns {
  const places = indexColumns(header, format);
  const find = (names: readonly string[]) => {
    const place = names.map((name) => places.get(name)?.[0]).find((index) => index !== undefined);
    return place === undefined ? null : bound(header, place);
  };
  return {
    has: (column) => places.has(column),
    text: (...names) => nullable(find(names), (column) => asText(column)),
    label: (name) => nullable(find([name]), (column) => (column.type === 'VARCHAR' ? column.sql : asText(column))),
    amount: (...names) => nullable(find(names), (column) => asAmount(column)),
    time: (...names) => nullable(find(names), (column) => asTime(column)),
    entry: (name, key) => nullable(find([name]), (column) => entryOf(column, key)),
  };
}

/** Canonical names that several columns share, with the names as written. */
export function findAmbiguous(header: BillHeader, format: BillingFormat): Map<string, string[]> {
  const shared = [...indexColumns(header, format)].filter(([, places]) => places.length > 1);
  return new Map(shared.map(([name, places]) => [name, places.map((place) => header.columns[place]?.name ?? '')]));
}

function indexColumns(header: BillHeader, format: BillingFormat): Map<string, number[]> {
  const places = new Map<string, number[]>();
  header.columns.forEach((column, index) => {
    const name = format.canonical(column.name);
    places.set(name, [...(places.get(name) ?? []), index]);
  });
  return places;
}

interface Bound {
  readonly sql: Sql;
  readonly name: string;
  readonly type: string;
  readonly csv: boolean;
}

function bound(header: BillHeader, index: number): Bound {
  const column = header.columns[index] as BillColumn;
  return {
    sql: identifier(columnName(header, index)),
    name: column.name,
    type: column.type,
    csv: header.container === 'csv',
  };
}

function nullable<T>(column: Bound | null, read: (column: Bound) => T): T | null {
  return column ? read(column) : null;
}

/** The CSV reader has made the null spellings null already. */
function asText({ sql, type, csv }: Bound): Sql {
  if (csv) return sql;
  if (type !== 'VARCHAR') return `CAST(${sql} AS VARCHAR)`;
  return `CASE WHEN ${sql} IN (${NULL_SPELLINGS.map(literal).join(', ')}) THEN NULL ELSE ${sql} END`;
}

/** A double is taken by its shortest decimal text, which is what the exporter meant, not by its binary expansion. */
function asAmount(column: Bound): Amount {
  const exact = /^(DECIMAL\(|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$)/.test(column.type);
  return { sql: exact ? column.sql : asText(column), kind: exact ? 'exact' : 'text', column: column.name };
}

function asTime(column: Bound): Time {
  return /^(TIMESTAMP|DATE)/.test(column.type) ? castTime(column.sql, column.type) : readTime(asText(column));
}

function entryOf(column: Bound, key: string): Sql | null {
  if (column.type.startsWith('MAP(VARCHAR')) return `CAST(${column.sql}[${literal(key)}] AS VARCHAR)`;
  if (column.type.startsWith('STRUCT('))
    return hasField(column.type, key) ? `CAST(${column.sql}[${literal(key)}] AS VARCHAR)` : null;
  const json = asText(column);
  return `CASE WHEN json_valid(${json}) THEN json_extract_string(${json}, ${literal(`$."${key}"`)}) END`;
}

function hasField(type: string, key: string): boolean {
  return type.includes(`(${key} `) || type.includes(`, ${key} `) || type.includes(`"${key}" `);
}
