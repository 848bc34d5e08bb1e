import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Thrift, ThriftReader, type ThriftStruct } from './thrift.ts';

/** Field numbers of Parquet's format, parquet.thrift. */
const FOOTER_ROW_GROUPS = 4;
const GROUP_COLUMNS = 1;
const COLUMN_META = 3;
const META_SIZE = 7;
const META_DATA_OFFSET = 9;
const META_DICTIONARY_OFFSET = 11;
const PAGE_SIZE = 3;
const PAGE_CHECKSUM = 4;

const LARGEST_FOOTER = 64 * 1024 * 1024;
/** A page header may hold the smallest and the largest text of the page. */
const HEADER_WINDOW = 64 * 1024;

/**
 * Whether a page of a Parquet file differs from its checksum. DuckDB 1.5.6 compares none: of single bits flipped in the
 * data of a bill, half gave another total and no error. Checksums are optional, though. parquet-java (Spark, Hive) writes
 * them unless told not to, DuckDB writes none and pyarrow none unless asked, and without them nobody can notice such
 * damage; the SHA-256 in the report tells whether two people read the same file.
 *
 * What cannot be read here is no finding: DuckDB reads the same pages and says what is wrong with them.
 */
export async function hasDamagedPage(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    for (const group of await readRowGroups(file)) {
      for (const chunk of group) {
        const found = await checkPages(file, chunk);
        // A writer gives checksums to all columns or to none.
        if (found === 'none') break;
        if (found === 'damaged') return true;
      }
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  } finally {
    await file.close();
  }
}

/** The bytes of one column in one row group. */
interface ColumnChunk {
  readonly begin: number;
  readonly end: number;
}

async function readRowGroups(file: FileHandle): Promise<ColumnChunk[][]> {
  const { size } = await file.stat();
  const length = (await readAt(file, size - 8, 4)).readUInt32LE();
  if (length > Math.min(LARGEST_FOOTER, size - 12)) throw new RangeError('no footer');
  const footer = new ThriftReader(await readAt(file, size - 8 - length, length)).struct();
  return structs(footer.get(FOOTER_ROW_GROUPS)).map((group) =>
    structs(group.get(GROUP_COLUMNS)).flatMap((column) => {
      const meta = column.get(COLUMN_META);
      if (!(meta instanceof Map)) return [];
      const data = number(meta.get(META_DATA_OFFSET));
      const dictionary = number(meta.get(META_DICTIONARY_OFFSET));
      const begin = dictionary > 0 ? Math.min(dictionary, data) : data;
      return [{ begin, end: Math.min(begin + number(meta.get(META_SIZE)), size) }];
    }),
  );
}

async function checkPages(file: FileHandle, { begin, end }: ColumnChunk): Promise<'none' | 'good' | 'damaged'> {
  for (let at = begin; at < end; ) {
    const reader = new ThriftReader(await readAt(file, at, Math.min(HEADER_WINDOW, end - at)));
    const header = reader.struct();
    const checksum = header.get(PAGE_CHECKSUM);
    if (typeof checksum !== 'number') return 'none';
    const size = number(header.get(PAGE_SIZE));
    at += reader.position + size;
    if (at > end) return 'good';
    // Written as a signed number, counted as an unsigned one.
    if (crc32(await readAt(file, at - size, size)) !== checksum >>> 0) return 'damaged';
  }
  return 'good';
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0 || length < 0) throw new RangeError('outside of the file');
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new RangeError('outside of the file');
  return bytes;
}

function structs(list: Thrift | undefined): ThriftStruct[] {
  return Array.isArray(list) ? list.filter((one) => one instanceof Map) : [];
}

function number(value: Thrift | undefined): number {
  return typeof value === 'number' ? value : 0;
}
