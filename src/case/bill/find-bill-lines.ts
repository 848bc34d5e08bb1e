import type { BillLine } from '../../engine/records/charge.ts';
import type { Result } from '../../engine/records/issue.ts';
import { type Exact, parseDecimal } from '../../engine/values/exact.ts';
import type { ResultCell } from '../../parsers/billing/charges.ts';
import type { Measure } from '../../parsers/billing/format.ts';
import { type BillLineFilter, billLinesQuery, type SummedTerm } from '../../parsers/billing/query.ts';
import { isCsv } from '../../parsers/billing/source.ts';
import type { BillPath } from './bill-path.ts';
import { recognizeFile, sourceOf } from './recognize-file.ts';
import { findPhysicalLines } from './rows/physical-lines.ts';
import { querySplitRows } from './rows/split-rows.ts';
import { type BillSession, withSession } from './session.ts';

/** The largest rows behind a sum, with the physical line of a CSV or the row number of a Parquet file. */
export function findBillLines(bill: BillPath, filter: BillLineFilter, limit: number): Promise<Result<BillLine[]>> {
  return withSession([bill.path], (session) => findIn(session, bill, filter, limit), { ordered: true });
}

async function findIn(
  session: BillSession,
  bill: BillPath,
  filter: BillLineFilter,
  limit: number,
): Promise<Result<BillLine[]>> {
  const recognized = await recognizeFile(bill, session);
  if (!recognized.value) return { value: [], issues: recognized.issues };
  const known = recognized.value;
  const { container, header, format } = known;
  const { rows, terms, malformed } = await querySplitRows(session, container, async (rejects) => {
    const query = billLinesQuery(sourceOf(bill, known, { records: true, rejects }), format, filter, limit);
    return { rows: await session.query(query.sql), terms: query.terms };
  });
  const wanted = {
    rows: new Set(rows.map(([record]) => Number(record))),
    malformed: new Set(malformed.map((row) => row.record)),
  };
  const text = { container, delimiter: header.delimiter };
  const lines = isCsv(container) ? (await findPhysicalLines(bill.path, text, wanted)).rows : null;
  return { value: rows.map((cells) => toLine(bill, cells, terms, lines)), issues: [] };
}

function toLine(
  bill: BillPath,
  cells: readonly ResultCell[],
  terms: readonly SummedTerm[],
  lines: ReadonlyMap<number, number> | null,
): BillLine {
  const [record, description, begin, end, ...amounts] = cells;
  return {
    origin: { file: bill.label, line: lines ? lines.get(Number(record)) : Number(record) },
    ChargeDescription: description === null ? null : String(description),
    chargePeriod: { begin: Number(begin), end: Number(end) },
    BilledCost: costOf('BilledCost', terms, amounts),
    EffectiveCost: costOf('EffectiveCost', terms, amounts),
  };
}

/** The addends of the cost; the first one is always due, the others only where the row has them. */
function costOf(measure: Measure, terms: readonly SummedTerm[], amounts: readonly ResultCell[]): Exact | null {
  let sum: Exact | null = null;
  for (const [index, term] of terms.entries()) {
    if (term.measure !== measure) continue;
    const text = amounts[index] ?? null;
    const value = text === null ? null : (parseDecimal(String(text)) ?? null);
    if (value) sum = sum === null ? value : term.sign === 1 ? sum.add(value) : sum.sub(value);
    else if (sum === null) return null;
  }
  return sum;
}
