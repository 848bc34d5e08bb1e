import type { BillHeader } from '../../../parsers/billing/format.ts';
import type { BillContainer } from '../../../parsers/billing/source.ts';
import { readChunks } from '../files/read-chunks.ts';

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];

const Cell = { Start: 0, Bare: 1, Quoted: 2, Closed: 3 } as const;
type Cell = (typeof Cell)[keyof typeof Cell];

/** One record of a CSV: its number (the header is 1, empty lines count), and the physical line on which it begins. */
export interface PhysicalRecord {
  readonly number: number;
  readonly line: number;
  readonly empty: boolean;
}

export interface CsvText {
  readonly container: BillContainer;
  readonly delimiter?: BillHeader['delimiter'];
}

export interface RecordScan {
  /** Records that are neither the header nor empty. */
  readonly rows: number;
  /** The line of the record in which a quote is still open when the file ends. */
  readonly openQuote: number | null;
}

/** Goes through the records of a CSV as RFC 4180 splits them, until `take` answers false. Looks at no cell. */
export async function scanRecords(
  path: string,
  { container, delimiter = ',' }: CsvText,
  take: (record: PhysicalRecord) => boolean,
): Promise<RecordScan> {
  const between = delimiter.charCodeAt(0);
  let number = 1;
  let line = 1;
  let begin = 1;
  let cell: Cell = Cell.Start;
  let empty = true;
  let rows = 0;

  const endRecord = () => {
    if (number > 1 && !empty) rows += 1;
    const more = take({ number, line: begin, empty });
    number += 1;
    empty = true;
    cell = Cell.Start;
    return more;
  };
  await readChunks(path, container, (chunk) => {
    // By index: iterating a Buffer is several times slower, and a bill has gigabytes.
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (byte === NEWLINE) {
        line += 1;
        if (cell === Cell.Quoted) continue;
        const more = endRecord();
        begin = line;
        if (!more) return false;
      } else if (byte !== RETURN && !(number === 1 && BOM.includes(byte))) {
        empty = false;
        cell = nextCell(cell, byte, between);
      }
    }
    return true;
  });
  const openQuote = (cell as Cell) === Cell.Quoted ? begin : null;
  if (!empty) endRecord();
  return { rows, openQuote };
}

/** Where in a cell a byte stands. After a closing quote a second one makes it a doubled pair; inside a bare cell a quote is text. */
function nextCell(cell: Cell, byte: number, between: number): Cell {
  if (cell === Cell.Quoted) return byte === QUOTE ? Cell.Closed : Cell.Quoted;
  if (byte === between) return Cell.Start;
  if (byte === QUOTE && cell !== Cell.Bare) return Cell.Quoted;
  return Cell.Bare;
}
