import type { RowCount } from '../../../engine/records/charge.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { parseDecimal } from '../../../engine/values/exact.ts';
import type { ResultCell } from '../../../parsers/billing/charges.ts';
import { NO_DECIMAL_COMMA } from '../../../parsers/billing/columns.ts';
import { type BillingFormat, TIME_KEYS } from '../../../parsers/billing/format.ts';
import { REJECTED } from '../../../parsers/billing/judged-rows.ts';
import { rejectedRowsQuery, type SummedTerm, summedTerms } from '../../../parsers/billing/query.ts';
import { isCsv } from '../../../parsers/billing/source.ts';
import { type BillPath, quoteCell } from '../bill-path.ts';
import { explainFailure } from '../failures.ts';
import { type RecognizedBill, sourceOf } from '../recognize-file.ts';
import { withSession } from '../session.ts';
import { findPhysicalLines } from './physical-lines.ts';
import { type MalformedRow, querySplitRows } from './split-rows.ts';

/** Bad rows that are shown one by one; the others are counted. */
const SHOWN = 20;

/** An issue with its physical line for each of the first bad rows, and one with the count where there are more. */
export async function reportBadRows(
  bill: BillPath,
  recognized: RecognizedBill,
  rejected: readonly RowCount[],
  malformed: readonly MalformedRow[],
): Promise<Issue[]> {
  try {
    return await findBadRows(bill, recognized, rejected, malformed);
  } catch (error) {
    return [explainFailure(bill, recognized.container, error)];
  }
}

async function findBadRows(
  bill: BillPath,
  recognized: RecognizedBill,
  rejected: readonly RowCount[],
  malformed: readonly MalformedRow[],
): Promise<Issue[]> {
  const unread = rejected.reduce((rows, one) => rows + one.rows, 0);
  if (unread + malformed.length === 0) return [];
  const bad = unread === 0 ? [] : await readBadRows(bill, recognized);
  const records = bad.map(([record]) => Number(record));
  const lines = await locate(bill, recognized, records, malformed);
  const terms = summedTerms(sourceOf(bill, recognized).header, recognized.format);
  const shown = [
    ...bad.map((cells) => badRow(bill, recognized.format, cells, terms, lines.rows.get(Number(cells[0])))),
    ...malformed.slice(0, SHOWN).map((row) => malformedRow(bill, row, lines.malformed.get(row.record))),
  ];
  shown.sort((a, b) => (a.origin?.line ?? 0) - (b.origin?.line ?? 0));
  const more = unread + malformed.length - Math.min(SHOWN, shown.length);
  return more > 0 ? [...shown.slice(0, SHOWN), moreBadRows(bill, more)] : shown;
}

/** A second scan, in the order of the file, only for bills that have bad rows. */
function readBadRows(bill: BillPath, recognized: RecognizedBill): Promise<ResultCell[][]> {
  const { container, format } = recognized;
  return withSession(
    [bill.path],
    async (session) => {
      const { rows } = await querySplitRows(session, container, async (rejects) => {
        const source = sourceOf(bill, recognized, { records: true, rejects });
        return { rows: await session.query(rejectedRowsQuery(source, format, SHOWN)) };
      });
      return rows;
    },
    { ordered: true },
  );
}

async function locate(
  bill: BillPath,
  { container, header }: RecognizedBill,
  records: readonly number[],
  malformed: readonly MalformedRow[],
) {
  // In Parquet there are no lines, in JSON a record is one: the number of the row stands for it.
  if (!isCsv(container))
    return { rows: new Map(records.map((record) => [record, record])), malformed: new Map<number, number>() };
  return findPhysicalLines(
    bill.path,
    { container, delimiter: header.delimiter },
    {
      rows: new Set(records),
      malformed: new Set(malformed.map((row) => row.record)),
    },
  );
}

function badRow(
  bill: BillPath,
  { mapping }: BillingFormat,
  cells: readonly ResultCell[],
  terms: readonly SummedTerm[],
  line: number | undefined,
): Issue {
  const reason = String(cells[1]).slice(REJECTED.length);
  const texts = cells.slice(2).map((cell) => (cell === null ? null : String(cell)));
  const issue = { severity: 'error' as const, origin: { file: bill.label, line } };
  if (reason === 'bad-number') return { ...issue, ...badNumber(terms, texts) };
  const known = mapping.rejects?.find((one) => one.reason === reason);
  if (known) return { ...issue, code: 'billing/unreadable-row', message: known.says, fix: known.fix };
  const times = TIME_KEYS.map((key, index) => `${key} ${quoteCell(texts[terms.length + index] ?? '')}`);
  if (reason === 'end-before-start') {
    const message = `The charge period ends before it starts: ${times.slice(2).join(', ')}.`;
    return { ...issue, code: 'billing/end-before-start', message, fix: 'Correct the row, or export the bill again.' };
  }
  const message = `A period of the row is no time that can be read: ${times.join(', ')}.`;
  return { ...issue, code: 'billing/bad-time', message, fix: 'Write times as 2025-10-20T09:00:00Z.' };
}

function badNumber(
  terms: readonly SummedTerm[],
  texts: readonly (string | null)[],
): Pick<Issue, 'code' | 'message' | 'fix'> {
  const suspects = terms.map(({ measure, column }, index) => ({ name: column ?? measure, text: texts[index] ?? null }));
  const bad =
    suspects.find(({ text }) => text !== null && parseDecimal(text) === undefined) ??
    suspects.find(({ text }) => text !== null);
  const written = bad?.text ?? '';
  const isMarked = written.endsWith(NO_DECIMAL_COMMA);
  const text = quoteCell(isMarked ? written.slice(0, -1) : written);
  const what = isMarked
    ? 'which is not written with a decimal comma, as the amounts of this file are said to be'
    : 'which is no decimal number that can be held exactly';
  return {
    code: 'billing/bad-number',
    message: `${bad?.name ?? 'An amount'} is ${text}, ${what}.`,
    fix: isMarked
      ? 'Write amounts as 1.234,56, or leave the decimal comma out of the case.'
      : 'Write amounts as 1234.56 or 1.23456E3: a point, no thousands separators, no currency sign, at most 20 digits before the point.',
  };
}

function malformedRow(bill: BillPath, row: MalformedRow, line: number | undefined): Issue {
  return {
    code: 'billing/malformed-row',
    severity: 'error',
    message: `The row cannot be split into the columns of the header: ${row.says}`,
    origin: { file: bill.label, line },
    excerpt: quoteCell(row.excerpt),
    fix: 'Correct the row, or export the bill again.',
  };
}

function moreBadRows(bill: BillPath, rows: number): Issue {
  return {
    code: 'billing/more-bad-rows',
    severity: 'error',
    message: `${rows} more rows were rejected.`,
    origin: { file: bill.label },
    fix: 'Correct the rows shown first: the others are often of the same kind.',
  };
}
