import { decodeWindows1252 } from '../../../../syntax/windows-1252.ts';
import { PROSE_LIMITS, type ProseDocument } from '../../document.ts';
import { listBlocks } from '../block-list.ts';
import type { Inflate } from '../inflate.ts';
import { type Run, readContent } from './content.ts';
import { type PdfFile, readPdfFile } from './file.ts';
import type { PdfFont } from './fonts.ts';
import { bodySize, layOutPage } from './layout.ts';
import { isArray, isDict, isRef, isString, type PdfValue } from './objects.ts';

export type PdfRead = Pick<ProseDocument, 'title' | 'blocks'> | 'damaged' | 'encrypted' | 'no-text' | 'unreadable-text';

/** One character in fifty that no font explains is too many where numbers decide. */
const MOST_UNKNOWN = 50;

/** The blocks of a PDF with text. Pictures of pages are not read, and letters that no font explains are not guessed. */
export function readPdf(bytes: Uint8Array, inflate: Inflate): PdfRead {
  const file = readPdfFile(bytes, inflate);
  if (file.trailer.has('Encrypt') && file.resolve(file.trailer.get('Encrypt')) !== null) return 'encrypted';
  const pages = pagesOf(file);
  if (pages.length === 0) return 'damaged';
  const fonts = new Map<PdfValue, PdfFont>();
  const shown = pages.map((page) => readContent(file, page.content, page.resources, fonts));
  const letters = shown.flat().reduce((count, run) => count + run.text.replace(/\s/g, '').length, 0);
  if (letters < 40) return 'no-text';
  const unknown = shown.flat().reduce((count, run) => count + (run.text.split('\uFFFD').length - 1), 0);
  if (unknown * MOST_UNKNOWN > letters) return 'unreadable-text';
  const blocks = listBlocks();
  const body = bodySize(shown.flat());
  const repeated = repeatedLines(shown);
  for (const [index, runs] of shown.entries())
    layOutPage(
      runs.filter((run) => !repeated.has(keyOf(run))),
      index + 1,
      body,
      blocks,
    );
  return { title: titleOf(file), blocks: blocks.all() };
}

interface Page {
  readonly content: Uint8Array;
  readonly resources: PdfValue;
}

function pagesOf(file: PdfFile): Page[] {
  const root = file.resolve(file.trailer.get('Root'));
  const pages: Page[] = [];
  const seen = new Set<number>();
  const visit = (reference: PdfValue, inherited: PdfValue, depth: number): void => {
    if (pages.length >= PROSE_LIMITS.pages || depth > 64) return;
    if (isRef(reference)) {
      if (seen.has(reference.ref)) return;
      seen.add(reference.ref);
    }
    const node = file.resolve(reference);
    if (!isDict(node)) return;
    const resources = node.dict.get('Resources') ?? inherited;
    const kids = file.resolve(node.dict.get('Kids'));
    if (isArray(kids)) for (const kid of kids) visit(kid, resources, depth + 1);
    else pages.push({ content: contentOf(file, node.dict.get('Contents')), resources });
  };
  if (isDict(root)) visit(root.dict.get('Pages') ?? null, null, 0);
  return pages;
}

function contentOf(file: PdfFile, value: PdfValue | undefined): Uint8Array {
  const list = isRef(value) && isArray(file.resolve(value)) ? file.resolve(value) : value;
  const parts = (isArray(list) ? list : [list]).map((part) => file.stream(part)?.bytes ?? new Uint8Array());
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length + 1, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    // Parts meet between operators, but need not end with a space.
    whole[at + part.length] = 0x20;
    at += part.length + 1;
  }
  return whole;
}

/** Headers and footers: the same words in the same place of a margin, on three pages or more. */
function repeatedLines(pages: readonly (readonly Run[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const heights = pages.flat().map((run) => run.y);
  const low = heights.reduce((least, y) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const high = heights.reduce((most, y) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  const margin = (high - low) * 0.08;
  const inMargin = ({ y }: Run) => y < low + margin || y > high - margin;
  for (const runs of pages) {
    for (const key of new Set(runs.filter(inMargin).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(3, pages.length * 0.6);
  return new Set([...counts].filter(([, count]) => count >= most).map(([key]) => key));
}

function keyOf(run: Run): string {
  return `${Math.round(run.x)} ${Math.round(run.y)} ${run.text}`;
}

function titleOf(file: PdfFile): string | null {
  const info = file.resolve(file.trailer.get('Info'));
  const title = isDict(info) ? file.resolve(info.dict.get('Title')) : null;
  if (!isString(title) || title.string.length === 0) return null;
  const wide = title.string[0] === 0xfe && title.string[1] === 0xff;
  return (
    (wide ? new TextDecoder('utf-16be').decode(title.string.subarray(2)) : decodeWindows1252(title.string)) || null
  );
}
