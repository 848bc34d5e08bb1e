import { isOperator, PdfLexer } from './lexer.ts';
import { isArray, isString, type PdfValue } from './objects.ts';

/** What codes mean (a ToUnicode map, ISO 32000-1, 9.10.3). */
export interface CMap {
  readonly text: ReadonlyMap<number, string>;
  /** Bytes per code, as the map declares; null where it does not. */
  readonly codeBytes: number | null;
}

const MOST_CODES = 70_000;

export function readCMap(bytes: Uint8Array): CMap {
  const lexer = new PdfLexer(bytes);
  const text = new Map<number, string>();
  let codeBytes: number | null = null;
  let operands: PdfValue[] = [];
  for (let token = lexer.next(false); token !== undefined; token = lexer.next(false)) {
    if (!isOperator(token)) {
      operands.push(token as PdfValue);
      continue;
    }
    if (token.operator === 'endcodespacerange') {
      const high = operands.at(-1);
      if (isString(high)) codeBytes = high.string.length;
    }
    if (token.operator === 'endbfchar') {
      for (let at = 0; at + 1 < operands.length; at += 2) set(operands[at], operands[at + 1]);
    }
    if (token.operator === 'endbfrange') {
      for (let at = 0; at + 2 < operands.length; at += 3) setRange(operands[at], operands[at + 1], operands[at + 2]);
    }
    operands = [];
  }

  function set(code: PdfValue | undefined, target: PdfValue | undefined): void {
    if (isString(code) && isString(target) && text.size < MOST_CODES)
      text.set(codeOf(code.string), utf16(target.string));
  }

  function setRange(low: PdfValue | undefined, high: PdfValue | undefined, target: PdfValue | undefined): void {
    if (!isString(low) || !isString(high)) return;
    const from = codeOf(low.string);
    const to = Math.min(codeOf(high.string), from + 0xffff);
    for (let code = from; code <= to && text.size < MOST_CODES; code += 1) {
      if (isArray(target)) {
        const own = target[code - from];
        if (isString(own)) text.set(code, utf16(own.string));
      } else if (isString(target)) {
        const base = utf16(target.string);
        const last = base.codePointAt(base.length - 1) ?? 0;
        text.set(code, base.slice(0, -1) + String.fromCodePoint(Math.min(last + code - from, 0x10ffff)));
      }
    }
  }

  return { text, codeBytes };
}

function codeOf(bytes: Uint8Array): number {
  return bytes.slice(0, 4).reduce((value, byte) => value * 256 + byte, 0);
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16be').decode(bytes);
}
