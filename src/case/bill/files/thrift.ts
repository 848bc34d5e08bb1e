/** A value of Thrift's compact protocol: numbers, bytes, lists and structs, the latter by field number. */
export type Thrift = number | boolean | Buffer | readonly Thrift[] | ThriftStruct;
export type ThriftStruct = ReadonlyMap<number, Thrift>;

const Type = { Yes: 1, No: 2, Byte: 3, Double: 7, Binary: 8, List: 9, Set: 10, Map: 11, Struct: 12 } as const;
/** Of Parquet's footer; what nests deeper is no footer. */
const DEEPEST = 16;

/** Reads one struct of the compact protocol, in which Parquet writes its footer and page headers. Throws on anything else. */
export class ThriftReader {
  private readonly bytes: Buffer;
  position = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  struct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new RangeError('nested too deep');
    const fields = new Map<number, Thrift>();
    let field = 0;
    for (;;) {
      const head = this.byte();
      if (head === 0) return fields;
      const step = head >> 4;
      field = step === 0 ? this.integer() : field + step;
      fields.set(field, this.value(head & 15, depth));
    }
  }

  private value(type: number, depth: number): Thrift {
    if (type === Type.Yes || type === Type.No) return type === Type.Yes;
    if (type === Type.Byte) return this.byte();
    if (type < Type.Double) return this.integer();
    if (type === Type.Double) return this.take(8).readDoubleLE();
    if (type === Type.Binary) return this.take(this.unsigned());
    if (type === Type.List || type === Type.Set) return this.list(depth);
    if (type === Type.Struct) return this.struct(depth + 1);
    // Parquet has no maps here.
    throw new RangeError(`unknown type ${type}`);
  }

  private list(depth: number): Thrift[] {
    const head = this.byte();
    const type = head & 15;
    const size = head >> 4 === 15 ? this.unsigned() : head >> 4;
    // Every item has a byte at least, so that a damaged size cannot ask for more than the file has.
    if (size > this.bytes.length) throw new RangeError('list too long');
    const isFlag = type === Type.Yes || type === Type.No;
    return Array.from({ length: size }, () => (isFlag ? this.byte() === 1 : this.value(type, depth + 1)));
  }

  private byte(): number {
    return this.take(1)[0] as number;
  }

  private take(count: number): Buffer {
    const end = this.position + count;
    if (end > this.bytes.length) throw new RangeError('the bytes end too early');
    const taken = this.bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }

  private unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('a number too large');
      if (byte < 128) return value;
    }
  }

  /** Zigzag: the sign is the lowest bit. */
  private integer(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
