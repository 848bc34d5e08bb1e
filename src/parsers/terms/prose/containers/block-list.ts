import type { Block, Place } from '../document.ts';
import { PROSE_LIMITS } from '../document.ts';
import { tidy } from './tidy.ts';

/** Collects the blocks of a document; empty ones are left out, and beyond the limit nothing is added. */
export interface BlockList {
  readonly heading: (level: number, text: string, place: Place) => void;
  readonly paragraph: (text: string, place: Place) => void;
  readonly item: (depth: number, text: string, place: Place) => void;
  readonly table: (rows: readonly (readonly string[])[], place: Place) => void;
  readonly all: () => readonly Block[];
}

export function listBlocks(): BlockList {
  const blocks: Block[] = [];
  const add = (block: Block) => {
    if (blocks.length < PROSE_LIMITS.blocks) blocks.push(block);
  };
  const paragraph = (text: string, place: Place) => {
    const tidied = tidy(text);
    if (tidied !== '') add({ kind: 'paragraph', text: tidied, place });
  };
  return {
    heading(level, text, place) {
      const tidied = tidy(text);
      if (tidied !== '') add({ kind: 'heading', level, text: tidied, place });
    },
    paragraph,
    item(depth, text, place) {
      const tidied = tidy(text);
      if (tidied !== '') add({ kind: 'item', depth, text: tidied, place });
    },
    table(rows, place) {
      const tidied = rows.map((row) => row.map(tidy)).filter((row) => row.some((cell) => cell !== ''));
      const width = Math.max(0, ...tidied.map((row) => row.filter((cell) => cell !== '').length));
      // A table of one column is how pages are laid out: its cells are text.
      if (width <= 1) for (const row of tidied) paragraph(row.join(' '), place);
      else add({ kind: 'table', rows: tidied, place });
    },
    all: () => blocks,
  };
}
