import type { BillContainer } from '../../parsers/billing/source.ts';
import { readChunks } from './bytes.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];

const Cell = { Start: 0, Bare: 1, Quoted: 2, Closed: 3 } as const;
type Cell = (typeof Cell)[keyof typeof Cell];

export interface WantedRows {
  /** Rows by their number among the rows that DuckDB could split into cells, from 1 (the column `record`). */
  readonly rows: ReadonlySet<number>;
  /** Records that DuckDB could not split, by its own count: the header is 1, empty lines count. */
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
export async function findPhysicalLines(
  path: string,
  container: BillContainer,
  wanted: WantedRows,
): Promise<FoundLines> {
  const found = { rows: new Map<number, number>(), malformed: new Map<number, number>() };
  const lastRow = greatest(wanted.rows);
  const lastMalformed = greatest(wanted.malformed);
  let record = 0;
  let row = 0;
  let line = 1;
  let begin = 1;
  let cell: Cell = Cell.Start;
  let empty = true;

  const endRecord = () => {
    record += 1;
    if (wanted.malformed.has(record)) found.malformed.set(record, begin);
    else if (record > 1 && !empty) {
      row += 1;
      if (wanted.rows.has(row)) found.rows.set(row, begin);
    }
    empty = true;
    cell = Cell.Start;
  };
  const take = (chunk: Buffer) => {
    // By index: iterating a Buffer is several times slower, and a bill has gigabytes.
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (byte === NEWLINE) {
        line += 1;
        if (cell === Cell.Quoted) continue;
        endRecord();
        begin = line;
      } else if (byte !== RETURN && !(record === 0 && BOM.includes(byte))) {
        empty = false;
        cell = nextCell(cell, byte);
      }
    }
    return row < lastRow || record < lastMalformed;
  };
  await readChunks(path, container, take);
  if (!empty) endRecord();
  return found;
}

/** Where in a cell a byte stands. After a closing quote a second one makes it a doubled pair; inside a bare cell a quote is text. */
function nextCell(cell: Cell, byte: number): Cell {
  if (cell === Cell.Quoted) return byte === QUOTE ? Cell.Closed : Cell.Quoted;
  if (byte === COMMA) return Cell.Start;
  if (byte === QUOTE && cell !== Cell.Bare) return Cell.Quoted;
  return Cell.Bare;
}

function greatest(numbers: ReadonlySet<number>): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  return most;
}
