import { open, stat } from 'node:fs/promises';
import type { Issue, Result } from '../../../engine/records/issue.ts';
import type { BillContainer } from '../../../parsers/billing/source.ts';
import { type BillPath, fileError } from '../bill-path.ts';
import { firstSign } from './read-chunks.ts';

const ENDINGS_OF_SPREADSHEETS = 'Save or export it as CSV (comma-separated, UTF-8) or Parquet.';

type Foreign = readonly [magic: string, name: string, fix: string];
const UTF_16_TEXT: Foreign = ['fffe', 'UTF-16 text', 'Convert it to UTF-8.'];
/** Containers told by their first bytes. A name proves nothing: `.csv` files that are gzip are common. */
const FOREIGN: readonly Foreign[] = [
  ['504b0304', 'a ZIP archive (or an Excel workbook)', `Unpack it. ${ENDINGS_OF_SPREADSHEETS}`],
  ['425a68', 'bzip2 compressed', 'Unpack it with `bunzip2`, or compress it with gzip.'],
  ['fd377a58', 'xz compressed', 'Unpack it with `unxz`, or compress it with gzip.'],
  UTF_16_TEXT,
  ['feff', 'UTF-16 text', 'Convert it to UTF-8.'],
  ['25504446', 'a PDF', 'Give the billing export, not the invoice.'],
  ['d0cf11e0', 'an old Excel workbook', ENDINGS_OF_SPREADSHEETS],
];
const PARQUET = '50415231';
const GZIP = '1f8b';
/** A frame, or one that decoders leave out: pzstd begins with such a one. */
const ZSTD = /^(28b52ffd|5.2a4d18)/;
/** A letter and a zero byte, or the other way round: ASCII in UTF-16 without the mark that says so. */
const UTF_16 = /^(([2-7].00){2,}|(00[2-7].){2,})/;

/** What a file is by its content: CSV or JSON, plain or packed, or Parquet; null with an issue for anything else. */
export async function recognizeContainer(bill: BillPath): Promise<Result<BillContainer | null>> {
  let ends: { readonly head: string; readonly tail: string; readonly size: number };
  try {
    ends = await readEnds(bill.path);
  } catch (error) {
    return failed(unreadable(bill, error));
  }
  const { head, tail, size } = ends;
  if (size === 0) {
    return failed(
      fileError(
        'empty-file',
        bill.label,
        'The file is empty.',
        'Export the bill again; even an empty month has a header line.',
      ),
    );
  }
  if (head.startsWith(PARQUET))
    return tail === PARQUET ? passed('parquet') : failed(damagedParquet(bill, 'its end is missing'));
  if (head.startsWith(GZIP)) return passed((await holdsJson(bill, 'csv.gz')) ? 'json.gz' : 'csv.gz');
  if (ZSTD.test(head)) return passed((await holdsJson(bill, 'csv.zst')) ? 'json.zst' : 'csv.zst');
  const foreign = UTF_16.test(head) ? UTF_16_TEXT : FOREIGN.find(([magic]) => head.startsWith(magic));
  if (!foreign) return passed((await holdsJson(bill, 'csv')) ? 'json' : 'csv');
  return failed(
    fileError(
      'unsupported-container',
      bill.label,
      `The file is ${foreign[1]}, which is not read as a bill.`,
      foreign[2],
    ),
  );
}

/** Whether the text of the file, unpacked, begins like JSON. */
async function holdsJson(bill: BillPath, container: BillContainer): Promise<boolean> {
  return ['{', '['].includes(await firstSign(bill.path, container));
}

export function damagedParquet(bill: BillPath, how: string): Issue {
  return fileError(
    'damaged-parquet',
    bill.label,
    `The Parquet file is damaged: ${how}.`,
    'Download or export the file again.',
  );
}

const NO_FILE = 'a pipe or a device';

async function readEnds(path: string) {
  // Before it is opened: opening a pipe that nobody writes to would wait for ever.
  const kind = await stat(path);
  if (!kind.isFile() && !kind.isDirectory()) throw Object.assign(new Error('no regular file'), { code: NO_FILE });
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(8);
    const tail = Buffer.alloc(4);
    const { bytesRead } = await file.read(head, 0, 8, 0);
    await file.read(tail, 0, 4, Math.max(0, size - 4));
    return { head: head.subarray(0, bytesRead).toString('hex'), tail: tail.toString('hex'), size };
  } finally {
    await file.close();
  }
}

function unreadable(bill: BillPath, error: unknown): Issue {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return fileError('missing-file', bill.label, 'There is no such file.', 'Check the path.');
  if (code === 'EISDIR')
    return fileError(
      'missing-file',
      bill.label,
      'This is a folder, not a file.',
      'Name the files in it, for example with `folder/*.parquet`.',
    );
  if (code === NO_FILE)
    return fileError(
      'unreadable-file',
      bill.label,
      'This is a pipe or a device, which cannot be read twice.',
      'Write it to a file first.',
    );
  return fileError(
    'unreadable-file',
    bill.label,
    `The file cannot be read (${code ?? 'unknown error'}).`,
    'Check its permissions.',
  );
}

function passed(value: BillContainer): Result<BillContainer> {
  return { value, issues: [] };
}

function failed(issue: Issue): Result<null> {
  return { value: null, issues: [issue] };
}
