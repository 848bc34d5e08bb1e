import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type BillContainer, packingOf } from '../../parsers/billing/source.ts';

export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
  /** Whether gzip unpacks to its end with the right checksum. DuckDB does not look (research/stack.md 1.5). */
  readonly sound: boolean;
}

const CHUNK = 1 << 20;

/** The SHA-256 of a file, and whether its gzip is whole, in one pass beside the query that DuckDB's own threads run. */
export async function takeFingerprint(path: string, container: BillContainer): Promise<Fingerprint> {
  const hash = createHash('sha256');
  const size = { bytes: 0 };
  const take = (chunk: Buffer) => {
    hash.update(chunk);
    size.bytes += chunk.length;
  };
  const sound = packingOf(container) === 'gzip' ? await unpack(path, take) : await readThrough(path, take);
  return { sha256: hash.digest('hex'), bytes: size.bytes, sound };
}

/** One buffer for the whole file: a new one for every chunk would cost as much as hashing it. */
async function readThrough(path: string, take: (chunk: Buffer) => void): Promise<true> {
  const file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return true;
      take(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Hashes the packed bytes and unpacks them; after damage the rest is still hashed. */
async function unpack(path: string, take: (chunk: Buffer) => void): Promise<boolean> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const unpacked = finished(gunzip.resume()).then(
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
