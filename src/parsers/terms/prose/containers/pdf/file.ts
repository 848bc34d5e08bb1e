import type { Inflate } from '../inflate.ts';
import { latin, PdfLexer } from './lexer.ts';
import { isArray, isDict, isName, isNumber, isRef, type PdfDict, type PdfStream, type PdfValue } from './objects.ts';

/** The objects of a PDF file, looked up by number. */
export interface PdfFile {
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  readonly stream: (value: PdfValue | undefined) => PdfStream | null;
  readonly trailer: ReadonlyMap<string, PdfValue>;
}

const MOST_OBJECTS = 200_000;
const MOST_UNPACKED = 96 * 1024 * 1024;
const OBJECT = /(?:^|[\r\n\s\0])(\d{1,8})[ \t\r\n]+\d{1,5}[ \t\r\n]+obj\b/g;

/**
 * Finds the objects by reading the file from its start, not by its table of offsets: tables are wrong in many files
 * that viewers show, and a later object of the same number replaces an earlier one, as in files that were edited.
 */
export function readPdfFile(bytes: Uint8Array, inflate: Inflate): PdfFile {
  const places = new Map<number, number>();
  const parsed = new Map<number, PdfValue>();
  const trailers: ReadonlyMap<string, PdfValue>[] = [];
  const budget = { left: MOST_UNPACKED };
  const text = latinText(bytes);
  const containers: number[] = [];
  const lastStream = text.lastIndexOf('endstream');

  OBJECT.lastIndex = 0;
  for (let found = OBJECT.exec(text); found && places.size < MOST_OBJECTS; found = OBJECT.exec(text)) {
    const number = Number(found[1]);
    const begin = found.index + found[0].length;
    places.set(number, begin);
    const head = text.slice(begin, begin + 400);
    if (/\/Type\s*\/(ObjStm|XRef)\b/.test(head)) containers.push(begin);
    OBJECT.lastIndex = begin < lastStream ? skipStream(text, begin, head) : begin;
  }
  for (const begin of containers) {
    const stream = streamAt(begin);
    if (!stream) continue;
    const type = stream.dict.get('Type');
    if (isName(type) && type.name === 'XRef') trailers.push(stream.dict);
    else readObjectStream(stream, parsed, places, begin);
  }
  for (let at = text.indexOf('trailer'); at >= 0; at = text.indexOf('trailer', at + 7)) {
    const dict = new PdfLexer(bytes, at + 7).next(true);
    if (isDict(dict as PdfValue)) trailers.push((dict as PdfDict).dict);
  }

  function objectAt(begin: number): { readonly value: PdfValue; readonly after: number } {
    const lexer = new PdfLexer(bytes, begin);
    const value = lexer.next(true);
    return { value: isValue(value) ? value : null, after: lexer.at };
  }

  function streamAt(begin: number): PdfStream | null {
    const { value, after } = objectAt(begin);
    if (!isDict(value)) return null;
    const marker = /^\s*stream(\r\n|\n|\r)/.exec(text.slice(after, after + 40));
    if (!marker) return null;
    const from = after + marker[0].length;
    const stated = resolve(value.dict.get('Length'));
    const fits = isNumber(stated) && /^\s*endstream/.test(text.slice(from + stated, from + stated + 20));
    const end = fits ? from + stated : text.indexOf('endstream', from);
    if (end < 0) return null;
    const body = decode(bytes.subarray(from, end), value.dict);
    return body === null ? null : { dict: value.dict, bytes: body };
  }

  function decode(body: Uint8Array, dict: ReadonlyMap<string, PdfValue>): Uint8Array | null {
    const filter = resolve(dict.get('Filter'));
    const filters = isArray(filter) ? filter.map(resolve) : filter === null ? [] : [filter];
    const parameters = resolve(dict.get('DecodeParms'));
    let current: Uint8Array | null = body;
    for (const [index, each] of filters.entries()) {
      if (current === null || !isName(each)) return null;
      current = unpack(current, each.name);
      const own = isArray(parameters) ? resolve(parameters[index]) : parameters;
      if (current !== null && isDict(own)) current = unpredict(current, own.dict);
    }
    return current;
  }

  function unpack(body: Uint8Array, filter: string): Uint8Array | null {
    if (filter === 'ASCIIHexDecode' || filter === 'AHx') return asciiHex(body);
    if (filter === 'ASCII85Decode' || filter === 'A85') return ascii85(body);
    if (filter !== 'FlateDecode' && filter !== 'Fl') return null;
    const unpacked = inflate.zlib(body, budget.left);
    budget.left -= unpacked?.length ?? 0;
    return unpacked;
  }

  function unpredict(body: Uint8Array, parameters: ReadonlyMap<string, PdfValue>): Uint8Array | null {
    const number = (key: string, otherwise: number) => {
      const value = resolve(parameters.get(key));
      return isNumber(value) ? value : otherwise;
    };
    const predictor = number('Predictor', 1);
    if (predictor < 10) return predictor === 1 ? body : null;
    const step = Math.max(1, (number('Colors', 1) * number('BitsPerComponent', 8)) >> 3);
    return undoPng(body, Math.max(1, number('Columns', 1)) * step, step);
  }

  function readObjectStream(
    stream: PdfStream,
    into: Map<number, PdfValue>,
    outside: ReadonlyMap<number, number>,
    begin: number,
  ): void {
    const count = resolve(stream.dict.get('N'));
    const first = resolve(stream.dict.get('First'));
    if (!isNumber(count) || !isNumber(first)) return;
    const head = new PdfLexer(stream.bytes, 0, Math.min(first, stream.bytes.length));
    for (let index = 0; index < Math.min(count, MOST_OBJECTS); index += 1) {
      const number = head.next(false);
      const offset = head.next(false);
      if (typeof number !== 'number' || typeof offset !== 'number') return;
      // An object written outside of the stream and after it is newer.
      if ((outside.get(number) ?? -1) > begin) continue;
      const value = new PdfLexer(stream.bytes, first + offset).next(true);
      if (isValue(value)) into.set(number, value);
    }
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let hops = 0; isRef(current) && hops < 16; hops += 1) {
      const number: number = current.ref;
      const known = parsed.get(number);
      if (known !== undefined) current = known;
      else {
        const begin = places.get(number);
        const read: PdfValue = begin === undefined ? null : objectAt(begin).value;
        parsed.set(number, read);
        current = read;
      }
    }
    return isRef(current) ? null : current;
  }

  return {
    resolve,
    stream(value) {
      const begin = isRef(value) ? places.get(value.ref) : undefined;
      return begin === undefined ? null : streamAt(begin);
    },
    trailer: new Map(trailers.flatMap((trailer) => [...trailer])),
  };
}

function isValue(value: unknown): value is PdfValue {
  return value !== undefined && !(typeof value === 'object' && value !== null && 'operator' in value);
}

/** Where to look for the next object: behind a stream, whose bytes may look like anything. */
function skipStream(text: string, begin: number, head: string): number {
  const marker = /\bstream\r?\n/.exec(head);
  const ended = head.indexOf('endobj');
  if (!marker || (ended >= 0 && ended < marker.index)) return begin;
  const length = /\/Length\s+(\d{1,9})(?!\s+\d+\s+R)/.exec(head.slice(0, marker.index))?.[1];
  const from = begin + marker.index + marker[0].length;
  if (length !== undefined) {
    const end = from + Number(length);
    if (/^\s*endstream/.test(text.slice(end, end + 20))) return end;
  }
  const end = text.indexOf('endstream', from);
  return end < 0 ? begin : end;
}

/** PNG's row filters (RFC 2083, 6), which object streams and tables are packed with. */
function undoPng(body: Uint8Array, width: number, step: number): Uint8Array {
  const rows = Math.floor(body.length / (width + 1));
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const filter = body[row * (width + 1)];
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const raw = body[row * (width + 1) + 1 + column] as number;
      const left = column >= step ? (out[at - step] as number) : 0;
      const up = row > 0 ? (out[at - width] as number) : 0;
      const corner = row > 0 && column >= step ? (out[at - width - step] as number) : 0;
      out[at] = raw + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function asciiHex(body: Uint8Array): Uint8Array {
  const digits =
    latin(body)
      .split('>')[0]
      ?.replace(/[^0-9a-f]/gi, '') ?? '';
  return Uint8Array.from({ length: digits.length >> 1 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

function ascii85(body: Uint8Array): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  for (const byte of body) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21);
    if (group.length === 5) {
      out.push(...unpack85(group));
      group = [];
    }
  }
  if (group.length > 1) {
    const missing = 5 - group.length;
    out.push(...unpack85([...group, 84, 84, 84, 84].slice(0, 5)).slice(0, 4 - missing));
  }
  return Uint8Array.from(out);
}

function unpack85(group: readonly number[]): number[] {
  const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
}

/** One character a byte. */
function latinText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}
