import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { BillContainer } from '../../parsers/billing/source.ts';

const CHUNK = 1 << 20;

/**
 * Feeds the text of a file, unpacked, to `take` chunk by chunk until it answers false or the file ends. Rejects where
 * gzip is damaged.
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
    if (container === 'csv.gz')
      await pipeline(source, createGunzip({ chunkSize: CHUNK }), sink, { signal: enough.signal });
    else await pipeline(source, sink, { signal: enough.signal });
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
}
