import { Parser } from 'htmlparser2';
import { PROSE_LIMITS, type ProseDocument } from '../document.ts';
import { type BlockList, listBlocks } from './block-list.ts';
import type { Inflate } from './inflate.ts';
import { readZip } from './zip.ts';

export type DocxRead =
  | (Pick<ProseDocument, 'title' | 'blocks'> & {
      /** Whether the document holds changes that nobody accepted or rejected: insertions are read, deletions are not. */
      readonly tracked: boolean;
    })
  | 'damaged'
  | 'bomb'
  | 'not-a-document'
  | 'too-deep';

const CHUNK = 65_536;
/** Characters of XML; marks are many times the text. */
const MOST_XML = 48 * 1024 * 1024;

/** The blocks of a Word document (Office Open XML): paragraphs, headings by style, lists, tables. */
export function readDocx(bytes: Uint8Array, inflate: Inflate): DocxRead {
  const zip = readZip(bytes, inflate);
  if (!zip) return 'damaged';
  const main = zip.read('word/document.xml', MOST_XML);
  if (main === null) return 'not-a-document';
  if (main === 'refused') return 'bomb';
  const blocks = listBlocks();
  const walk = walkDocument(blocks);
  if (!parse(main, walk)) return 'too-deep';
  return { title: null, blocks: blocks.all(), tracked: walk.tracked() };
}

interface Walk {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close: (name: string) => void;
  readonly text: (data: string) => void;
}

function parse(bytes: Uint8Array, walk: Walk): boolean {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        walk.open(name, attributes);
      },
      onclosetag(name) {
        depth -= 1;
        walk.close(name);
      },
      ontext: (data) => walk.text(data),
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
    if (depth > PROSE_LIMITS.depth) return false;
  }
  parser.end();
  return true;
}

interface Table {
  readonly rows: string[][];
  readonly paragraph: number;
  cell: string | null;
  columns: number;
  merged: boolean;
}

/** `w:` names of ECMA-376 part 1, 17. */
function walkDocument(blocks: BlockList): Walk & { readonly tracked: () => boolean } {
  const tables: Table[] = [];
  let text = '';
  let level = 0;
  let depth = 0;
  let isList = false;
  let reading = false;
  let deleted = 0;
  let vanished = false;
  let paragraph = 0;
  let tracked = false;
  const isOn = (attributes: Readonly<Record<string, string>>) => !/^(0|false|off)$/.test(attributes['w:val'] ?? '');
  const endParagraph = () => {
    const table = tables.at(-1);
    const place = { offset: paragraph, paragraph };
    if (table) table.cell = `${table.cell ?? ''} ${text}`;
    else if (level > 0) blocks.heading(level, text, place);
    else if (isList) blocks.item(depth + 1, text, place);
    else blocks.paragraph(text, place);
    text = '';
  };
  return {
    tracked: () => tracked,
    open(name, attributes) {
      const table = tables.at(-1);
      switch (name) {
        case 'w:p':
          paragraph += 1;
          level = 0;
          depth = 0;
          isList = false;
          break;
        case 'w:pStyle':
          level = headingLevel(attributes['w:val'] ?? '');
          isList ||= /^List/i.test(attributes['w:val'] ?? '');
          break;
        case 'w:outlineLvl':
          if (/^[0-5]$/.test(attributes['w:val'] ?? '')) level = Number(attributes['w:val']) + 1;
          break;
        case 'w:numPr':
          isList = true;
          break;
        case 'w:ilvl':
          depth = /^[0-8]$/.test(attributes['w:val'] ?? '') ? Number(attributes['w:val']) : 0;
          break;
        case 'w:r':
          vanished = false;
          break;
        case 'w:vanish':
          vanished = isOn(attributes);
          break;
        case 'w:del':
        case 'w:moveFrom':
          deleted += 1;
          tracked = true;
          break;
        case 'w:ins':
        case 'w:moveTo':
          tracked = true;
          break;
        case 'w:t':
          reading = deleted === 0 && !vanished;
          break;
        case 'w:tab':
        case 'w:br':
          text += ' ';
          break;
        case 'w:noBreakHyphen':
          text += '-';
          break;
        case 'w:tbl':
          if (text.trim() !== '') endParagraph();
          tables.push({ rows: [], paragraph: paragraph + 1, cell: null, columns: 1, merged: false });
          break;
        case 'w:tr':
          table?.rows.push([]);
          break;
        case 'w:tc':
          if (table) Object.assign(table, { cell: '', columns: 1, merged: false });
          break;
        case 'w:gridSpan':
          if (table && /^\d{1,2}$/.test(attributes['w:val'] ?? '')) table.columns = Number(attributes['w:val']);
          break;
        case 'w:vMerge':
          if (table) table.merged = attributes['w:val'] !== 'restart';
          break;
      }
    },
    close(name) {
      const table = tables.at(-1);
      if (name === 'w:t') reading = false;
      else if (name === 'w:p') endParagraph();
      else if (name === 'w:del' || name === 'w:moveFrom') deleted = Math.max(0, deleted - 1);
      else if (name === 'w:tc' && table) endCell(table);
      else if (name === 'w:tbl' && table) {
        tables.pop();
        const outer = tables.at(-1);
        if (outer) outer.cell = `${outer.cell ?? ''} ${table.rows.map((row) => row.join(' ')).join(' ')}`;
        else blocks.table(table.rows, { offset: table.paragraph, paragraph: table.paragraph });
      }
    },
    text(data) {
      if (reading) text += data;
    },
  };
}

function endCell(table: Table): void {
  const row = table.rows.at(-1);
  if (!row || table.cell === null) return;
  const above = table.rows.at(-2)?.[row.length] ?? '';
  row.push(table.merged && table.cell.trim() === '' ? above : table.cell);
  for (let more = 1; more < table.columns; more += 1) row.push('');
  table.cell = null;
}

function headingLevel(style: string): number {
  if (/^title$/i.test(style)) return 1;
  const level = /^(?:heading|berschrift|Überschrift|Titre|Ttulo)\s*([1-6])$/i.exec(style)?.[1];
  return level === undefined ? 0 : Number(level);
}
