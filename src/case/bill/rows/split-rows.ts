import { type BillContainer, isCsv } from '../../../parsers/billing/source.ts';
import type { BillSession } from '../session.ts';

/** A row of a CSV that DuckDB could not split into cells. `record` is its own count: the header is 1, empty lines count. */
export interface MalformedRow {
  readonly record: number;
  readonly kind: string;
  readonly says: string;
  readonly excerpt: string;
}

/** A query's result, with the rows it could not split; `strict` says that there could be none. */
export type SplitRows<T> = T & { readonly strict: boolean; readonly malformed: readonly MalformedRow[] };

/**
 * Runs a query over a bill: strictly and on all threads first, where DuckDB stops at the first row it cannot split into
 * cells. Where it stops, once more on one thread, with such rows set aside in the table that `run` is given the name of.
 * In that second mode DuckDB 1.5.6 does not report a quote that is open at the end of the file, so the caller must count
 * the rows for itself.
 */
export async function querySplitRows<T>(
  session: BillSession,
  container: BillContainer,
  run: (rejects?: string) => Promise<T>,
): Promise<SplitRows<T>> {
  try {
    return { ...(await run()), strict: true, malformed: [] };
  } catch (error) {
    if (!isCsv(container) || isOutOfMemory(error)) throw error;
  }
  const rejects = session.newTable();
  const result = await run(rejects);
  return { ...result, strict: false, malformed: await readMalformed(session, rejects) };
}

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && /out of memory/i.test(error.message);
}

/**
 * A row can be reported for several reasons; the gravest, an open quote, comes last by name. Missing cells are reported one
 * by one, each with another count of those found, and so are cells too many: the first and the last of them is right.
 */
async function readMalformed(session: BillSession, rejects: string): Promise<MalformedRow[]> {
  const rows = await session.query(
    `SELECT line, max(error_type::VARCHAR),
      coalesce(max_by(error_message, column_idx) FILTER (error_type = 'TOO MANY COLUMNS'), min_by(error_message, column_idx)),
      max(left(csv_line, 200)) FROM ${rejects} GROUP BY line ORDER BY line`,
  );
  return rows.map(([record, kind, says, excerpt]) => ({
    record: Number(record),
    kind: String(kind),
    says: String(says),
    excerpt: String(excerpt ?? ''),
  }));
}
