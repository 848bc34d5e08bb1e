import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type BillContainer, packingOf } from '../../../parsers/billing/source.ts';
import { ZstdFrames } from './zstd-frames.ts';

const CHUNK = 1 << 20;

/** Node 20 has no Zstandard of its own. Only for headers and line numbers: the rows are unpacked by DuckDB. */
async function* unpackZstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let ready: Buffer[] = [];
  const stream = new Decompress((chunk) => ready.push(Buffer.from(chunk)));
  const frames = new ZstdFrames();
  for await (const chunk of packed) {
    frames.take(chunk);
    stream.push(chunk);
    yield* ready;
    ready = [];
  }
  // fzstd waits for the rest of a frame, and is silent where it does not come.
  if (!frames.isWhole()) throw new Error('the Zstandard file is cut off');
}

/**
 * Feeds the text of a file, unpacked, to `take` chunk by chunk until it answers false or the file ends. Rejects where
 * what it is packed in is damaged.
 */
export async function readChunks(
  path: string,
  container: BillContainer,
  take: (chunk: Buffer) => boolean,
): Promise<void> {
  const enough = new AbortController();
  const source = createReadStream(path, { highWaterMark: CHUNK });
  const sink = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      if (take(chunk)) continue;
      enough.abort();
      return;
    }
  };
  try {
    const { signal } = enough;
    const packing = packingOf(container);
    if (packing === 'gzip') await pipeline(source, createGunzip({ chunkSize: CHUNK }), sink, { signal });
    else if (packing === 'zstd') await pipeline(source, unpackZstd, sink, { signal });
    else await pipeline(source, sink, { signal });
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
}

/** The first sign of the text of a file that is no white space and no byte order mark; empty where there is none. */
export async function firstSign(path: string, container: BillContainer): Promise<string> {
  let first = '';
  const take = (chunk: Buffer) => {
    // trim() takes the byte order mark for white space, as it is defined to.
    first = chunk.toString('utf8').trimStart().slice(0, 1);
    return first === '';
  };
  // Damage shows later, when the header is read.
  await readChunks(path, container, take).catch(() => undefined);
  return first;
}
