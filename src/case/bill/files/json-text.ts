import { parseDecimal } from '../../../engine/values/exact.ts';
import type { BillContainer } from '../../../parsers/billing/source.ts';
import { readChunks } from './read-chunks.ts';

/** What DuckDB 1.5.6 does not say of a JSON file. */
export interface JsonText {
  /** How deep lists and objects stand in one another, as far as was read. */
  readonly depth: number;
  /** Numbers that are another one as a double, which is what DuckDB makes of them, and the first of them as written. */
  readonly rounded: number;
  readonly firstRounded: string;
}

/** Exports nest five deep or so. DuckDB goes down by recursion: at some 30,000 levels it ends the whole process. */
export const DEEPEST_JSON = 200;
/** Decimals of so many digits survive as a double, whatever they are. */
const SAFE_DIGITS = 15;

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/** Goes through a JSON file byte by byte, down to {@link DEEPEST_JSON}. That it is JSON at all, DuckDB checks. */
export async function scanJson(path: string, container: BillContainer): Promise<JsonText> {
  let quoted = false;
  let escaped = false;
  let depth = 0;
  let deepest = 0;
  let rounded = 0;
  let firstRounded = '';
  let begun = '';

  const endNumber = (text: string) => {
    if (text.length <= SAFE_DIGITS || isKept(text)) return;
    rounded += 1;
    if (rounded === 1) firstRounded = text;
  };
  const take = (chunk: Buffer): boolean => {
    let number = begun === '' ? -1 : 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) quoted = false;
        continue;
      }
      if (isOfNumber(byte)) {
        if (number < 0) number = at;
        continue;
      }
      if (number >= 0) {
        endNumber(begun + chunk.toString('latin1', number, at));
        begun = '';
        number = -1;
      }
      if (byte === QUOTE) quoted = true;
      else if (OPEN.has(byte)) {
        depth += 1;
        deepest = Math.max(deepest, depth);
        if (depth > DEEPEST_JSON) return false;
      } else if (CLOSE.has(byte)) depth -= 1;
    }
    if (number >= 0) begun += chunk.toString('latin1', number);
    return true;
  };
  // Where the packing is damaged, the reader of the rows says so.
  await readChunks(path, container, take).catch(() => undefined);
  endNumber(begun);
  return { depth: deepest, rounded, firstRounded };
}

/** Digits, signs, a point, an exponent: also those of `true`, `false` and `null` that look like it, which are short. */
function isOfNumber(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2d || byte === 0x2b || (byte | 0x20) === 0x65;
}

/** Whether the shortest text of the double is the same decimal; integers are no doubles there, however long. What is no decimal that can be held, the reader rejects. */
function isKept(text: string): boolean {
  if (/^-?[0-9]+$/.test(text)) return true;
  const written = parseDecimal(text);
  const double = parseDecimal(String(Number(text)));
  return !written || !double || written.equals(double);
}
