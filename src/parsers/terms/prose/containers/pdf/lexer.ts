import type { PdfValue } from './objects.ts';

/** Reads values and operators one after the other (ISO 32000-1, 7.2 and 7.3). */
export class PdfLexer {
  at: number;
  readonly bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.#end = end;
  }

  /** The next value, or `{operator}` for a bare word; `undefined` at the end. References are read where `refs`. */
  next(refs: boolean, depth = 0): PdfValue | { readonly operator: string } | undefined {
    this.#skipSpace();
    if (this.at >= this.#end || depth > MOST_DEPTH) return undefined;
    const byte = this.bytes[this.at] as number;
    if (byte === SLASH) return { name: this.#name() };
    if (byte === PAREN_OPEN) return { string: this.#literal() };
    if (byte === LESS) return this.bytes[this.at + 1] === LESS ? this.#dict(refs, depth) : { string: this.#hex() };
    if (byte === BRACKET_OPEN) return this.#array(refs, depth);
    if (byte === GREATER || byte === BRACKET_CLOSE || byte === PAREN_CLOSE || byte === 0x7b || byte === 0x7d) {
      this.at += byte === GREATER && this.bytes[this.at + 1] === GREATER ? 2 : 1;
      return { operator: String.fromCharCode(byte) };
    }
    const word = this.#word();
    const number = numberOf(word);
    if (number === undefined)
      return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : { operator: word };
    return refs && Number.isInteger(number) && number >= 0 ? this.#reference(number) : number;
  }

  #reference(number: number): PdfValue {
    const before = this.at;
    this.#skipSpace();
    const generation = /^\d{1,5}$/.test(this.#peek(6).split(/[^\d]/)[0] ?? '');
    if (generation) {
      this.#word();
      this.#skipSpace();
      const follows = this.bytes[this.at + 1];
      if (this.bytes[this.at] === 0x52 && (follows === undefined || isSpace(follows) || isDelimiter(follows))) {
        this.at += 1;
        return { ref: number };
      }
    }
    this.at = before;
    return number;
  }

  #array(refs: boolean, depth: number): PdfValue {
    this.at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      const item = this.next(refs, depth + 1);
      if (item === undefined) return items;
      if (isOperator(item)) {
        if (item.operator === ']') return items;
        continue;
      }
      items.push(item);
    }
  }

  #dict(refs: boolean, depth: number): PdfValue {
    this.at += 2;
    const dict = new Map<string, PdfValue>();
    for (;;) {
      const key = this.next(refs, depth + 1);
      if (key === undefined || (isOperator(key) && key.operator === '>')) return { dict };
      if (typeof key !== 'object' || key === null || !('name' in key)) continue;
      const value = this.next(refs, depth + 1);
      if (value === undefined) return { dict };
      if (isOperator(value)) return { dict };
      dict.set(key.name, value);
    }
  }

  #name(): string {
    this.at += 1;
    return this.#word().replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  #literal(): Uint8Array {
    const out: number[] = [];
    let open = 1;
    for (this.at += 1; this.at < this.#end; this.at += 1) {
      const byte = this.bytes[this.at] as number;
      if (byte === PAREN_OPEN) open += 1;
      if (byte === PAREN_CLOSE) {
        open -= 1;
        if (open === 0) break;
      }
      if (byte !== BACKSLASH) out.push(byte);
      else this.#escape(out);
    }
    this.at += 1;
    return Uint8Array.from(out);
  }

  #escape(out: number[]): void {
    this.at += 1;
    const byte = this.bytes[this.at] as number;
    const plain = ESCAPES.get(byte);
    if (plain !== undefined) out.push(plain);
    else if (byte >= 0x30 && byte <= 0x37) {
      let value = 0;
      let digits = 0;
      while (digits < 3 && isOctal(this.bytes[this.at])) {
        value = value * 8 + (this.bytes[this.at] as number) - 0x30;
        this.at += 1;
        digits += 1;
      }
      this.at -= 1;
      out.push(value & 0xff);
    } else if (byte === 0x0d && this.bytes[this.at + 1] === 0x0a) this.at += 1;
    else if (byte !== 0x0a && byte !== 0x0d && byte !== undefined) out.push(byte);
  }

  #hex(): Uint8Array {
    let digits = '';
    for (this.at += 1; this.at < this.#end && this.bytes[this.at] !== GREATER; this.at += 1) {
      const character = String.fromCharCode(this.bytes[this.at] as number);
      if (/[0-9a-f]/i.test(character)) digits += character;
    }
    this.at += 1;
    if (digits.length % 2 === 1) digits += '0';
    return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
      Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
    );
  }

  #word(): string {
    const begin = this.at;
    while (
      this.at < this.#end &&
      !isSpace(this.bytes[this.at] as number) &&
      !isDelimiter(this.bytes[this.at] as number)
    )
      this.at += 1;
    if (this.at === begin) this.at += 1;
    return latin(this.bytes.subarray(begin, this.at));
  }

  #peek(length: number): string {
    return latin(this.bytes.subarray(this.at, Math.min(this.at + length, this.#end)));
  }

  #skipSpace(): void {
    while (this.at < this.#end) {
      const byte = this.bytes[this.at] as number;
      if (byte === PERCENT) {
        while (this.at < this.#end && this.bytes[this.at] !== 0x0a && this.bytes[this.at] !== 0x0d) this.at += 1;
      } else if (isSpace(byte)) this.at += 1;
      else return;
    }
  }
}

const MOST_DEPTH = 64;
const SLASH = 0x2f;
const PAREN_OPEN = 0x28;
const PAREN_CLOSE = 0x29;
const LESS = 0x3c;
const GREATER = 0x3e;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const ESCAPES = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

export function isOperator(value: unknown): value is { readonly operator: string } {
  return typeof value === 'object' && value !== null && 'operator' in value;
}

export function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function numberOf(word: string): number | undefined {
  return /^[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})$/.test(word) ? Number(word) : undefined;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00;
}

function isDelimiter(byte: number): boolean {
  return (
    byte === PAREN_OPEN ||
    byte === PAREN_CLOSE ||
    byte === LESS ||
    byte === GREATER ||
    byte === BRACKET_OPEN ||
    byte === BRACKET_CLOSE ||
    byte === 0x7b ||
    byte === 0x7d ||
    byte === SLASH ||
    byte === PERCENT
  );
}

function isOctal(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x37;
}
