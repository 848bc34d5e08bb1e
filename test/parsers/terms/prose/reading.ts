import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Inflate } from '../../../../src/parsers/terms/prose/containers/inflate.ts';
import { type ImportedTerms, importTerms } from '../../../../src/parsers/terms/prose/import.ts';
import { type ReadTerms, readTerms } from '../../../../src/parsers/terms/prose/read.ts';
import { readProse } from '../../../../src/parsers/terms/prose/read-prose.ts';
import { ROOT } from '../../../commands/run-cli.ts';

const FIXTURES = join(ROOT, 'test/fixtures/prose');

const orNull = (unpack: () => Uint8Array) => {
  try {
    return unpack();
  } catch {
    return null;
  }
};

export const inflate: Inflate = {
  raw: (bytes, most) => orNull(() => inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) })),
  zlib: (bytes, most) =>
    orNull(() => inflateSync(bytes, { maxOutputLength: Math.max(1, most), finishFlush: constants.Z_SYNC_FLUSH })),
};

export function proseFile(label: string, content: string | Uint8Array) {
  const bytes = Buffer.from(content);
  return { label, bytes, text: bytes.includes(0) ? null : bytes.toString('utf8') };
}

export function fixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, name));
}

/** What the rules read of a text that must be readable. */
export function read(text: string, label = 'sla.md'): ReadTerms {
  const { value, issues } = readProse(proseFile(label, text), inflate);
  if (!value) throw new Error(issues.map(({ code }) => code).join());
  return readTerms(value);
}

export function importText(label: string, content: string | Uint8Array) {
  const source = { sha256: '0'.repeat(64), today: '2026-11-21' };
  return importTerms(proseFile(label, content), { inflate, source, stated: {} });
}

/** Fields and values, without their places. */
export function valuesOf({ rows }: ImportedTerms): readonly (readonly [string, string | null])[] {
  return rows.map(({ what, value }) => [what, value?.toLowerCase() ?? null]);
}

/** A zip archive of one file. */
export function zipOf(name: string, body: Buffer, statedSize = body.length): Buffer {
  const packed = deflateRawSync(body);
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(statedSize, 22);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(statedSize, 24);
  central.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + packed.length, 16);
  return Buffer.concat([local, title, packed, central, title, end]);
}
