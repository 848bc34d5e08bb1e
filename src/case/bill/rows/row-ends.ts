import type { BillHeader } from '../../../parsers/billing/format.ts';
import { CellCount } from './cell-count.ts';

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const NULLS = ['NULL', 'null', 'Null'];
/** Of the text before a chunk, so that a row that ends with it is seen whole enough. */
const CARRIED = 64;

/**
 * Whether DuckDB 1.5.6 could have let a row pass that has one cell too many. It does so by the last cell: where that is
 * empty or begins like `NULL`, and at times where it is quoted with quotes in it. A comma without quotes further ahead
 * then shifts all cells behind it, in silence. Looking at the ends of rows costs next to nothing; only where one ends
 * so, the cells of all rows are counted: at once if the first part of the file has such a row, afterwards if a later one.
 */
export class RowEnds {
  /** Every cell counted; null where that need not be, or is still to be done. */
  count: CellCount | null = null;
  /** Whether the cells must be counted afterwards. */
  doubtful = false;
  private readonly header: BillHeader;
  private readonly between: number;
  private carried: Buffer | null = null;
  private lines = false;

  constructor(header: BillHeader) {
    this.header = header;
    this.between = (header.delimiter ?? ',').charCodeAt(0);
  }

  take(chunk: Buffer): void {
    if (this.count) this.count.take(chunk);
    else if (!this.doubtful) this.look(chunk);
  }

  private look(chunk: Buffer): void {
    const { carried } = this;
    const seam = carried && Buffer.concat([carried, chunk.subarray(0, CARRIED)]);
    const odd = this.endsOddly(chunk, seam ? CARRIED : 0) || (seam && this.endsOddly(seam, carried.length));
    if (!odd) this.carried = Buffer.from((seam && chunk.length < CARRIED ? seam : chunk).subarray(-CARRIED));
    else if (seam) this.doubtful = true;
    else {
      this.count = new CellCount(this.header);
      this.count.take(chunk);
    }
  }

  end(): void {
    this.count?.end();
    if (this.count || this.doubtful || !this.carried) return;
    // The last row may have no newline; a file without any has ends that are not looked for here.
    const last = Buffer.concat([this.carried, Buffer.from([NEWLINE])]);
    this.doubtful = !this.lines || this.endsOddly(last, this.carried.length);
  }

  private endsOddly(text: Buffer, from: number): boolean {
    for (let at = text.indexOf(NEWLINE, from); at >= 0; at = text.indexOf(NEWLINE, at + 1)) {
      this.lines = true;
      if (this.isOdd(text, text[at - 1] === RETURN ? at - 1 : at)) return true;
    }
    return false;
  }

  /** Whether the cell that ends here, before `end`, is one of those; what cannot be seen whole is taken for one. */
  private isOdd(text: Buffer, end: number): boolean {
    const last = text[end - 1];
    if (last === undefined || last === NEWLINE) return false;
    if (last === this.between) return true;
    if (last !== QUOTE)
      return this.isShort(text, end) && this.isLikeNull(text, text.lastIndexOf(this.between, end) + 1, end);
    const open = text.lastIndexOf(QUOTE, end - 2);
    const before = text[open - 1];
    if (open < 1 || (before !== this.between && before !== NEWLINE)) return true;
    return this.isLikeNull(text, open + 1, end - 1);
  }

  /** Whether a cell of at most four signs ends here. */
  private isShort(text: Buffer, end: number): boolean {
    for (let at = end - 1; at >= end - 5; at -= 1) if (text[at] === this.between) return true;
    return false;
  }

  private isLikeNull(text: Buffer, begin: number, end: number): boolean {
    if (end - begin > 4) return false;
    const cell = text.toString('latin1', begin, end);
    return NULLS.some((one) => one.startsWith(cell));
  }
}
