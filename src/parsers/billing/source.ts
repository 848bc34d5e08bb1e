import { columnName, NULL_SPELLINGS } from './columns.ts';
import type { BillHeader } from './format.ts';
import { literal, type Sql } from './sql.ts';

export type BillContainer = 'csv' | 'csv.gz' | 'parquet';

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
  const table = container === 'parquet' ? parquetTable(path) : csvTable(path, container, header, options.rejects);
  return options.records ? `(SELECT *, row_number() OVER () AS record FROM ${table})` : table;
}

function parquetTable(path: string): Sql {
  return `read_parquet(${literal(path)}, hive_partitioning = false)`;
}

/** Nothing is sniffed: column types and dialect would depend on the first rows, and leading zeros would be lost. */
function csvTable(path: string, container: BillContainer, header: BillHeader, rejects?: string): Sql {
  const columns = header.columns.map((_, index) => `'${columnName(header, index)}': 'VARCHAR'`);
  const options = [
    'header = true',
    'auto_detect = false',
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = [${NULL_SPELLINGS.map(literal).join(', ')}]`,
    `compression = '${container === 'csv.gz' ? 'gzip' : 'none'}'`,
    'hive_partitioning = false',
    `columns = {${columns.join(', ')}}`,
    ...(rejects === undefined ? [] : setAside(rejects)),
  ];
  return `read_csv(${literal(path)}, ${options.join(', ')})`;
}

function setAside(table: string): Sql[] {
  return [
    'parallel = false',
    'store_rejects = true',
    `rejects_table = ${literal(table)}`,
    `rejects_scan = ${literal(`${table}_scan`)}`,
  ];
}
