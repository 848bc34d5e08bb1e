import type { Amount, BillColumn, BillColumns, BillHeader, BillingFormat, Time } from './format.ts';
import { identifier, literal, type Sql } from './sql.ts';
import { castTime, readTime } from './times.ts';

/** Spellings of null that exports use for want of a real one. */
export const NULL_SPELLINGS: readonly string[] = ['', 'NULL', 'null', 'Null'];

/** The name a column has inside the query. CSV columns go by position, so that no header text reaches the SQL. */
export function columnName(header: BillHeader, index: number): string {
  const column = header.columns[index];
  return header.container === 'csv' ? `c${index}` : (column?.path?.[0] ?? column?.name ?? '');
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
    amount: (...names) => nullable(find(names), (column) => asAmount(column, header.decimalComma === true)),
    time: (...names) => nullable(find(names), (column) => asTime(column)),
    entry: (name, key) => nullable(find([name]), (column) => entryOf(column, key)),
    json: (name) => nullable(find([name]), (column) => asJson(column)),
    fact: (probe) => header.facts?.[probe] ?? null,
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
  const [, ...fields] = column.path ?? [];
  return {
    sql: [identifier(columnName(header, index)), ...fields.map((field) => `[${literal(field)}]`)].join(''),
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
function asAmount(column: Bound, decimalComma: boolean): Amount {
  const exact = /^(DECIMAL\(|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$)/.test(column.type);
  const text = decimalComma && column.type === 'VARCHAR' ? withPoint(asText(column)) : asText(column);
  return { sql: exact ? column.sql : text, kind: exact ? 'exact' : 'text', column: column.name };
}

/** After an amount that is not written with a decimal comma although the file is: no number ends so, and it is rejected. */
export const NO_DECIMAL_COMMA = '\u001f';

/** `1.234,56` and `0,5` with a point. What is not written that way, `1,234.56` and `0.123` too, is marked and rejected. */
function withPoint(text: Sql): Sql {
  const shape = "'-?([1-9][0-9]{0,2}([.][0-9]{3})+|[0-9]+)(,[0-9]+([eE][+-]?[0-9]+)?)?'";
  const bare = `replace(replace(${text}, '.', ''), ',', '.')`;
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN regexp_full_match(${text}, ${shape}) THEN ${bare} ELSE concat(${text}, '${NO_DECIMAL_COMMA}') END`;
}

/** Lists and structs as JSON text; a text column is taken as what it holds. */
function asJson(column: Bound): Sql {
  if (column.csv || column.type === 'VARCHAR') return asText(column);
  return `CAST(to_json(${column.sql}) AS VARCHAR)`;
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
