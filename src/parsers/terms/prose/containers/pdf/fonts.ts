import { readCMap } from './cmap.ts';
import type { PdfFile } from './file.ts';
import { type BaseEncoding, textOfCode, textOfGlyph } from './glyphs.ts';
import { latin } from './lexer.ts';
import { isArray, isDict, isName, isNumber, type PdfValue } from './objects.ts';

/** How a font's codes become text, and how wide they are. */
export interface PdfFont {
  readonly bold: boolean;
  readonly glyphs: (bytes: Uint8Array) => readonly Glyph[];
}

export interface Glyph {
  /** U+FFFD where the font does not say what the glyph means. */
  readonly text: string;
  /** In units of the font size. */
  readonly width: number;
  /** Whether word spacing applies: the single byte 32. */
  readonly isSpace: boolean;
}

const UNKNOWN = '\uFFFD';

export function readFont(file: PdfFile, value: PdfValue): PdfFont {
  const font = file.resolve(value);
  const dict: ReadonlyMap<string, PdfValue> = isDict(font) ? font.dict : new Map();
  const base = nameOf(file.resolve(dict.get('BaseFont')));
  const map = toUnicode(file, dict.get('ToUnicode'));
  const composite = nameOf(file.resolve(dict.get('Subtype'))) === 'Type0';
  const bytesPerCode = composite ? (map?.codeBytes ?? 2) : 1;
  const widths = composite ? cidWidths(file, dict) : simpleWidths(file, dict);
  const simple = composite ? () => undefined : simpleText(file, dict, base);
  return {
    bold: /bold|black|heavy|semibold/i.test(base),
    glyphs(bytes) {
      const glyphs: Glyph[] = [];
      for (let at = 0; at + bytesPerCode <= bytes.length; at += bytesPerCode) {
        let code = 0;
        for (let byte = 0; byte < bytesPerCode; byte += 1) code = code * 256 + (bytes[at + byte] as number);
        glyphs.push({
          text: map?.text.get(code) ?? simple(code) ?? UNKNOWN,
          width: widths(code),
          isSpace: bytesPerCode === 1 && code === 32,
        });
      }
      return glyphs;
    },
  };
}

function toUnicode(file: PdfFile, value: PdfValue | undefined) {
  const stream = file.stream(value);
  return stream ? readCMap(stream.bytes) : null;
}

function simpleText(file: PdfFile, dict: ReadonlyMap<string, PdfValue>, base: string) {
  const encoding = file.resolve(dict.get('Encoding'));
  const descriptor = file.resolve(dict.get('FontDescriptor'));
  const differences = new Map<number, string | undefined>();
  let named = isName(encoding) ? encoding.name : '';
  if (isDict(encoding)) {
    named = nameOf(file.resolve(encoding.dict.get('BaseEncoding')));
    const list = file.resolve(encoding.dict.get('Differences'));
    let code = 0;
    for (const item of isArray(list) ? list.map((each) => file.resolve(each)) : []) {
      if (isNumber(item)) code = item;
      else if (isName(item)) {
        differences.set(code, textOfGlyph(item.name));
        code += 1;
      }
    }
  }
  const embedded = isDict(descriptor) ? type1Encoding(file, descriptor.dict.get('FontFile')) : null;
  const flags = isDict(descriptor) ? file.resolve(descriptor.dict.get('Flags')) : null;
  const symbolic = isNumber(flags) && (flags & 4) === 4;
  const encodings = baseOf(named, base, symbolic);
  return (code: number): string | undefined =>
    differences.has(code)
      ? differences.get(code)
      : (embedded?.get(code) ?? (encodings === null ? undefined : textOfCode(code, encodings)));
}

/** null: the codes are the font's own, and nothing says what they mean. */
function baseOf(named: string, base: string, symbolic: boolean): BaseEncoding | null {
  if (named === 'WinAnsiEncoding') return 'win';
  if (named === 'MacRomanEncoding') return 'mac';
  if (/symbol/i.test(base)) return 'symbol';
  if (/dingbat|wingding|webding/i.test(base)) return null;
  if (named === 'StandardEncoding') return 'standard';
  return symbolic ? null : 'standard';
}

/** The encoding that an embedded Type 1 font writes in clear text before its encrypted part. */
function type1Encoding(file: PdfFile, value: PdfValue | undefined): Map<number, string> | null {
  const stream = value === undefined ? null : file.stream(value);
  if (!stream) return null;
  const head = latin(stream.bytes.subarray(0, 20_000)).split('eexec')[0] ?? '';
  const entries = [...head.matchAll(/dup\s+(\d{1,3})\s*\/([\w.]{1,40})\s+put/g)];
  const known = entries.flatMap(([, code, name]): [number, string][] => {
    const text = textOfGlyph(name ?? '');
    return text === undefined ? [] : [[Number(code), text]];
  });
  return known.length === 0 ? null : new Map(known);
}

function simpleWidths(file: PdfFile, dict: ReadonlyMap<string, PdfValue>): (code: number) => number {
  const first = file.resolve(dict.get('FirstChar'));
  const list = file.resolve(dict.get('Widths'));
  if (!isNumber(first) || !isArray(list)) return () => 0.5;
  const scale = nameOf(file.resolve(dict.get('Subtype'))) === 'Type3' ? 1 : 0.001;
  return (code) => {
    const width = file.resolve(list[code - first]);
    return isNumber(width) ? width * scale : 0.5;
  };
}

function cidWidths(file: PdfFile, dict: ReadonlyMap<string, PdfValue>): (code: number) => number {
  const descendants = file.resolve(dict.get('DescendantFonts'));
  const descendant = isArray(descendants) ? file.resolve(descendants[0]) : null;
  if (!isDict(descendant)) return () => 0.5;
  const stated = file.resolve(descendant.dict.get('DW'));
  const otherwise = isNumber(stated) ? stated : 1000;
  const widths = new Map<number, number>();
  const list = file.resolve(descendant.dict.get('W'));
  const items = isArray(list) ? list.map((item) => file.resolve(item)) : [];
  for (let at = 0; at < items.length; ) {
    const [from, next, last] = [items[at], items[at + 1], items[at + 2]];
    if (isNumber(from) && isArray(next)) {
      for (const [index, width] of next.entries()) if (isNumber(width)) widths.set(from + index, width);
      at += 2;
    } else if (isNumber(from) && isNumber(next) && isNumber(last)) {
      for (let code = from; code <= Math.min(next, from + 0xffff); code += 1) widths.set(code, last);
      at += 3;
    } else break;
  }
  return (code) => (widths.get(code) ?? otherwise) / 1000;
}

function nameOf(value: PdfValue): string {
  return isName(value) ? value.name : '';
}
