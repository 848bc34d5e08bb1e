import type { Issue, Result } from '../../../engine/records/issue.ts';
import type { BillHeader } from '../../../parsers/billing/format.ts';
import { columnsOfStruct, recordsOfJson } from '../../../parsers/billing/json-columns.ts';
import { type BillContainer, jsonOptions, LARGEST_OBJECT, packingOf } from '../../../parsers/billing/source.ts';
import { filePath } from '../../../parsers/billing/sql.ts';
import { type BillPath, fileError, quoteCell } from '../bill-path.ts';
import type { BillSession } from '../session.ts';
import { damagedParquet } from './container.ts';
import { DEEPEST_JSON, scanJson } from './json-text.ts';
import { firstSign, readChunks } from './read-chunks.ts';

const LONGEST_HEADER = 1 << 20;
const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** The columns of a file. The header of a CSV is read here, not by DuckDB, which does not check it (research/stack.md 1.5). */
export async function readHeader(
  bill: BillPath,
  container: BillContainer,
  session: BillSession,
): Promise<Result<BillHeader | null>> {
  if (container === 'parquet') return readParquetHeader(bill, session);
  return container.startsWith('json') ? readJsonHeader(bill, container, session) : readCsvHeader(bill, container);
}

async function readParquetHeader(bill: BillPath, session: BillSession): Promise<Result<BillHeader | null>> {
  try {
    const rows = await session.query(
      `DESCRIBE SELECT * FROM read_parquet(${filePath(bill.path)}, hive_partitioning = false)`,
    );
    const columns = rows.flatMap(([name, type]) => columnsOfStruct(String(name), String(type)));
    return { value: { container: 'parquet', columns }, issues: [] };
  } catch {
    return failed(damagedParquet(bill, 'its footer cannot be read'));
  }
}

/** Two whole scans: what DuckDB would not survive or not say, and which fields there are, as only all records tell. */
async function readJsonHeader(
  bill: BillPath,
  container: BillContainer,
  session: BillSession,
): Promise<Result<BillHeader | null>> {
  const { depth, ...numbers } = await scanJson(bill.path, container);
  if (depth > DEEPEST_JSON) return failed(badHeader(bill, `its lists and objects nest more than ${DEEPEST_JSON} deep`));
  const layout = await jsonLayout(bill, container);
  try {
    const [row] = await session.query(
      `SELECT json_group_structure(json) FROM read_json_objects(${filePath(bill.path)}, ${jsonOptions(layout, container)})`,
    );
    const records = recordsOfJson(JSON.parse(String(row?.[0] ?? 'null')));
    if (records.columns.length === 0) return failed(badHeader(bill, 'its records are no JSON objects'));
    const issues = numbers.rounded === 0 ? [] : [roundedNumbers(bill, numbers)];
    return { value: { container: 'json', ...records, layout }, issues };
  } catch (error) {
    if (/maximum_object_size|out of memory/i.test(String(error))) return failed(tooLargeJson(bill));
    return failed({ ...damagedJson(bill), excerpt: firstWords(error) });
  }
}

async function jsonLayout(bill: BillPath, container: BillContainer): Promise<NonNullable<BillHeader['layout']>> {
  // Before the first line: a list may stand on one line, however long.
  if ((await firstSign(bill.path, container)) === '[') return 'array';
  const line = await readFirstRecord(bill, container);
  try {
    if (typeof line === 'string' && JSON.parse(line) !== null) return 'newline_delimited';
  } catch {
    // A record that goes over several lines.
  }
  return 'unstructured';
}

async function readCsvHeader(bill: BillPath, container: BillContainer): Promise<Result<BillHeader | null>> {
  const line = await readFirstRecord(bill, container);
  if (typeof line !== 'string') return failed(line);
  const { parse } = await import('csv-parse/sync');
  try {
    const delimiter = delimiterOf(line);
    const [names = []] = parse(line, { bom: true, relax_column_count: true, delimiter }) as string[][];
    if (names.every((name) => name.trim() === '')) return failed(badHeader(bill, 'the first line is empty'));
    const columns = names.map((name) => ({ name, type: 'VARCHAR' }));
    return { value: { container: 'csv', columns, delimiter }, issues: [] };
  } catch {
    return failed(badHeader(bill, 'a quoted name is not closed, or text follows its closing quote'));
  }
}

/** What stands most often between the names: portals of countries with a decimal comma write semicolons. */
function delimiterOf(line: string): ',' | ';' | '\t' {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (sign: string) => bare.split(sign).length;
  const signs = [',', ';', '\t'] as const;
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
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
    if (!ended) return damagedPacking(bill, container, 'it cannot be unpacked as far as the end of its header line');
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

export function damagedJson(bill: BillPath): Issue {
  return fileError(
    'damaged-json',
    bill.label,
    'The file is not JSON from beginning to end.',
    'Export it again; nothing of it was used.',
  );
}

function roundedNumbers(bill: BillPath, { rounded, firstRounded }: { rounded: number; firstRounded: string }): Issue {
  const says = rounded === 1 ? 'A number of the file has' : `${rounded} numbers of the file have`;
  return {
    code: 'billing/rounded-numbers',
    severity: 'warning',
    message: `${says} more digits than the usual readers of JSON keep; they are read to about 16 digits. The first is ${quoteCell(firstRounded)}.`,
    origin: { file: bill.label },
    fix: 'Export amounts as texts, or as CSV or Parquet, where every digit matters.',
  };
}

function tooLargeJson(bill: BillPath): Issue {
  return fileError(
    'object-too-large',
    bill.label,
    `One object of the JSON file is larger than can be read at once: 16 MB on a line, ${LARGEST_OBJECT / 1024 / 1024} MiB in a list or a document.`,
    'Ask for the data in smaller parts: fewer days, or pages.',
  );
}

function damagedGzip(bill: BillPath, how: string): Issue {
  return fileError(
    'damaged-gzip',
    bill.label,
    `The gzip file is damaged: ${how}.`,
    'Download or export the file again; nothing of it was used.',
  );
}

/** Damage of whatever the text is packed in. */
export function damagedPacking(bill: BillPath, container: BillContainer, how: string): Issue {
  if (packingOf(container) !== 'zstd') return damagedGzip(bill, how);
  return fileError(
    'damaged-zstd',
    bill.label,
    `The Zstandard file is damaged: ${how}.`,
    'Download or export the file again; nothing of it was used.',
  );
}

function firstWords(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .replace(/\s+/g, ' ')
    .slice(0, 300);
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
