import type { RowCount } from '../../engine/records/charge.ts';
import type { Issue, Origin, Result } from '../../engine/records/issue.ts';
import { type RawRow, readRows } from './csv-rows.ts';
import { type IssueList, listIssues } from './issue-list.ts';
import { tallyRows } from './row-tally.ts';
import type { CsvCodes } from './syntax-codes.ts';
import { excerptOf, headOf, lineStarts, placeOf, stripBom } from './text.ts';
import type { TextFile } from './text-file.ts';

export interface CsvRow {
  /** Line on which the row begins. */
  readonly line: number;
  /** In the order of the headers, without the spaces around. */
  readonly cells: ReadonlyMap<string, string>;
}

export interface CsvTable {
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Rows that could not be read as rows. Each has its issue. */
  readonly rejected: readonly RowCount[];
  /** The place of a cell; of the row without a header. */
  readonly originOf: (row: CsvRow, header?: string) => Origin;
  readonly excerptOf: (row: CsvRow) => string;
}

export interface CsvColumns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const MOST_COLUMNS = 4096;

const RAGGED = 'another number of cells than the header';
const BROKEN = 'broken quotes or a row longer than 1 MiB';
const CUT = 'cut off at the end of the file';

/**
 * Reads a CSV file with a header. Headers are compared in lower case and without spaces around. A row with too many or
 * too few cells, or with broken quotes, is rejected with its line; the rows after it are read all the same.
 * The value is null where the header itself is unusable: missing, twice the same, or without a required column.
 */
export function readCsv(file: TextFile, columns: CsvColumns, codes: CsvCodes): Result<CsvTable | null> {
  const text = stripBom(file.text);
  const issues = listIssues(file.label);
  const starts = lineStarts(text);
  const tally = tallyRows();
  const reject = (
    row: RawRow,
    code: string,
    severity: Issue['severity'],
    reason: string,
    message: string,
    fix: string,
  ) => {
    tally.reject(reason);
    issues.add({
      code,
      severity,
      message,
      origin: { file: file.label, line: row.line },
      excerpt: excerptAt(text, starts, row.line),
      fix,
    });
  };

  const [first, ...others] = readRows(text, starts);
  const headers = first?.cells?.map((header) => header.trim().toLowerCase());
  if (!first || !headers || headers.every((header) => header === '')) {
    const code = text.trim() === '' ? codes.emptyFile : codes.csvSyntax;
    const message = text.trim() === '' ? 'The file is empty.' : 'The first line is not a header.';
    issues.add({
      code,
      severity: 'error',
      message,
      origin: { file: file.label, line: 1 },
      fix: `Begin the file with the line ${columns.required.join(',')}.`,
    });
    return { value: null, issues: issues.all() };
  }
  if (!checkHeaders(headers, columns, codes, file, issues)) return { value: null, issues: issues.all() };

  const rows: CsvRow[] = [];
  const lastLine = others.at(-1)?.line;
  const isCut = (row: RawRow) => row.line === lastLine && !text.endsWith('\n');
  for (const row of others) {
    if (row.cells?.length === headers.length) {
      rows.push({
        line: row.line,
        cells: new Map(headers.map((header, index) => [header, (row.cells?.[index] ?? '').trim()])),
      });
    } else if (isCut(row)) {
      reject(
        row,
        codes.truncatedLine,
        'warning',
        CUT,
        'The last line is cut off; it was left out.',
        'Complete the line, or leave it away.',
      );
    } else if (row.cells) {
      const message = `This row has ${row.cells.length} cells where the header has ${headers.length}.`;
      reject(
        row,
        codes.raggedRow,
        'error',
        RAGGED,
        message,
        'Give the row one cell for each column; put quotes around a text that holds a comma.',
      );
    } else {
      reject(
        row,
        codes.csvSyntax,
        'error',
        BROKEN,
        row.problem,
        'Close the quotes, and double a quote inside of quotes.',
      );
    }
  }

  const originOf = (row: CsvRow, header?: string): Origin => {
    const index = header === undefined ? -1 : headers.indexOf(header);
    if (index < 0) return { file: file.label, line: row.line };
    return { file: file.label, ...placeOf(starts, offsetOfCell(text, starts[row.line - 1] ?? 0, index)) };
  };
  const table: CsvTable = {
    headers,
    rows,
    rejected: tally.rows().rejected,
    originOf,
    excerptOf: (row) => excerptAt(text, starts, row.line),
  };
  return { value: table, issues: issues.all() };
}

/** The column names on the first line, for telling formats apart. Empty where the file begins otherwise. */
export function csvHeader(file: TextFile): readonly string[] {
  const line = headOf(file, 4096).split('\n', 1)[0] ?? '';
  return line.split(',').map((header) => header.trim().replace(/^"|"$/g, '').toLowerCase());
}

function checkHeaders(
  headers: readonly string[],
  columns: CsvColumns,
  codes: CsvCodes,
  file: TextFile,
  issues: IssueList,
): boolean {
  const origin = { file: file.label, line: 1 };
  const twice = [...new Set(headers.filter((header, index) => headers.indexOf(header) !== index))];
  for (const header of twice) {
    issues.add({
      code: codes.duplicateHeader,
      severity: 'error',
      message: `The column "${excerptOf(header)}" is there twice.`,
      origin,
      fix: 'Keep one of the two: nobody can tell which one is meant.',
    });
  }
  const missing = columns.required.filter((header) => !headers.includes(header));
  for (const header of missing) {
    issues.add({
      code: codes.missingColumn,
      severity: 'error',
      message: `The column "${header}" is missing.`,
      origin,
      fix: `Add it: ${[...columns.required, ...columns.optional].join(',')}.`,
    });
  }
  const known = new Set([...columns.required, ...columns.optional]);
  for (const header of headers.filter((name) => name !== '' && !known.has(name))) {
    issues.add({
      code: codes.unknownColumn,
      severity: 'note',
      message: `The column "${excerptOf(header)}" is not used.`,
      origin,
      fix: `Known columns: ${[...known].join(', ')}.`,
    });
  }
  if (headers.length > MOST_COLUMNS) {
    issues.add({
      code: codes.tooManyColumns,
      severity: 'error',
      message: `The header has more than ${MOST_COLUMNS} columns.`,
      origin,
      fix: 'Check the delimiter.',
    });
    return false;
  }
  return twice.length === 0 && missing.length === 0;
}

function offsetOfCell(text: string, start: number, index: number): number {
  let offset = start;
  let quoted = false;
  for (let cell = 0; cell < index && offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') cell += 1;
    else if (!quoted && character === '\n') break;
  }
  return offset;
}

function excerptAt(text: string, starts: readonly number[], line: number): string {
  const begin = starts[line - 1] ?? 0;
  return excerptOf(text.slice(begin, Math.min(starts[line] ?? text.length, begin + 1000)));
}
