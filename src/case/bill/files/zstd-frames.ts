/** What the walk needs next: the next bytes to look at, or a number of bytes whose content does not matter. */
interface Want {
  readonly bytes: number;
  readonly look: boolean;
  /** The file may end here: between two frames. */
  readonly between?: boolean;
}

const MAGIC = 0xfd2fb528;
/** Frames that decoders leave out: the last digit is free. pzstd and seekable files write them. */
const SKIPPABLE = 0x184d2a50;
const CONTENT_SIZES = [0, 2, 4, 8];
const DICTIONARY_ID_SIZES = [0, 1, 2, 4];
const Block = { Raw: 0, Repeated: 1, Compressed: 2 } as const;

/**
 * Whether a Zstandard file is whole: frames that begin and end where they say (RFC 8878, 3.1). DuckDB 1.5.6 takes the end
 * of the file for the end of the data wherever it comes, and so does a frame whose checksum is cut off: a bill cut
 * short gives the rows that are left, and no error. What the blocks hold is unpacked, and its checksum compared, by
 * DuckDB; a frame without a checksum can be damaged inside without anyone noticing.
 */
export class ZstdFrames {
  private readonly walk = walkFrames();
  private want = this.walk.next().value as Want | undefined;
  private held: Buffer[] = [];
  private seen = 0;

  take(chunk: Buffer): void {
    let at = 0;
    while (this.want && at < chunk.length) {
      const part = chunk.subarray(at, at + this.want.bytes - this.seen);
      at += part.length;
      this.seen += part.length;
      // A copy: the next chunk is read into the same buffer.
      if (this.want.look) this.held.push(Buffer.from(part));
      if (this.seen === this.want.bytes) this.step();
    }
  }

  isWhole(): boolean {
    return this.want?.between === true && this.seen === 0;
  }

  private step(): void {
    do {
      this.want = this.walk.next(Buffer.concat(this.held)).value as Want | undefined;
      this.held = [];
      this.seen = 0;
    } while (this.want?.bytes === 0);
  }
}

/** Ends at bytes that are no frame, which no whole file makes it do. */
function* walkFrames(): Generator<Want, undefined, Buffer> {
  for (;;) {
    const magic = (yield { bytes: 4, look: true, between: true }).readUInt32LE();
    if (magic >>> 4 === SKIPPABLE >>> 4) yield skip((yield look(4)).readUInt32LE());
    else if (magic !== MAGIC || !(yield* walkBlocks())) return undefined;
  }
}

function* walkBlocks(): Generator<Want, boolean, Buffer> {
  const descriptor = (yield look(1))[0] as number;
  const single = (descriptor & 0x20) !== 0;
  const contentSize = CONTENT_SIZES[descriptor >> 6] || (single ? 1 : 0);
  yield skip((single ? 0 : 1) + (DICTIONARY_ID_SIZES[descriptor & 3] as number) + contentSize);
  for (let last = false; !last; ) {
    const header = (yield look(3)).readUIntLE(0, 3);
    const type = (header >> 1) & 3;
    if (type > Block.Compressed) return false;
    yield skip(type === Block.Repeated ? 1 : header >> 3);
    last = (header & 1) === 1;
  }
  if ((descriptor & 4) !== 0) yield skip(4);
  return true;
}

function look(bytes: number): Want {
  return { bytes, look: true };
}

function skip(bytes: number): Want {
  return { bytes, look: false };
}
