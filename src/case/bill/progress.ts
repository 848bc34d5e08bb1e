import { stat } from 'node:fs/promises';
import { type BillContainer, packingOf } from '../../parsers/billing/source.ts';
import { filePath } from '../../parsers/billing/sql.ts';
import type { BillPath } from './bill-path.ts';
import { readChunks } from './files/read-chunks.ts';
import type { BillSession } from './session.ts';

/** How far the reading of a file has come. */
export interface BillProgress {
  readonly file: string;
  /** Of the file as it lies on the disk. */
  readonly bytes: number;
  readonly size: number;
  /** Rows so far, by the share of the file that is read; null where the number of all rows cannot be told beforehand. */
  readonly rows: number | null;
  /** null as long as it would be a guess. */
  readonly secondsLeft: number | null;
}

const EVERY_MS = 250;
/** Below this share of the file, or of this time, the rate says nothing yet. */
const SETTLED_PERCENT = 3;
const SETTLED_MS = 1500;

/** Runs a scan and tells how far it has come, a few times a second. Without `tell` nothing is measured. */
export async function withProgress<T>(
  session: BillSession,
  bill: BillPath,
  container: BillContainer,
  tell: ((progress: BillProgress) => void) | undefined,
  scan: () => Promise<T>,
): Promise<T> {
  if (!tell) return scan();
  const { size } = await stat(bill.path);
  const allRows = await countRows(session, bill, container, size);
  const begin = performance.now();
  const timer = setInterval(() => {
    const percent = session.progress() ?? 0;
    const elapsed = performance.now() - begin;
    const settled = percent >= SETTLED_PERCENT && elapsed >= SETTLED_MS;
    tell({
      file: bill.label,
      size,
      bytes: Math.floor((size * percent) / 100),
      rows: allRows === null ? null : Math.floor((allRows * percent) / 100),
      secondsLeft: settled ? Math.ceil((elapsed * (100 - percent)) / percent / 1000) : null,
    });
  }, EVERY_MS);
  try {
    return await scan();
  } finally {
    clearInterval(timer);
  }
}

/** Exactly from the footer of a Parquet file, about from the length of the first lines of a text; null of packed text. */
async function countRows(
  session: BillSession,
  bill: BillPath,
  container: BillContainer,
  size: number,
): Promise<number | null> {
  if (container === 'parquet') {
    const [row] = await session.query(`SELECT num_rows FROM parquet_file_metadata(${filePath(bill.path)})`);
    return Number(row?.[0] ?? 0);
  }
  if (packingOf(container) !== 'none') return null;
  let lines = 0;
  let bytes = 0;
  await readChunks(bill.path, container, (chunk) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    bytes = chunk.length;
    return false;
  });
  return lines === 0 ? null : Math.round((size / bytes) * lines);
}
