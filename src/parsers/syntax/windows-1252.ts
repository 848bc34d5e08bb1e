/** Bytes 0x80 to 0x9F; U+FFFD where the code page has nothing. All others are those of Latin-1. */
const HIGH = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

/**
 * Text of what Windows calls ANSI. TextDecoder cannot be used: Node 20 reads `windows-1252` as Latin-1, in which the
 * dashes of a table and the quotes of a definition are control characters.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x80 && byte <= 0x9f ? HIGH[byte - 0x80] : String.fromCharCode(byte);
  return text;
}
