import type { Issue } from '../../engine/records/issue.ts';
import { type BillPath, quoteCell } from './bill-path.ts';
import { type CsvText, scanRecords } from './physical-records.ts';
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
