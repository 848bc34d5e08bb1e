import type { BillContainer } from '../../parsers/billing/source.ts';
import { readChunks } from './bytes.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

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
export async function findPhysicalLines(path: string, container: BillContainer, wanted: WantedRows): Promise<FoundLines> {
  const found = { rows: new Map<number, number>(), malformed: new Map<number, number>() };
  const state = { record: 0, row: 0, line: 1, begin: 1, quoted: false, cellStart: true, content: false };
  const lastRow = Math.max(0, ...wanted.rows);
  const lastMalformed = wanted.malformed.size === 0 ? 0 : [...wanted.malformed].reduce((a, b) => Math.max(a, b));

  const endRecord = () => {
    state.record += 1;
    const malformed = wanted.malformed.has(state.record);
    if (malformed) found.malformed.set(state.record, state.begin);
    else if (state.record > 1 && state.content) {
      state.row += 1;
      if (wanted.rows.has(state.row)) found.rows.set(state.row, state.begin);
    }
    state.content = false;
    state.cellStart = true;
  };
  const take = (chunk: Buffer) => {
    for (const byte of chunk) {
      if (byte === NEWLINE) {
        state.line += 1;
        if (state.quoted) continue;
        endRecord();
        state.begin = state.line;
      } else if (state.quoted) {
        if (byte === QUOTE) state.quoted = false;
      } else if (byte === QUOTE) {
        // A quote inside an unquoted cell is text; after a closing quote it is the second of a doubled pair.
        state.quoted = state.cellStart || state.content === true;
        state.cellStart = false;
        state.content = true;
      } else if (byte === COMMA) {
        state.cellStart = true;
        state.content = true;
      } else if (byte !== RETURN) {
        state.cellStart = false;
        state.content = true;
      }
    }
    return state.row < lastRow || state.record < lastMalformed;
  };
  await readChunks(path, container, take);
  if (state.content) endRecord();
  return found;
}
