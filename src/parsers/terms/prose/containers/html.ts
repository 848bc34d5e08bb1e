import { Parser } from 'htmlparser2';
import { lineStarts, placeOf } from '../../../syntax/text.ts';
import { type Place, PROSE_LIMITS, type ProseDocument } from '../document.ts';
import { type BlockList, listBlocks } from './block-list.ts';

const SKIPPED = new Set(
  'del s strike script style noscript template svg math nav footer aside form button select textarea iframe object audio video head'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'p div section article main header body html ul ol dl dt dd blockquote pre address figure figcaption details summary hr center fieldset'.split(
    ' ',
  ),
);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const CHUNK = 65_536;

interface Table {
  readonly place: Place;
  readonly rows: string[][];
  row: string[] | null;
  cell: string | null;
  columns: number;
  /** By column: how many rows below still hold a cell that spans them, and its text. */
  readonly spans: Map<number, { rows: number; text: string }>;
  spanRows: number;
}

/**
 * The blocks of an HTML page. Scripts, navigation and whatever is hidden are left out. `too-deep` where elements are
 * nested beyond any page: such a file is made to break readers.
 *
 * @param from where the HTML begins in its file, for a piece inside of Markdown
 */
export function readHtml(text: string, from: { readonly line: number; readonly offset: number } = START): HtmlRead {
  const blocks = listBlocks();
  const starts = lineStarts(text);
  const walk = walkHtml(blocks, (offset) => ({
    offset: from.offset + offset,
    line: from.line + placeOf(starts, offset).line - 1,
  }));
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => walk.open(name, attributes, parser.startIndex),
      onclosetag: (name) => walk.close(name),
      ontext: (data) => walk.text(data, parser.startIndex),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    if (walk.depth() > PROSE_LIMITS.depth) return 'too-deep';
  }
  parser.end();
  walk.end();
  return { title: walk.title(), blocks: blocks.all() };
}

export type HtmlRead = Pick<ProseDocument, 'title' | 'blocks'> | 'too-deep';
const START = { line: 1, offset: 0 };

function walkHtml(blocks: BlockList, placeAt: (offset: number) => Place) {
  const tables: Table[] = [];
  let text = '';
  let begin: Place | null = null;
  let heading = 0;
  let lists = 0;
  let inItem = 0;
  let depth = 0;
  let skippedAt = Number.POSITIVE_INFINITY;
  let title: string | null = null;
  let inTitle = false;
  let cells = 0;

  const flush = () => {
    const place = begin ?? { offset: 0 };
    if (heading > 0) blocks.heading(heading, text, place);
    else if (inItem > 0) blocks.item(inItem, text, place);
    else blocks.paragraph(text, place);
    text = '';
    begin = null;
  };
  const table = () => tables.at(-1);
  const breakBlock = () => {
    const current = table();
    if (current?.cell != null) current.cell += ' ';
    else flush();
  };
  const endCell = (current: Table) => {
    if (current.cell === null || !current.row || cells > PROSE_LIMITS.cells) return;
    addSpanned(current, current.row);
    const column = current.row.length;
    for (let at = 0; at < current.columns; at += 1) {
      const cell = at === 0 ? current.cell : '';
      current.row.push(cell);
      if (current.spanRows > 1) current.spans.set(column + at, { rows: current.spanRows - 1, text: cell });
    }
    cells += current.columns;
    current.cell = null;
  };
  const endRow = (current: Table) => {
    endCell(current);
    if (current.row) {
      addSpanned(current, current.row);
      current.rows.push(current.row);
    }
    current.row = null;
  };

  return {
    depth: () => depth,
    title: () => title?.trim() || null,
    open(name: string, attributes: Readonly<Record<string, string>>, offset: number) {
      if (!VOID.has(name)) depth += 1;
      if (name === 'title' && title === null) inTitle = true;
      if (depth >= skippedAt) return;
      if (!VOID.has(name) && (SKIPPED.has(name) || isHidden(attributes))) {
        skippedAt = depth;
        return;
      }
      const current = table();
      if (name === 'br') {
        if (current?.cell != null) current.cell += ' ';
        else if (inItem > 0 || heading > 0) text += ' ';
        else flush();
      } else if (/^h[1-6]$/.test(name)) {
        breakBlock();
        if (current?.cell == null) heading = Number(name[1]);
      } else if (name === 'ul' || name === 'ol') {
        breakBlock();
        lists += 1;
      } else if (name === 'li') {
        breakBlock();
        inItem = Math.max(1, lists);
      } else if (name === 'table') {
        breakBlock();
        tables.push({
          place: placeAt(offset),
          rows: [],
          row: null,
          cell: null,
          columns: 1,
          spans: new Map(),
          spanRows: 1,
        });
      } else if (name === 'tr' && current) {
        endRow(current);
        current.row = [];
      } else if ((name === 'td' || name === 'th') && current) {
        endCell(current);
        current.row ??= [];
        current.cell = '';
        current.columns = span(attributes.colspan);
        current.spanRows = span(attributes.rowspan);
      } else if (BLOCKS.has(name)) breakBlock();
    },
    close(name: string) {
      const skipped = depth >= skippedAt;
      if (name === 'title') inTitle = false;
      if (!VOID.has(name)) depth -= 1;
      if (skipped) {
        if (depth < skippedAt) skippedAt = Number.POSITIVE_INFINITY;
        return;
      }
      const current = table();
      if (/^h[1-6]$/.test(name)) {
        if (current?.cell == null) flush();
        heading = 0;
      } else if (name === 'ul' || name === 'ol') {
        breakBlock();
        lists = Math.max(0, lists - 1);
        if (lists > 0) inItem = lists;
        else inItem = 0;
      } else if (name === 'li') {
        breakBlock();
        inItem = Math.max(0, lists - 1);
      } else if ((name === 'td' || name === 'th') && current) endCell(current);
      else if (name === 'tr' && current) endRow(current);
      else if (name === 'table' && current) {
        endRow(current);
        tables.pop();
        const outer = table();
        if (outer?.cell != null) outer.cell += ` ${current.rows.map((row) => row.join(' ')).join(' ')} `;
        else blocks.table(current.rows, current.place);
      } else if (BLOCKS.has(name)) breakBlock();
    },
    text(data: string, offset: number) {
      if (inTitle) title = (title ?? '') + data;
      if (depth >= skippedAt) return;
      const current = table();
      if (current?.cell != null) current.cell += data;
      else {
        if (begin === null && data.trim() !== '') begin = placeAt(offset + data.length - data.trimStart().length);
        text += data;
      }
    },
    end() {
      while (tables.length > 0) this.close('table');
      flush();
    },
  };
}

function addSpanned(current: Table, row: string[]): void {
  for (let spanned = current.spans.get(row.length); spanned; spanned = current.spans.get(row.length)) {
    if (spanned.rows === 1) current.spans.delete(row.length);
    else spanned.rows -= 1;
    row.push(spanned.text);
  }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return (
    attributes.hidden !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '')
  );
}

function span(written: string | undefined): number {
  const count = /^\d{1,3}$/.test(written ?? '') ? Number(written) : 1;
  return Math.min(Math.max(count, 1), 50);
}
