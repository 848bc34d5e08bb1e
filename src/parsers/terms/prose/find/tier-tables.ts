import type { Exact } from '../../../../engine/values/exact.ts';
import { readRange, type WrittenRange } from '../bounds.ts';
import { readCredit, type WrittenCredit } from '../credit-text.ts';
import type { Place } from '../document.ts';
import type { Remark } from '../found.ts';
import { readPercent } from '../numbers.ts';
import type { Passage, Passages, TextTable } from '../passages.ts';

/** Rows of uptime and credit as a document writes them: in a table, in a list, or line below line. */
export interface WrittenRows {
  readonly rows: readonly { readonly range: WrittenRange; readonly credit: WrittenCredit }[];
  /** Heading of its column or of its section, where there are several. */
  readonly label: string | null;
  /** Whether every row that pays was understood: a table without its last row is another table. */
  readonly complete: boolean;
  /** Whether sentences or items say it, and no table. */
  readonly spoken: boolean;
  /** What the header of its column says it is a percentage of. */
  readonly of: string;
  /** The guarantee that this column is for, where the header names it: `99.95%`. */
  readonly guarantee: Exact | null;
  readonly headings: readonly string[];
  readonly said: string;
  readonly place: Place;
  readonly order: number;
  /** Position of the column of credits in its table. */
  readonly column: number;
}

const UNCLEAR =
  'Numbers of uptime stand beside credits, and nothing says whether a credit begins above or below its number.';
/** Words that stand near what is paid. */
export const CREDIT = /credit|refund|discount|compensat|reimburs|rebate|reduction|% of (?:the )?monthly|fee|bill/i;
const UPTIME = /uptime|availab|up time|service level|achieved|mup\b/i;

export function findTierTables({ tables, passages }: Passages): {
  readonly rows: readonly WrittenRows[];
  readonly remarks: readonly Remark[];
} {
  const read = tables.map(readTable);
  return {
    rows: read.flatMap(({ rows }) => rows),
    remarks: [...read.flatMap(({ remarks }) => remarks), ...bareLines(passages)],
  };
}

function readTable(table: TextTable): { readonly rows: readonly WrittenRows[]; readonly remarks: readonly Remark[] } {
  const { rows, headings, leadIn, place, order } = table;
  const width = Math.max(...rows.map((row) => row.length));
  const bare = (column: number) =>
    rows.slice(0, 2).some((row) => /%|percent/i.test(row[column] ?? '') && !/\d/.test(row[column] ?? ''));
  const ranges = Array.from({ length: width }, (_, column) =>
    rows.map((row) => wholeRange(row[column] ?? '', bare(column))),
  );
  const counts = ranges.map((column) => column.filter((range) => range !== null).length);
  const uptime = counts.indexOf(Math.max(...counts));
  const around = [...headings, leadIn ?? '', ...rows.slice(0, 2).flat()].join(' ');
  const body = rows.flatMap((row, index) => {
    const range = ranges[uptime]?.[index];
    return range ? [{ row, range }] : [];
  });
  const said = rows.map((row) => row.join(' | ')).join(' / ');
  if (body.length === 0) return { rows: [], remarks: unclear(table, around, said) };
  const header = rows.find((row) => wholeRange(row[uptime] ?? '', bare(uptime)) === null) ?? [];
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => {
    if (column === uptime || (ranges[column]?.filter((range) => range !== null).length ?? 0) > 0) return false;
    const known = body.filter(({ row }) => readCredit(row[column] ?? '', bare(column)).kind !== 'other').length;
    return known * 3 >= body.length * 2 && body.some(({ row }) => /\d/.test(row[column] ?? ''));
  });
  // A table under "Example" shows how something is computed, not what is agreed.
  if (/\b(?:example|illustrat\w+|for instance)\b/i.test(`${headings.at(-1) ?? ''} ${leadIn ?? ''}`))
    return { rows: [], remarks: [] };
  const isCredit = CREDIT.test(around) || body.some(({ row }) => CREDIT.test(row.join(' ')));
  if (!isCredit) return { rows: [], remarks: [] };
  if (columns.length === 0) {
    const message = 'A table gives something for ranges of uptime that is no percentage: it was not read.';
    return { rows: [], remarks: [{ code: 'not-read', message, said, place }] };
  }
  const first = rows.findIndex((_, index) => ranges[uptime]?.[index]);
  const isRead = (row: readonly string[], index: number) =>
    Boolean(ranges[uptime]?.[index]) || (index < first && !/\d/.test(row[uptime] ?? ''));
  return {
    remarks: [],
    rows: columns.map((column) => ({
      rows: body.map(({ row, range }) => ({ range, credit: readCredit(row[column] ?? '', bare(column)) })),
      complete: rows.every(
        (row, index) => isRead(row, index) || readCredit(row[column] ?? '', bare(column)).kind !== 'percent',
      ),
      spoken: false,
      of: /%\s*of|percent\w* of/i.test(header[column] ?? '') ? (header[column] as string) : '',
      label: columns.length > 1 ? (header[column] ?? null) : null,
      guarantee: columns.length > 1 ? guaranteeOf(header[column] ?? '') : null,
      headings,
      said,
      place,
      order,
      column,
    })),
  };
}

function guaranteeOf(header: string): Exact | null {
  return /^[^\d]{0,30}\d{1,3}(?:[.,]\d{1,6})?\s*%[^\d]{0,30}$/.test(header) ? readPercent(header) : null;
}

/** A table of bare numbers beside credits: `99.90% | 5%` says neither above nor below. */
function unclear(table: TextTable, around: string, said: string): Remark[] {
  const looksLikeTiers =
    UPTIME.test(around) &&
    CREDIT.test(around) &&
    table.rows.filter((row) => row.some((cell) => /\d\s*%/.test(cell))).length > 1;
  if (!looksLikeTiers || !table.rows.some((row) => row.filter((cell) => /\d\s*%/.test(cell)).length > 1)) return [];
  return [{ code: 'ambiguous', message: UNCLEAR, said, place: table.place }];
}

/** `95% 5%` on a line and `94% 10%` on the next: the same table without its lines. */
function bareLines(passages: readonly Passage[]): Remark[] {
  const isBare = ({ plain }: Passage) => /^\d{1,3}(?:[.,]\d{1,6})?\s*%\s+\d{1,3}(?:[.,]\d{1,6})?\s*%$/.test(plain);
  const first = passages.find((passage, at) => isBare(passage) && passages.slice(at + 1, at + 3).some(isBare));
  return first ? [{ code: 'ambiguous', message: UNCLEAR, said: first.text, place: first.place }] : [];
}

/** A text that is a range of uptime and nothing else. */
export function wholeRange(cell: string, bare: boolean): WrittenRange | null {
  const read = readRange(cell, bare);
  return read &&
    /^[\s.:;)]*(?:\([^)]{0,80}\))?\s*(?:monthly |of the )?(?:uptime|availability|percentage)?[\s.:;]*$/i.test(read.rest)
    ? read.range
    : null;
}
