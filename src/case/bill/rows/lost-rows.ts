import type { Issue } from '../../../engine/records/issue.ts';
import type { BillHeader } from '../../../parsers/billing/format.ts';
import type { BillContainer } from '../../../parsers/billing/source.ts';
import { type BillPath, quoteCell } from '../bill-path.ts';
import { readChunks } from '../files/read-chunks.ts';
import { CellCount, type OddRecord } from './cell-count.ts';
import { type CsvText, scanRecords } from './physical-records.ts';
import type { RowEnds } from './row-ends.ts';
import type { MalformedRow } from './split-rows.ts';

/**
 * For a CSV with rows that could not be split: whether rows may have been lost with them. A quote that never closes
 * swallows every row after it, and DuckDB does not always say so: the rows are counted here independently of it. Any
 * doubt is an error, and no figure of the file is used.
 */
export async function findLostRows(
  bill: BillPath,
  text: CsvText,
  split: number,
  malformed: readonly MalformedRow[],
): Promise<Issue | null> {
  const broken = malformed.find((row) => row.kind === 'UNQUOTED VALUE');
  let brokenAt: number | undefined;
  const { rows, openQuote } = await scanRecords(bill.path, text, ({ number, line }) => {
    if (number === broken?.record) brokenAt = line;
    return true;
  });
  if (broken) return unclosedQuote(bill, brokenAt, broken.excerpt);
  if (openQuote !== null) return unclosedQuote(bill, openQuote);
  return rows === split + malformed.length ? null : unaccounted(bill, rows, split, malformed.length);
}

/**
 * Whether DuckDB let rows of a CSV pass that do not have the cells of the header, or rows are missing. `split` of its rows
 * have become cells, `malformed` have been set aside.
 */
export async function findShiftedRows(
  bill: BillPath,
  { container, header }: { readonly container: BillContainer; readonly header: BillHeader },
  ends: RowEnds,
  split: number,
  malformed: readonly MalformedRow[],
): Promise<Issue | null> {
  ends.end();
  const count = ends.doubtful ? await countCells(bill, container, header) : ends.count;
  if (!count) return null;
  const known = new Set(malformed.map(({ record }) => record));
  const passed = count.odd.filter(({ record }) => !known.has(record));
  if (passed[0]) return shifted(bill, passed[0], passed.length);
  return count.rows === split + malformed.length ? null : unaccounted(bill, count.rows, split, malformed.length);
}

async function countCells(bill: BillPath, container: BillContainer, header: BillHeader): Promise<CellCount> {
  const count = new CellCount(header);
  await readChunks(bill.path, container, (chunk) => {
    count.take(chunk);
    return true;
  });
  count.end();
  return count;
}

function shifted(bill: BillPath, { line, cells }: OddRecord, count: number): Issue {
  const says = count === 1 ? 'A row has' : `${count} rows have`;
  return {
    code: 'billing/shifted-cells',
    severity: 'error',
    message: `${says} another number of cells than the header, the first one ${cells}; which cell belongs to which column is uncertain, so nothing of the file was used.`,
    origin: { file: bill.label, line },
    fix: 'Put cells that hold the delimiter in quotes, and remove a delimiter at the end of rows; or export the bill again.',
  };
}

function unclosedQuote(bill: BillPath, line: number | undefined, excerpt?: string): Issue {
  return {
    code: 'billing/unclosed-quote',
    severity: 'error',
    message:
      'A quoted cell is not closed, or text follows its closing quote; the rows after it cannot be told apart, so nothing of the file was used.',
    origin: { file: bill.label, line },
    excerpt: excerpt === undefined ? undefined : quoteCell(excerpt),
    fix: 'Close the quote, or double the quotes that belong to the text; or export the bill again.',
  };
}

function unaccounted(bill: BillPath, rows: number, split: number, malformed: number): Issue {
  return {
    code: 'billing/unaccounted-rows',
    severity: 'error',
    message: `The file holds ${rows} rows, but ${split} were read and ${malformed} set aside as malformed; nothing of it was used.`,
    origin: { file: bill.label },
    fix: 'Export the bill again; quotes, or line ends of several kinds, are often the cause.',
  };
}
