import type { Issue, Result } from '../../engine/records/issue.ts';
import { bindColumns } from '../../parsers/billing/columns.ts';
import type { BillHeader, BillingFormat, FormatSource } from '../../parsers/billing/format.ts';
import { recognizeBill } from '../../parsers/billing/recognize.ts';
import { type BillContainer, billTable, type SourceOptions } from '../../parsers/billing/source.ts';
import type { BillPath } from './bill-path.ts';
import { explainFailure } from './failures.ts';
import { recognizeContainer } from './files/container.ts';
import { readHeader } from './files/header.ts';
import { querySplitRows } from './rows/split-rows.ts';
import type { BillSession } from './session.ts';

/** What a file is, before its rows are read. */
export interface RecognizedBill {
  readonly container: BillContainer;
  /** The columns of the file itself. */
  readonly header: BillHeader;
  readonly format: BillingFormat;
}

export async function recognizeFile(bill: BillPath, session: BillSession): Promise<Result<RecognizedBill | null>> {
  const container = await recognizeContainer(bill);
  if (!container.value) return { value: null, issues: container.issues };
  const read = await readHeader(bill, container.value, session);
  if (!read.value) return { value: null, issues: read.issues };
  const header = bill.decimalComma ? { ...read.value, decimalComma: true } : read.value;
  const format = recognizeBill(header, bill.label, bill.mapped ?? bill.format);
  if (!format.value) return { value: null, issues: format.issues };
  const probed = await probe(bill, { container: container.value, header, format: format.value }, session);
  return { ...probed, issues: [...read.issues, ...probed.issues] };
}

/** The rows of a file as a table, as its format wants them. */
export function sourceOf(
  bill: BillPath,
  { container, header, format }: RecognizedBill,
  options: SourceOptions = {},
): FormatSource {
  const source = { header, table: billTable(bill.path, container, header, options) };
  return format.reshape ? format.reshape(source) : source;
}

/** Asks the whole file what the format must know before it maps a row. */
async function probe(
  bill: BillPath,
  recognized: RecognizedBill,
  session: BillSession,
): Promise<Result<RecognizedBill | null>> {
  const { format, header, container } = recognized;
  const questions = Object.entries(format.probes?.(bindColumns(header, format), header) ?? {});
  if (questions.length === 0) return { value: recognized, issues: [] };
  try {
    const { rows } = await querySplitRows(session, container, async (rejects) => {
      const table = billTable(bill.path, container, header, { rejects });
      const asked = questions.map(([, sql]) => `CAST(${sql} AS VARCHAR)`).join(', ');
      return { rows: await session.query(`SELECT ${asked} FROM ${table}`) };
    });
    const facts = Object.fromEntries(
      questions.map(([name], index) => [name, (rows[0]?.[index] ?? null) as string | null]),
    );
    const issues = (format.judge?.(facts) ?? []).map(
      (problem): Issue => ({ ...problem, origin: { file: bill.label } }),
    );
    const refused = issues.some(({ severity }) => severity === 'error');
    return { value: refused ? null : { ...recognized, header: { ...header, facts } }, issues };
  } catch (error) {
    return { value: null, issues: [explainFailure(bill, container, error)] };
  }
}
