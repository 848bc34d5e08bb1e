import type { Block, Place, ProseDocument } from './document.ts';

/** The text of a document as the rules see it: sentences and tables under their headings, in reading order. */

export interface Passage {
  readonly kind: 'heading' | 'paragraph' | 'item';
  readonly text: string;
  /** The same text, letter for letter, with one form of quotes, dashes and spaces. */
  readonly plain: string;
  readonly sentences: readonly Sentence[];
  readonly headings: readonly string[];
  /** For an item of a list: the paragraph that the list belongs to. */
  readonly leadIn: string | null;
  readonly place: Place;
  readonly order: number;
}

export interface Sentence {
  readonly text: string;
  readonly plain: string;
  readonly headings: readonly string[];
  readonly leadIn: string | null;
  readonly place: Place;
  readonly order: number;
}

export interface TextTable {
  readonly rows: readonly (readonly string[])[];
  readonly headings: readonly string[];
  /** The paragraph above it. */
  readonly leadIn: string | null;
  readonly place: Place;
  readonly order: number;
}

export interface Passages {
  readonly title: string | null;
  readonly passages: readonly Passage[];
  readonly sentences: readonly Sentence[];
  readonly tables: readonly TextTable[];
}

export function readPassages({ title, blocks }: ProseDocument): Passages {
  const passages: Passage[] = [];
  const tables: TextTable[] = [];
  let path: { readonly level: number; readonly text: string }[] = [];
  let leadIn: string | null = null;
  for (const [order, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      path = [...path.filter(({ level }) => level < block.level), { level: block.level, text: toPlain(block.text) }];
      leadIn = null;
    }
    const headings = path.map(({ text }) => text);
    if (block.kind === 'table') {
      const rows = block.rows.map((row) => row.map(toPlain));
      tables.push({ rows, headings, leadIn, place: block.place, order });
      continue;
    }
    passages.push(toPassage(block, headings, block.kind === 'item' ? leadIn : null, order));
    if (block.kind === 'paragraph') leadIn = toPlain(block.text);
  }
  return { title, passages, sentences: passages.flatMap((passage) => passage.sentences), tables };
}

function toPassage(
  { kind, text, place }: Exclude<Block, { readonly kind: 'table' }>,
  headings: readonly string[],
  leadIn: string | null,
  order: number,
): Passage {
  const plain = toPlain(text);
  const sentences = cutSentences(plain).map(({ begin, end }) => ({
    text: text.slice(begin, end),
    plain: plain.slice(begin, end),
    headings,
    leadIn,
    place,
    order,
  }));
  return { kind, text, plain, sentences, headings, leadIn, place, order };
}

/** Character for character, so that a place in one is a place in the other. */
export function toPlain(text: string): string {
  return text
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[％]/g, '%');
}

const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|etc|inc|ltd|corp|co|no|vs|approx|resp|art|sec|fig|incl|excl|st|mr|ms|dr|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b\p{Lu}|^\d{1,2}(?:\.\d{1,2})*)$/iu;

function cutSentences(text: string): { readonly begin: number; readonly end: number }[] {
  const cuts: { begin: number; end: number }[] = [];
  let begin = 0;
  for (const match of text.matchAll(/[.!?]["')]?\s+(?=["'(]?[\p{Lu}\d])/gu)) {
    const before = text.slice(Math.max(begin, match.index - 12), match.index);
    if (text[match.index] === '.' && ABBREVIATION.test(before.trim())) continue;
    const end = match.index + match[0].trimEnd().length;
    cuts.push({ begin, end });
    begin = match.index + match[0].length;
  }
  if (begin < text.length) cuts.push({ begin, end: text.length });
  return cuts;
}
