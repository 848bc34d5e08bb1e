import { type CsvText, scanRecords } from './physical-records.ts';

export interface WantedRows {
  /** Rows by their number among the rows that DuckDB could split into cells, from 1 (the column `record`). */
  readonly rows: ReadonlySet<number>;
  /** All records that DuckDB could not split, by its own count: the header is 1, empty lines count. */
  readonly malformed: ReadonlySet<number>;
}

export interface FoundLines {
  readonly rows: ReadonlyMap<number, number>;
  readonly malformed: ReadonlyMap<number, number>;
}

/**
 * The physical lines on which rows of a CSV begin. DuckDB counts records; a quoted cell may hold newlines, so the two
 * drift apart (research/stack.md 1.5). Reads no further than the last row wanted.
 */
export async function findPhysicalLines(path: string, text: CsvText, wanted: WantedRows): Promise<FoundLines> {
  const found = { rows: new Map<number, number>(), malformed: new Map<number, number>() };
  const lastMalformed = greatest(wanted.malformed);
  let row = 0;
  await scanRecords(path, text, ({ number, line, empty }) => {
    if (wanted.malformed.has(number)) found.malformed.set(number, line);
    else if (number > 1 && !empty) {
      row += 1;
      if (wanted.rows.has(row)) found.rows.set(row, line);
    }
    return found.rows.size < wanted.rows.size || number < lastMalformed;
  });
  return found;
}

function greatest(numbers: ReadonlySet<number>): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  return most;
}
