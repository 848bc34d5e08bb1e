import type { BillFile, BillNeeds } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import { type GroupedBill, NO_CURRENCY, readGroups } from '../../parsers/billing/charges.ts';
import { bindColumns } from '../../parsers/billing/columns.ts';
import { qualityOf } from '../../parsers/billing/quality.ts';
import { groupQuery } from '../../parsers/billing/query.ts';
import { isCsv } from '../../parsers/billing/source.ts';
import type { BillPath, InputFile } from './bill-path.ts';
import { explainDamage, explainFailure } from './failures.ts';
import { takeFingerprint } from './files/fingerprint.ts';
import { noteGaps } from './gaps.ts';
import { type BillProgress, withProgress } from './progress.ts';
import { type RecognizedBill, recognizeFile, sourceOf } from './recognize-file.ts';
import { reportBadRows } from './rows/bad-rows.ts';
import { findLostRows, findShiftedRows } from './rows/lost-rows.ts';
import { RowEnds } from './rows/row-ends.ts';
import { type MalformedRow, querySplitRows } from './rows/split-rows.ts';
import type { BillSession } from './session.ts';

export interface ScannedBill {
  /** What the file is; null where it could not be read. */
  readonly recognized: RecognizedBill | null;
  readonly file: BillFile | null;
  readonly grouped: GroupedBill | null;
  readonly input: InputFile | null;
  readonly issues: readonly Issue[];
}

export interface ScanOptions {
  readonly currency?: string;
  readonly onProgress?: (progress: BillProgress) => void;
}

/** Reads one file in one scan; its fingerprint is taken meanwhile. A damaged file gives issues and no figures at all. */
export async function scanFile(
  bill: BillPath,
  needs: BillNeeds,
  session: BillSession,
  options: ScanOptions = {},
): Promise<ScannedBill> {
  const recognized = await recognizeFile(bill, session);
  const unread = { recognized: null, file: null, grouped: null };
  if (!recognized.value) return { ...unread, input: null, issues: recognized.issues };
  const { container, header } = recognized.value;
  const ends = isCsv(container) ? new RowEnds(header) : null;
  const [fingerprint, scanned] = await Promise.all([
    takeFingerprint(bill.path, container, ends ? (text) => ends.take(text) : undefined),
    withProgress(session, bill, container, options.onProgress, () =>
      groupRows(bill, recognized.value as RecognizedBill, needs, session, options),
    ),
  ]);
  const input = { label: bill.label, sha256: fingerprint.sha256, bytes: fingerprint.bytes };
  if (fingerprint.damage !== null) {
    return { ...unread, input, issues: [explainDamage(bill, container, fingerprint.damage)] };
  }
  if (!scanned.grouped) return { ...unread, input, issues: scanned.issues };
  const shifted =
    ends && (await findShiftedRows(bill, recognized.value, ends, countSplit(scanned.grouped), scanned.malformed));
  if (shifted) return { ...unread, input, issues: [shifted] };
  const file = toBillFile(bill, recognized.value, scanned.grouped, scanned.malformed);
  const badRows = await reportBadRows(bill, recognized.value, scanned.grouped.rows.rejected, scanned.malformed);
  const issues = [
    ...recognized.issues,
    ...scanned.issues,
    ...badRows,
    ...noteGaps(bill, recognized.value, scanned.grouped, file, options.currency),
  ];
  return { recognized: recognized.value, file, grouped: scanned.grouped, input, issues };
}

interface GroupedRows {
  readonly grouped: GroupedBill | null;
  readonly malformed: readonly MalformedRow[];
  readonly issues: readonly Issue[];
}

async function groupRows(
  bill: BillPath,
  recognized: RecognizedBill,
  needs: BillNeeds,
  session: BillSession,
  options: ScanOptions,
): Promise<GroupedRows> {
  const { container, format } = recognized;
  const { header } = sourceOf(bill, recognized);
  const namesCurrency = format.mapping.text.BillingCurrency(bindColumns(header, format)) !== null;
  try {
    const { rows, terms, strict, malformed } = await querySplitRows(session, container, async (rejects) => {
      const query = groupQuery(sourceOf(bill, recognized, { rejects }), format, needs);
      return { rows: await session.query(query.sql), terms: query.terms };
    });
    // Quantities have no currency: no row of them is in another one than the case.
    const currency = format.use === 'usage' ? undefined : options.currency;
    const grouped = readGroups(bill.label, rows, terms, { currency, namesCurrency });
    const lost = strict
      ? null
      : await findLostRows(bill, { container, delimiter: recognized.header.delimiter }, countSplit(grouped), malformed);
    return lost ? { grouped: null, malformed, issues: [lost] } : { grouped, malformed, issues: [] };
  } catch (error) {
    return { grouped: null, malformed: [], issues: [explainFailure(bill, container, error)] };
  }
}

/** Rows that were split into cells, whatever became of them then. */
function countSplit({ rows }: GroupedBill): number {
  return [...rows.excluded, ...rows.rejected].reduce((count, one) => count + one.rows, rows.used);
}

function toBillFile(
  bill: BillPath,
  recognized: RecognizedBill,
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
    format: recognized.format.id,
    use: recognized.format.use,
    rows: { read, used, excluded, rejected },
    totals: mixed ? { billed: null, effective: null, list: null } : grouped.totals,
    quality: qualityOf(sourceOf(bill, recognized).header, recognized.format),
    currency: mixed || currency === NO_CURRENCY || recognized.format.use === 'usage' ? null : currency,
    period: grouped.period,
    dataCompleteTo: grouped.dataCompleteTo,
    vendors: namesOf(grouped, 'x_Vendor'),
    services: namesOf(grouped, 'ServiceName'),
  };
}

function namesOf(grouped: GroupedBill, key: 'x_Vendor' | 'ServiceName'): string[] {
  return [...new Set(grouped.charges.flatMap((charge) => charge[key] ?? []))].sort();
}
