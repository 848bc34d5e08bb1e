/** A contract as prose, whatever file it came in: blocks in reading order, each with the place where it begins. */

/** Offsets count characters (of a text) or bytes (of a page's content) from 0; lines, pages and paragraphs count from 1. */
export interface Place {
  readonly offset: number;
  readonly line?: number;
  readonly page?: number;
  /** In a word processor's document, which has no lines. */
  readonly paragraph?: number;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly place: Place }
  | { readonly kind: 'paragraph'; readonly text: string; readonly place: Place }
  | { readonly kind: 'item'; readonly depth: number; readonly text: string; readonly place: Place }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly place: Place };

export type Container = 'html' | 'markdown' | 'text' | 'pdf' | 'docx';

export interface ProseDocument {
  readonly container: Container;
  /** What the file says its title is outside the text: `<title>`, front matter. */
  readonly title: string | null;
  readonly blocks: readonly Block[];
}

/** How much of a document is read. A contract of 2 million characters is no SLA. */
export const PROSE_LIMITS = {
  bytes: 16 * 1024 * 1024,
  characters: 2_000_000,
  blocks: 50_000,
  depth: 512,
  cells: 200_000,
  pages: 500,
} as const;

/** `page 3`, `line 12`: where a person finds it. */
export function placeInWords({ page, line, paragraph, offset }: Place): string {
  if (page !== undefined) return `page ${page}`;
  if (line !== undefined) return `line ${line}`;
  return paragraph === undefined ? `character ${offset}` : `paragraph ${paragraph}`;
}
