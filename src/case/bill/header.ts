import type { Issue, Result } from '../../engine/records/issue.ts';
import type { BillHeader } from '../../parsers/billing/format.ts';
import type { BillContainer } from '../../parsers/billing/source.ts';
import { literal } from '../../parsers/billing/sql.ts';
import { type BillPath, fileError } from './bill-path.ts';
import { readChunks } from './bytes.ts';
import { damagedParquet } from './container.ts';
import type { BillSession } from './session.ts';

const LONGEST_HEADER = 1 << 20;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** The columns of a file. The header of a CSV is read here, not by DuckDB, which does not check it (research/stack.md 1.5). */
export async function readHeader(
  bill: BillPath,
  container: BillContainer,
  session: BillSession,
): Promise<Result<BillHeader | null>> {
  return container === 'parquet' ? readParquetHeader(bill, session) : readCsvHeader(bill, container);
}

async function readParquetHeader(bill: BillPath, session: BillSession): Promise<Result<BillHeader | null>> {
  try {
    const rows = await session.query(
      `DESCRIBE SELECT * FROM read_parquet(${literal(bill.path)}, hive_partitioning = false)`,
    );
    const columns = rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
    return { value: { container: 'parquet', columns }, issues: [] };
  } catch {
    return failed(damagedParquet(bill, 'its footer cannot be read'));
  }
}

async function readCsvHeader(bill: BillPath, container: BillContainer): Promise<Result<BillHeader | null>> {
  const line = await readFirstRecord(bill, container);
  if (typeof line !== 'string') return failed(line);
  const { parse } = await import('csv-parse/sync');
  try {
    const [names = []] = parse(line, { bom: true, relax_column_count: true }) as string[][];
    if (names.length === 0) return failed(badHeader(bill, 'the first line is empty'));
    return { value: { container: 'csv', columns: names.map((name) => ({ name, type: 'VARCHAR' })) }, issues: [] };
  } catch {
    return failed(badHeader(bill, 'a quoted name is not closed, or text follows its closing quote'));
  }
}

async function readFirstRecord(bill: BillPath, container: BillContainer): Promise<string | Issue> {
  const chunks: Buffer[] = [];
  let size = 0;
  let quoted = false;
  let ended = false;
  const take = (chunk: Buffer) => {
    for (let index = 0; index < chunk.length && !ended; index += 1) {
      if (chunk[index] === QUOTE) quoted = !quoted;
      else if (chunk[index] === NEWLINE && !quoted) ended = true;
      size += 1;
    }
    chunks.push(chunk);
    return !ended && size < LONGEST_HEADER;
  };
  try {
    await readChunks(bill.path, container, take);
  } catch {
    if (!ended) return damagedGzip(bill, 'it breaks off in the header line');
  }
  if (size === 0)
    return fileError(
      'empty-file',
      bill.label,
      'The file is empty.',
      'Export the bill again; even an empty month has a header line.',
    );
  if (!ended && size >= LONGEST_HEADER) return badHeader(bill, 'the first line does not end within 1 MB');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks).subarray(0, size));
  } catch {
    return badHeader(bill, 'it is not UTF-8 text');
  }
}

export function damagedGzip(bill: BillPath, how: string): Issue {
  return fileError(
    'damaged-gzip',
    bill.label,
    `The gzip file is damaged: ${how}.`,
    'Download or export the file again; nothing of it was used.',
  );
}

function badHeader(bill: BillPath, how: string): Issue {
  return fileError(
    'bad-header',
    bill.label,
    `The header line cannot be read: ${how}.`,
    'Give the export as the vendor wrote it: comma-separated UTF-8 text with a header line, or Parquet.',
  );
}

function failed(issue: Issue): Result<null> {
  return { value: null, issues: [issue] };
}
