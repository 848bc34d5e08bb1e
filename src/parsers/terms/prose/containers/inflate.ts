/**
 * How packed bytes are unpacked: given by whoever reads the file, for this room has no module of Node. `null` where the
 * bytes are damaged or come to more than `most`.
 */
export interface Inflate {
  /** Bare deflate (RFC 1951), as in zip. */
  readonly raw: (bytes: Uint8Array, most: number) => Uint8Array | null;
  /** Deflate with a zlib header (RFC 1950), as in PDF; a stream that is cut short gives what there is. */
  readonly zlib: (bytes: Uint8Array, most: number) => Uint8Array | null;
}
