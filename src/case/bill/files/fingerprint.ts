import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type BillContainer, packingOf } from '../../../parsers/billing/source.ts';
import { hasDamagedPage } from './parquet-pages.ts';
import { readChunks } from './read-chunks.ts';
import { ZstdFrames } from './zstd-frames.ts';

export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
  /** What is wrong with the container of the file that DuckDB does not look at (research/stack.md 1.5); null if nothing is. */
  readonly damage: string | null;
}

const CUT_OFF = 'it is cut off, or other bytes follow it';
const CHECKSUM = 'it is cut off or its checksum is wrong';
const PAGE_CHECKSUM = 'a page of it differs from its checksum';

const CHUNK = 1 << 20;

/**
 * The SHA-256 of a file, and whether it is whole, in one pass beside the query that DuckDB's own threads run. `see` is
 * given the text of the file, unpacked, as far as that goes.
 */
export async function takeFingerprint(
  path: string,
  container: BillContainer,
  see?: (text: Buffer) => void,
): Promise<Fingerprint> {
  const hash = createHash('sha256');
  const size = { bytes: 0 };
  const take = (chunk: Buffer) => {
    hash.update(chunk);
    size.bytes += chunk.length;
  };
  const damage = await readWith(take, path, container, see);
  return { sha256: hash.digest('hex'), bytes: size.bytes, damage };
}

async function readWith(
  take: (chunk: Buffer) => void,
  path: string,
  container: BillContainer,
  see: (text: Buffer) => void = () => undefined,
): Promise<string | null> {
  switch (packingOf(container)) {
    case 'gzip':
      return (await unpack(path, take, see)) ? null : CHECKSUM;
    case 'zstd': {
      const frames = new ZstdFrames();
      await readThrough(path, (chunk) => {
        take(chunk);
        frames.take(chunk);
      });
      if (!frames.isWhole()) return CUT_OFF;
      await readChunks(path, container, (text) => {
        see(text);
        return true;
        // What cannot be unpacked, DuckDB reports.
      }).catch(() => undefined);
      return null;
    }
    default:
      await readThrough(path, (chunk) => {
        take(chunk);
        see(chunk);
      });
      return container === 'parquet' && (await hasDamagedPage(path)) ? PAGE_CHECKSUM : null;
  }
}

/** One buffer for the whole file: a new one for every chunk would cost as much as hashing it. */
async function readThrough(path: string, take: (chunk: Buffer) => void): Promise<void> {
  const file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      take(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Hashes the packed bytes and unpacks them; after damage the rest is still hashed. */
async function unpack(path: string, take: (chunk: Buffer) => void, see: (text: Buffer) => void): Promise<boolean> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const unpacked = finished(gunzip.on('data', see)).then(
    () => true,
    () => false,
  );
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    take(chunk);
    if (!gunzip.destroyed && !gunzip.write(chunk)) await Promise.race([drained(gunzip), unpacked]);
  }
  if (!gunzip.destroyed) gunzip.end();
  return unpacked;
}

function drained(stream: Writable): Promise<unknown> {
  // An error of the stream ends the wait as well; it is reported by `finished`.
  return once(stream, 'drain').catch(() => undefined);
}
