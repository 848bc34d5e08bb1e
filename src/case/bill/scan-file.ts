import type { BillFile, BillNeeds } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import { type GroupedBill, NO_CURRENCY, readGroups } from '../../parsers/billing/charges.ts';
import { bindColumns } from '../../parsers/billing/columns.ts';
import type { BillingFormat } from '../../parsers/billing/format.ts';
import { groupQuery } from '../../parsers/billing/query.ts';
import { type BillContainer, billTable } from '../../parsers/billing/source.ts';
import { reportBadRows } from './bad-rows.ts';
import { type BillPath, fileError, type InputFile } from './bill-path.ts';
import { damagedParquet } from './container.ts';
import { takeFingerprint } from './fingerprint.ts';
import { noteGaps } from './gaps.ts';
import { damagedGzip } from './header.ts';
import { findLostRows } from './lost-rows.ts';
import { type RecognizedBill, recognizeFile } from './recognize-file.ts';
import type { BillSession } from './session.ts';
import { type MalformedRow, querySplitRows } from './split-rows.ts';

export interface ScannedBill {
  readonly file: BillFile | null;
  readonly grouped: GroupedBill | null;
  readonly input: InputFile | null;
  readonly issues: readonly Issue[];
}

export interface ScanOptions {
  readonly currency?: string;
  readonly onProgress?: (bytes: number) => void;
}

/** Reads one file in one scan; its fingerprint is taken meanwhile. A damaged file gives issues and no figures at all. */
export async function scanFile(
  bill: BillPath,
  needs: BillNeeds,
  session: BillSession,
  options: ScanOptions = {},
): Promise<ScannedBill> {
  const recognized = await recognizeFile(bill, session);
  if (!recognized.value) return { file: null, grouped: null, input: null, issues: recognized.issues };
  const { container, format } = recognized.value;
  const [fingerprint, scanned] = await Promise.all([
    takeFingerprint(bill.path, container, options.onProgress),
    groupRows(bill, recognized.value, needs, session, options),
  ]);
  const input = { label: bill.label, sha256: fingerprint.sha256, bytes: fingerprint.bytes };
  if (!fingerprint.sound) {
    return { file: null, grouped: null, input, issues: [damagedGzip(bill, 'it is cut off or its checksum is wrong')] };
  }
  if (!scanned.grouped) return { file: null, grouped: null, input, issues: scanned.issues };
  const file = toBillFile(bill, format, scanned.grouped, scanned.malformed);
  const badRows = await reportBadRows(bill, recognized.value, scanned.grouped.rows.rejected, scanned.malformed);
  const issues = [
    ...scanned.issues,
    ...badRows,
    ...noteGaps(bill, recognized.value, scanned.grouped, file, options.currency),
  ];
  return { file, grouped: scanned.grouped, input, issues };
}

interface GroupedRows {
  readonly grouped: GroupedBill | null;
  readonly malformed: readonly MalformedRow[];
  readonly issues: readonly Issue[];
}

async function groupRows(
  bill: BillPath,
  { container, header, format }: RecognizedBill,
  needs: BillNeeds,
  session: BillSession,
  options: ScanOptions,
): Promise<GroupedRows> {
  const namesCurrency = format.mapping.text.BillingCurrency(bindColumns(header, format)) !== null;
  try {
    const { rows, terms, strict, malformed } = await querySplitRows(session, container, async (rejects) => {
      const query = groupQuery({ header, table: billTable(bill.path, container, header, { rejects }) }, format, needs);
      return { rows: await session.query(query.sql), terms: query.terms };
    });
    const grouped = readGroups(bill.label, rows, terms, { currency: options.currency, namesCurrency });
    const lost = strict ? null : await findLostRows(bill, container, countSplit(grouped), malformed);
    return lost ? { grouped: null, malformed, issues: [lost] } : { grouped, malformed, issues: [] };
  } catch (error) {
    return { grouped: null, malformed: [], issues: [queryFailed(bill, container, error)] };
  }
}

/** Rows that were split into cells, whatever became of them then. */
function countSplit({ rows }: GroupedBill): number {
  return [...rows.excluded, ...rows.rejected].reduce((count, one) => count + one.rows, rows.used);
}

function toBillFile(
  bill: BillPath,
  format: BillingFormat,
  grouped: GroupedBill,
  malformed: readonly MalformedRow[],
): BillFile {
  const broken = malformed.length === 0 ? [] : [{ reason: 'malformed', rows: malformed.length }];
  const rejected = [...grouped.rows.rejected, ...broken].sort((a, b) => (a.reason < b.reason ? -1 : 1));
  const { used, excluded } = grouped.rows;
  const read = countSplit(grouped) + malformed.length;
  const [currency = null, ...others] = grouped.currencies;
  const mixed = others.length > 0;
  return {
    file: bill.label,
    format: format.id,
    rows: { read, used, excluded, rejected },
    totals: mixed ? { billed: null, effective: null, list: null } : grouped.totals,
    currency: mixed || currency === NO_CURRENCY ? null : currency,
    period: grouped.period,
    dataCompleteTo: grouped.dataCompleteTo,
    vendors: namesOf(grouped, 'x_Vendor'),
    services: namesOf(grouped, 'ServiceName'),
  };
}

function namesOf(grouped: GroupedBill, key: 'x_Vendor' | 'ServiceName'): string[] {
  return [...new Set(grouped.charges.flatMap((charge) => charge[key] ?? []))].sort();
}

/** DuckDB's own words are kept as the excerpt: they are the only account of what happened. */
function queryFailed(bill: BillPath, container: BillContainer, error: unknown): Issue {
  const excerpt = String(error instanceof Error ? error.message : error)
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  const issue = explainFailure(bill, container, excerpt);
  return { ...issue, excerpt };
}

function explainFailure(bill: BillPath, container: BillContainer, message: string): Issue {
  if (/out of memory/i.test(message)) {
    const fix = 'Narrow the selectors of the contracts and runs, so that fewer resources are kept apart.';
    return fileError('out-of-memory', bill.label, 'The bill has more groups than fit in memory.', fix);
  }
  if (/overflow|out of range/i.test(message)) {
    return fileError(
      'overflow',
      bill.label,
      'A sum has more digits than can be held exactly.',
      'Check the cost columns for absurd amounts.',
    );
  }
  if (container === 'parquet') return damagedParquet(bill, 'its rows cannot be read');
  if (container === 'csv.gz') return damagedGzip(bill, 'it cannot be unpacked');
  return fileError('unreadable-file', bill.label, 'The rows of the file cannot be read.', 'Export the bill again.');
}
