import type { Text } from '../escape/text.ts';

/**
 * A report as a reader meets it, before it is drawn: one document for every format. A piece of text says what it is,
 * so that a format can align, color or escape it, and so that a test can tell which numeral came from where.
 */
export type Piece =
  /** Our own words: constants of the program, without numerals. */
  | { readonly kind: 'words'; readonly text: Text; readonly strong?: boolean }
  /** Text from an input or from the engine, hostile until escaped. */
  | { readonly kind: 'data'; readonly text: Text; readonly strong?: boolean }
  /** A number of the report; `ref` is its place, which `explain` takes. */
  | { readonly kind: 'figure'; readonly text: Text; readonly ref: string; readonly strong?: boolean }
  | { readonly kind: 'time'; readonly text: Text; readonly strong?: boolean }
  | { readonly kind: 'count'; readonly text: Text; readonly strong?: boolean }
  /** The short name of an item or figure, as it is typed after `makewhole explain`. */
  | { readonly kind: 'ref'; readonly text: Text; readonly strong?: boolean }
  | { readonly kind: 'status'; readonly text: Text; readonly tone: Tone; readonly strong?: boolean };

export type Tone = 'good' | 'bad' | 'open' | 'quiet';

export type Phrase = readonly Piece[];

export interface Column {
  readonly title: string;
  /** What the cells hold; it decides alignment, and in a workbook the type of a cell. */
  readonly type: 'text' | 'ref' | 'status' | 'time' | 'money' | 'percent' | 'quantity';
  /** As wide as the other columns that say so: two texts side by side. */
  readonly even?: true;
}

export interface Row {
  readonly role: 'body' | 'total';
  readonly cells: readonly Phrase[];
}

export type Block =
  | { readonly kind: 'title'; readonly text: Phrase; readonly under: Phrase }
  | { readonly kind: 'lead'; readonly text: Phrase }
  | { readonly kind: 'heading'; readonly text: Phrase; readonly level: 2 | 3 }
  | { readonly kind: 'paragraph'; readonly text: Phrase }
  | { readonly kind: 'note'; readonly text: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly name: string; readonly says: Phrase }[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly Row[] }
  /** Read only when wanted: folded where a format can fold. */
  | { readonly kind: 'details'; readonly title: string; readonly blocks: readonly Block[] };

export interface ReportDocument {
  readonly blocks: readonly Block[];
}
