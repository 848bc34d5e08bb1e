import { CsvError, parse } from 'csv-parse/sync';

/** Characters. */
const LONGEST_RECORD = 1_048_576;
const MOST_BROKEN_ROWS = 20;

/** A row as it was cut from the text, or why it could not be. */
export type RawRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly cells?: undefined; readonly problem: string };

/**
 * All rows with the line they begin on, blank lines aside. After a broken row csv-parse cannot find its feet again
 * (it drops rows without a word), so that line alone is given up and reading starts afresh below it.
 */
export function readRows(text: string, starts: readonly number[]): RawRow[] {
  const rows: RawRow[] = [];
  let begin = 1;
  for (let broken = 0; begin <= starts.length; broken += 1) {
    const stopped = readRowsFrom(text.slice(starts[begin - 1]), begin, rows);
    if (!stopped) return rows;
    const given = broken >= MOST_BROKEN_ROWS;
    rows.push({
      line: stopped.line,
      problem: given
        ? `${stopped.problem} The rows below it were not read: too many rows of this file are broken.`
        : stopped.problem,
    });
    if (given) return rows;
    begin = stopped.line + 1;
  }
  return rows;
}

function readRowsFrom(
  text: string,
  line: number,
  rows: RawRow[],
): { readonly line: number; readonly problem: string } | null {
  let next = line;
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n'],
      max_record_size: LONGEST_RECORD,
      on_record: (cells: string[], context) => {
        if (cells.length > 1 || cells[0] !== '') rows.push({ line: next, cells });
        next = line + context.lines;
        return null;
      },
    });
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: next, problem: PROBLEMS.get(error.code) ?? 'This row is not CSV.' };
  }
}

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'A quote of this row is never closed.'],
  ['CSV_INVALID_CLOSING_QUOTE', 'A quote of this row is followed by text.'],
  ['INVALID_OPENING_QUOTE', 'A quote stands in the middle of a cell of this row.'],
  ['CSV_MAX_RECORD_SIZE', 'This row is longer than 1 MiB.'],
]);
