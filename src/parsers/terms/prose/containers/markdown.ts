import type { Place, ProseDocument } from '../document.ts';
import { type BlockList, listBlocks } from './block-list.ts';
import { readHtml } from './html.ts';

interface Line {
  readonly text: string;
  readonly place: Place;
}

const ITEM = /^(\s*)(?:[-*+•●◦▪‣·–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(.*)$/i;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const HTML_BLOCK = /^\s*<(table|ul|ol|div|section|details|p|h[1-6])\b/i;

/** The blocks of Markdown as documents are written in it: headings, lists, tables with pipes, tables in HTML. */
export function readMarkdown(text: string): Pick<ProseDocument, 'title' | 'blocks'> | 'too-deep' {
  const blocks = listBlocks();
  const lines = linesOf(text);
  const front = frontMatter(lines);
  let open: { readonly kind: 'paragraph' | 'item'; readonly depth: number; readonly parts: Line[] } | null = null;
  const close = () => {
    if (open) {
      const body = inline(open.parts.map((line) => line.text.trim()).join('\n'));
      const place = (open.parts[0] as Line).place;
      if (open.kind === 'item') blocks.item(open.depth, body, place);
      else addParagraph(blocks, body, open.parts[0] as Line);
    }
    open = null;
  };

  for (let at = front.next; at < lines.length; at += 1) {
    const line = lines[at] as Line;
    const heading = /^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$/.exec(line.text);
    const html = HTML_BLOCK.exec(line.text);
    if (line.text.trim() === '' || /^\s{0,3}(?:[-*_]\s*){3,}$/.test(line.text)) close();
    else if (/^\s{0,3}(```|~~~)/.test(line.text)) close();
    else if (heading?.[2]) {
      close();
      blocks.heading((heading[1] as string).length, inline(heading[2]), line.place);
    } else if (html) {
      close();
      const end = endOfHtml(lines, at, (html[1] as string).toLowerCase());
      const source = lines.slice(at, end).map((each) => each.text);
      const read = readHtml(source.join('\n'), { line: line.place.line ?? 1, offset: line.place.offset });
      if (read === 'too-deep') return read;
      for (const block of read.blocks) {
        if (block.kind === 'table') blocks.table(block.rows, block.place);
        else if (block.kind === 'heading') blocks.heading(block.level, block.text, block.place);
        else if (block.kind === 'item') blocks.item(block.depth, block.text, block.place);
        else blocks.paragraph(inline(block.text), block.place);
      }
      at = end - 1;
    } else if (isTableAt(lines, at)) {
      close();
      const rows: string[][] = [];
      while (at < lines.length && (lines[at] as Line).text.includes('|')) {
        const row = (lines[at] as Line).text;
        if (!TABLE_RULE.test(row)) rows.push(cellsOf(row));
        at += 1;
      }
      at -= 1;
      blocks.table(rows, line.place);
    } else {
      const item = ITEM.exec(line.text);
      if (item) {
        close();
        const depth = 1 + Math.floor((item[1] as string).replace(/\t/g, '    ').length / 2);
        open = { kind: 'item', depth, parts: [{ text: item[2] as string, place: line.place }] };
      } else if (open && (open.kind === 'paragraph' || /^\s{2,}\S/.test(line.text) || !endsSentence(open.parts)))
        open.parts.push(line);
      else {
        close();
        open = { kind: 'paragraph', depth: 0, parts: [line] };
      }
      const under = lines[at + 1]?.text ?? '';
      if (open.kind === 'paragraph' && open.parts.length === 1 && /^\s{0,3}(=+|-{3,})\s*$/.test(under)) {
        blocks.heading(under.trim().startsWith('=') ? 1 : 2, inline(line.text), line.place);
        open = null;
        at += 1;
      }
    }
  }
  close();
  return { title: front.title, blocks: blocks.all() };
}

/** A line in bold alone is a heading; a paragraph that begins in bold keeps it as its first words. */
function addParagraph(blocks: BlockList, body: string, first: Line): void {
  const alone = /^\*\*[^*]{2,80}\*\*:?$/.test(first.text.trim()) && !body.includes('\n');
  if (alone) blocks.heading(6, body, first.place);
  // Lines that a writer broke on purpose stand each for itself.
  else if (isHardBroken(body)) for (const line of body.split('\n')) blocks.paragraph(line, first.place);
  else blocks.paragraph(body, first.place);
}

function isHardBroken(body: string): boolean {
  const lines = body.split('\n');
  return lines.length > 1 && lines.slice(0, -1).every((line) => line.length < 60 || /[.;:]$/.test(line));
}

function endsSentence(parts: readonly Line[]): boolean {
  return /[.;:]$/.test(parts.at(-1)?.text.trim() ?? '');
}

function linesOf(text: string): Line[] {
  let offset = 0;
  return text.split('\n').map((line, index) => {
    const place = { offset, line: index + 1 };
    offset += line.length + 1;
    return { text: line.replace(/\r$/, ''), place };
  });
}

function frontMatter(lines: readonly Line[]): { readonly title: string | null; readonly next: number } {
  if (lines[0]?.text.trim() !== '---') return { title: null, next: 0 };
  const end = lines.findIndex((line, at) => at > 0 && line.text.trim() === '---');
  if (end < 0 || end > 200) return { title: null, next: 0 };
  const title = lines.slice(1, end).map((line) => /^title:\s*(.*)$/.exec(line.text)?.[1]);
  const named = title.find((one) => one !== undefined)?.replace(/^(["'])(.*)\1$/, '$2');
  return { title: named || null, next: end + 1 };
}

function endOfHtml(lines: readonly Line[], from: number, tag: string): number {
  const closing = `</${tag}`;
  for (let at = from; at < lines.length; at += 1) {
    if ((lines[at] as Line).text.toLowerCase().includes(closing)) return at + 1;
  }
  return lines.length;
}

/** A table has a rule below its header; some writers leave the rule out and begin every row with a pipe. */
function isTableAt(lines: readonly Line[], at: number): boolean {
  const line = lines[at]?.text ?? '';
  const next = lines[at + 1]?.text ?? '';
  if (!line.includes('|')) return false;
  return (TABLE_RULE.test(next) && next.includes('-')) || (/^\s*\|.*\|\s*$/.test(line) && /^\s*\|.*\|\s*$/.test(next));
}

function cellsOf(line: string): string[] {
  const body = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return body.split(/(?<!\\)\|/).map((cell) => inline(cell.replace(/\\\|/g, '|').trim()));
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  le: '≤',
  ge: '≥',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
};

/** Marks inside a line, taken off: emphasis, links (their words stay), code, tags. */
function inline(text: string): string {
  return text
    .replace(/!\[([^\]]{0,300})\]\([^)]{0,500}\)/g, '')
    .replace(/\[([^\]]{1,300})\]\([^)]{0,500}\)/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, '')
    .replace(/&([a-z]{2,6}|#\d{2,6});/gi, (whole, name: string) =>
      name.startsWith('#') ? codePoint(Number(name.slice(1))) : (ENTITIES[name.toLowerCase()] ?? whole),
    )
    .replace(/~~[^~]{1,500}~~/g, ' ')
    .replace(/\*{1,3}|`+/g, '')
    .replace(/(^|[\s(])_{1,2}(?=\S)|(?<=\S)_{1,2}(?=$|[\s).,;:])/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

function codePoint(value: number): string {
  return value > 31 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff) ? String.fromCodePoint(value) : ' ';
}
