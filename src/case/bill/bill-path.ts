import type { Issue } from '../../engine/records/issue.ts';
import type { BillingFormat } from '../../parsers/billing/format.ts';
import type { RateCard } from '../../parsers/billing/rate-card/rate-card.ts';

/** A billing file of a case: the name it goes by in reports, and where it lies. */
export interface BillPath {
  readonly label: string;
  readonly path: string;
  /** A format id the user named, `focus-1.2`; otherwise the header decides. */
  readonly format?: string;
  /** What a mapping file makes of its columns; taken instead of any known format. */
  readonly mapped?: BillingFormat;
  /** The file is a rate card and no bill: its entries stand behind the charges that name it. */
  readonly card?: RateCard;
  /** Amounts are written `1.234,56`. */
  readonly decimalComma?: boolean;
}

/** A file as it was read, for the provenance of a report. */
export interface InputFile {
  readonly label: string;
  readonly sha256: string;
  readonly bytes: number;
}

export function fileError(code: string, file: string, message: string, fix: string): Issue {
  return { code: `billing/${code}`, severity: 'error', message, origin: { file }, fix };
}

/** A cell of a file, fit to be printed: on one line, without control characters, not too long. */
export function quoteCell(cell: string): string {
  const plain = cell.replace(/\p{C}/gu, '?');
  return plain.length > 80 ? `"${plain.slice(0, 80)}..."` : `"${plain}"`;
}
