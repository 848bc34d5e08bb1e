import type { BillHeader } from '../../../parsers/billing/format.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

const Cell = { Start: 0, Bare: 1, Quoted: 2, Closed: 3 } as const;
type Cell = (typeof Cell)[keyof typeof Cell];

/** A record of a CSV that does not have as many cells as the header: its number (the header is 1) and physical line. */
export interface OddRecord {
  readonly record: number;
  readonly line: number;
  readonly cells: number;
}

/** Counts the records of a CSV and the cells of each as RFC 4180 splits them, independently of DuckDB. */
export class CellCount {
  /** Records that are neither the header nor empty. */
  rows = 0;
  readonly odd: OddRecord[] = [];
  private readonly columns: number;
  private readonly between: number;
  private cell: Cell = Cell.Start;
  private cells = 1;
  private empty = true;
  private returned = false;
  private record = 1;
  private line = 1;
  private begin = 1;

  constructor({ columns, delimiter = ',' }: BillHeader) {
    this.columns = columns.length;
    this.between = delimiter.charCodeAt(0);
  }

  take(chunk: Buffer): void {
    const { between } = this;
    let cell = this.cell;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      // Most bytes are letters and digits, and this loop sees all of a bill.
      if (byte > COMMA && byte !== between) {
        if (cell !== Cell.Quoted) {
          if (this.returned) this.endRecord();
          this.empty = false;
          cell = Cell.Bare;
        }
        continue;
      }
      if (cell === Cell.Quoted) {
        if (byte === QUOTE) cell = Cell.Closed;
        else if (byte === NEWLINE) this.line += 1;
        continue;
      }
      if (byte === NEWLINE) {
        this.line += 1;
        this.endRecord();
        cell = Cell.Start;
        continue;
      }
      // A carriage return that no newline follows ends a record as well.
      if (this.returned) {
        this.endRecord();
        cell = Cell.Start;
      }
      if (byte === RETURN) {
        this.returned = true;
        continue;
      }
      this.empty = false;
      if (byte === between) {
        this.cells += 1;
        cell = Cell.Start;
      } else if (byte === QUOTE && cell !== Cell.Bare) cell = Cell.Quoted;
      else cell = Cell.Bare;
    }
    this.cell = cell;
  }

  /** The end of the file. */
  end(): void {
    if (!this.empty) this.endRecord();
  }

  private endRecord(): void {
    if (this.record > 1 && !this.empty) {
      this.rows += 1;
      if (this.cells !== this.columns) this.odd.push({ record: this.record, line: this.begin, cells: this.cells });
    }
    this.record += 1;
    this.begin = this.line;
    this.cells = 1;
    this.empty = true;
    this.returned = false;
  }
}
