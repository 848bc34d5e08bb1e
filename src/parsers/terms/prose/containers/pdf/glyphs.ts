import { decodeWindows1252 } from '../../../../syntax/windows-1252.ts';

/** Codes and glyph names that texts use (ISO 32000-1, annex D); what is not here is not guessed. */

const NAMES: Readonly<Record<string, string>> = {
  space: ' ',
  exclam: '!',
  quotedbl: '"',
  numbersign: '#',
  dollar: '$',
  percent: '%',
  ampersand: '&',
  quotesingle: "'",
  parenleft: '(',
  parenright: ')',
  asterisk: '*',
  plus: '+',
  comma: ',',
  hyphen: '-',
  minus: '-',
  period: '.',
  slash: '/',
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  colon: ':',
  semicolon: ';',
  less: '<',
  equal: '=',
  greater: '>',
  question: '?',
  at: '@',
  bracketleft: '[',
  backslash: '\\',
  bracketright: ']',
  asciicircum: '^',
  underscore: '_',
  grave: '`',
  braceleft: '{',
  bar: '|',
  braceright: '}',
  asciitilde: '~',
  quoteleft: '‘',
  quoteright: '’',
  quotedblleft: '“',
  quotedblright: '”',
  endash: '–',
  emdash: '—',
  bullet: '•',
  ellipsis: '…',
  fi: 'fi',
  fl: 'fl',
  ff: 'ff',
  ffi: 'ffi',
  ffl: 'ffl',
  lessequal: '≤',
  greaterequal: '≥',
  multiply: '×',
  divide: '÷',
  section: '§',
  paragraph: '¶',
  copyright: '©',
  registered: '®',
  trademark: '™',
  sterling: '£',
  Euro: '€',
  yen: '¥',
  cent: '¢',
  degree: '°',
  plusminus: '±',
  nbspace: ' ',
  sfthyphen: '-',
  periodcentered: '·',
  germandbls: 'ß',
  Adieresis: 'Ä',
  Odieresis: 'Ö',
  Udieresis: 'Ü',
  adieresis: 'ä',
  odieresis: 'ö',
  udieresis: 'ü',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedilla: 'ç',
  mu: 'µ',
}; // prettier-ignore

/** `undefined` for a name that says nothing: `g12`, `glyph7`. */
export function textOfGlyph(name: string): string | undefined {
  if (/^[A-Za-z]$/.test(name)) return name;
  if (Object.hasOwn(NAMES, name)) return NAMES[name];
  const hex = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name);
  const point = Number.parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
  return point > 31 && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000)
    ? String.fromCodePoint(point)
    : undefined;
}

const STANDARD_HIGH: Readonly<Record<number, string>> = {
  39: '’',
  96: '‘',
  161: '¡',
  162: '¢',
  163: '£',
  164: '⁄',
  165: '¥',
  167: '§',
  169: "'",
  170: '“',
  174: 'fi',
  175: 'fl',
  177: '–',
  180: '·',
  182: '¶',
  183: '•',
  184: '‚',
  185: '„',
  186: '”',
  188: '…',
  208: '—',
};

const SYMBOL: Readonly<Record<number, string>> = {
  163: '≤',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  183: '•',
  185: '≠',
  187: '≈',
  188: '…',
  184: '÷',
};

export type BaseEncoding = 'win' | 'mac' | 'standard' | 'symbol';

export function textOfCode(code: number, encoding: BaseEncoding): string | undefined {
  if (encoding === 'win') return code < 32 ? undefined : decodeWindows1252(Uint8Array.of(code));
  if (encoding === 'mac') return code < 32 ? undefined : new TextDecoder('macintosh').decode(Uint8Array.of(code));
  const own = (encoding === 'standard' ? STANDARD_HIGH : SYMBOL)[code];
  if (own !== undefined) return own;
  // Symbol has Greek where others have letters; digits and signs are where they always are.
  const plain =
    encoding === 'standard'
      ? code >= 32 && code < 127
      : /[\d\s!%()+,./:;<=>?[\]{|}]/.test(String.fromCharCode(code)) && code < 127;
  return plain ? String.fromCharCode(code) : undefined;
}
