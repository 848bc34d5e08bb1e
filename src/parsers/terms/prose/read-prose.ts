import type { Issue, Result } from '../../../engine/records/issue.ts';
import { readDocx } from './containers/docx.ts';
import { readHtml } from './containers/html.ts';
import type { Inflate } from './containers/inflate.ts';
import { readMarkdown } from './containers/markdown.ts';
import { readPdf } from './containers/pdf/read.ts';
import { readPlain } from './containers/plain.ts';
import { hidesText } from './containers/tidy.ts';
import { type Container, PROSE_LIMITS, type ProseDocument } from './document.ts';
import { refusals } from './refusals.ts';

/** A file before anyone knows what it is. `text` is its decoded text, or null where the bytes are none. */
export interface ProseFile {
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly text: string | null;
}

/** Reads a contract out of HTML, Markdown, plain text, PDF or DOCX: which of them, its first bytes and its marks say. */
export function readProse(file: ProseFile, inflate: Inflate): Result<ProseDocument | null> {
  const refuse = (code: keyof typeof refusals) => ({
    value: null,
    issues: [{ ...refusals[code], severity: 'error' as const, origin: { file: file.label } }],
  });
  if (file.bytes.length === 0 || file.text?.trim() === '') return refuse('empty');
  if (file.bytes.length > PROSE_LIMITS.bytes || (file.text?.length ?? 0) > PROSE_LIMITS.characters * 4)
    return refuse('too-large');
  const container = recognize(file);
  if (container === 'old-office') return refuse('old-office');
  if (container === null) return refuse('not-a-document');
  const issues: Issue[] = [];
  const read = readContainer(container, file, inflate);
  if (typeof read === 'string') return refuse(read);
  if ('tracked' in read && read.tracked)
    issues.push({ ...refusals['tracked-changes'], severity: 'warning', origin: { file: file.label } });
  const blocks = read.blocks;
  const length = blocks.reduce((sum, block) => sum + (block.kind === 'table' ? 100 : block.text.length), 0);
  if (blocks.length === 0) return refuse('no-text');
  if (length > PROSE_LIMITS.characters || blocks.length >= PROSE_LIMITS.blocks) return refuse('too-large');
  if (file.text !== null && hidesText(file.text))
    issues.push({ ...refusals['hidden-characters'], severity: 'warning', origin: { file: file.label } });
  return { value: { container, title: read.title, blocks }, issues };
}

function readContainer(container: Container, { bytes, text }: ProseFile, inflate: Inflate) {
  if (container === 'pdf') return readPdf(bytes, inflate);
  if (container === 'docx') return readDocx(bytes, inflate);
  const body = (text ?? '').replace(/\r\n?/g, '\n');
  if (container === 'html') return readHtml(body);
  return container === 'markdown' ? readMarkdown(body) : readPlain(body);
}

const HTML = /<(!doctype html|html|body|head|div|p|table|h[1-6]|section|article|main|ul|span)[\s>]/i;
const MARKDOWN = /^#{1,6} ?\S|^\s*\|.*\|\s*$|^\s*\|?\s*:?-{3,}:?\s*\||\*\*[^*\n]+\*\*|\]\(https?:|^---\s*$/m;

function recognize({ label, bytes, text }: ProseFile): Container | 'old-office' | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004')) return 'docx';
  if (head.startsWith('\u00D0\u00CF\u0011\u00E0')) return 'old-office';
  if (text === null || !isProse(text)) return null;
  const start = text.slice(0, 4000);
  if (/\.(html?|xhtml)$/i.test(label) || /^\s*(<!--|<\?xml|<!doctype|<html|<body|<div|<p|<h1|<table)/i.test(start)) {
    return HTML.test(text.slice(0, 200_000)) ? 'html' : 'text';
  }
  if (/\.(md|markdown|mdx)$/i.test(label)) return 'markdown';
  return MARKDOWN.test(text.slice(0, 100_000)) ? 'markdown' : 'text';
}

/** Letters and spaces, not a table of numbers, a picture or a program's data. */
function isProse(text: string): boolean {
  const sample = text.slice(0, 100_000);
  const controls = sample.match(/\uFFFD|(?!\s)\p{Cc}/gu)?.length ?? 0;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  return controls * 50 < sample.length && letters * 6 > sample.replace(/\s/g, '').length;
}
