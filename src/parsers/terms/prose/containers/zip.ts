import type { Inflate } from './inflate.ts';

/** The files of a zip archive (APPNOTE.TXT 6.3), unpacked one by one on demand. */
export interface Zip {
  readonly names: readonly string[];
  /** `null` where there is no such file; `refused` where it is encrypted, damaged, packed in another way or too large. */
  readonly read: (name: string, most: number) => Uint8Array | 'refused' | null;
}

interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly size: number;
  readonly packed: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const MOST_FILES = 4096;
/** Deflate gives at most about 1032 to 1; text of a contract gives about 10. */
const LARGEST_RATIO = 400;

/** `null` where the bytes are no archive that can be listed. */
export function readZip(bytes: Uint8Array, inflate: Inflate): Zip | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  const count = Math.min(view.getUint16(end + 10, true), MOST_FILES);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = latin(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = {
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    // Two files of one name: readers differ in which they take, so neither is trusted.
    entries.set(name, entries.has(name) ? { ...entry, method: -1 } : entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return {
    names: [...entries.keys()],
    read(name, most) {
      const entry = entries.get(name);
      if (!entry) return null;
      const { encrypted, method, packed, size, offset } = entry;
      if (encrypted || size > most || size > packed * LARGEST_RATIO + 1024) return 'refused';
      if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) return 'refused';
      const begin = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
      if (begin + packed > bytes.length) return 'refused';
      const body = bytes.subarray(begin, begin + packed);
      if (method === 0) return body.length > most ? 'refused' : body;
      return method === 8 ? (inflate.raw(body, most) ?? 'refused') : 'refused';
    },
  };
}

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
