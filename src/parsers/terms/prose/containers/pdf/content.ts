import type { PdfFile } from './file.ts';
import { type PdfFont, readFont } from './fonts.ts';
import { isOperator, PdfLexer } from './lexer.ts';
import { isArray, isDict, isName, isNumber, isString, type PdfValue } from './objects.ts';

/** A piece of text where a page shows it; coordinates in points, y upward. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const MOST_RUNS = 60_000;
const MOST_OPERATORS = 2_000_000;
const DEEPEST_FORM = 8;

interface Text {
  font: PdfFont | null;
  size: number;
  spacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

/** Runs of text of one page, in the order they are drawn (ISO 32000-1, 8.2 and 9.4). */
export function readContent(
  file: PdfFile,
  content: Uint8Array,
  resources: PdfValue,
  fonts: Map<PdfValue, PdfFont>,
): readonly Run[] {
  const runs: Run[] = [];
  const budget = { operators: MOST_OPERATORS };
  run(content, resources, IDENTITY, 0);
  return runs;

  function run(bytes: Uint8Array, within: PdfValue, outer: Matrix, depth: number): void {
    const own = file.resolve(within);
    const find = (kind: string, name: PdfValue | undefined): PdfValue => {
      const group = isDict(own) ? file.resolve(own.dict.get(kind)) : null;
      return isDict(group) && isName(name) ? (group.dict.get(name.name) ?? null) : null;
    };
    const lexer = new PdfLexer(bytes);
    const stack: { readonly matrix: Matrix; readonly text: Text }[] = [];
    let matrix = outer;
    let text: Text = { font: null, size: 0, spacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0 };
    let line = IDENTITY;
    let at = IDENTITY;
    let operands: PdfValue[] = [];
    const number = (index: number) => {
      const value = operands[index];
      return isNumber(value) ? value : 0;
    };
    const move = (x: number, y: number) => {
      line = multiply([1, 0, 0, 1, x, y], line);
      at = line;
    };
    const show = (value: PdfValue | undefined) => {
      if (isString(value) && text.font) at = draw(value.string, text, text.font, at, matrix);
    };

    for (let token = lexer.next(false); token !== undefined; token = lexer.next(false)) {
      if (!isOperator(token)) {
        if (operands.length < 64) operands.push(token as PdfValue);
        continue;
      }
      budget.operators -= 1;
      if (budget.operators < 0 || runs.length > MOST_RUNS) return;
      switch (token.operator) {
        case 'q':
          if (stack.length < 256) stack.push({ matrix, text: { ...text } });
          break;
        case 'Q': {
          const saved = stack.pop();
          if (saved) ({ matrix, text } = saved);
          break;
        }
        case 'cm':
          matrix = multiply([number(0), number(1), number(2), number(3), number(4), number(5)], matrix);
          break;
        case 'BT':
          line = IDENTITY;
          at = IDENTITY;
          break;
        case 'Tf':
          text.font = fontOf(find('Font', operands[0]));
          text.size = number(1);
          break;
        case 'Tc':
          text.spacing = number(0);
          break;
        case 'Tw':
          text.wordSpacing = number(0);
          break;
        case 'Tz':
          text.scale = number(0) / 100;
          break;
        case 'TL':
          text.leading = number(0);
          break;
        case 'Ts':
          text.rise = number(0);
          break;
        case 'Td':
          move(number(0), number(1));
          break;
        case 'TD':
          text.leading = -number(1);
          move(number(0), number(1));
          break;
        case 'Tm':
          line = [number(0), number(1), number(2), number(3), number(4), number(5)];
          at = line;
          break;
        case 'T*':
          move(0, -text.leading);
          break;
        case 'Tj':
          show(operands[0]);
          break;
        case "'":
          move(0, -text.leading);
          show(operands[0]);
          break;
        case '"':
          text.wordSpacing = number(0);
          text.spacing = number(1);
          move(0, -text.leading);
          show(operands[2]);
          break;
        case 'TJ':
          for (const item of isArray(operands[0]) ? operands[0] : []) {
            if (isNumber(item)) at = multiply([1, 0, 0, 1, (-item / 1000) * text.size * text.scale, 0], at);
            else show(item);
          }
          break;
        case 'Do':
          if (depth < DEEPEST_FORM) drawForm(find('XObject', operands[0]), within, matrix, depth);
          break;
        case 'ID':
          skipImage(lexer);
          break;
      }
      operands = [];
    }
  }

  function drawForm(reference: PdfValue, within: PdfValue, matrix: Matrix, depth: number): void {
    const form = file.resolve(reference);
    const subtype = isDict(form) ? file.resolve(form.dict.get('Subtype')) : null;
    if (!isDict(form) || !isName(subtype) || subtype.name !== 'Form') return;
    const stream = file.stream(reference);
    if (!stream) return;
    const own = file.resolve(form.dict.get('Matrix'));
    const numbers = isArray(own) && own.length === 6 && own.every(isNumber) ? (own as unknown as Matrix) : IDENTITY;
    run(stream.bytes, form.dict.get('Resources') ?? within, multiply(numbers, matrix), depth + 1);
  }

  function fontOf(reference: PdfValue): PdfFont {
    const key = typeof reference === 'object' && reference !== null && 'ref' in reference ? reference.ref : reference;
    const known = fonts.get(key);
    if (known) return known;
    const font = readFont(file, reference);
    fonts.set(key, font);
    return font;
  }

  function draw(bytes: Uint8Array, text: Text, font: PdfFont, from: Matrix, matrix: Matrix): Matrix {
    let shown = '';
    let advance = 0;
    for (const glyph of font.glyphs(bytes)) {
      shown += glyph.text;
      advance += (glyph.width * text.size + text.spacing + (glyph.isSpace ? text.wordSpacing : 0)) * text.scale;
    }
    const place = multiply([1, 0, 0, 1, 0, text.rise], multiply(from, matrix));
    const [a, b, , d, x, y] = place;
    // Text that runs upward or aslant is a stamp or a margin note, not the contract.
    if (Math.abs(b) <= Math.abs(a) * 0.01 && a > 0)
      runs.push({ text: shown, x, y, width: advance * a, size: text.size * Math.abs(d), bold: font.bold });
    return multiply([1, 0, 0, 1, advance, 0], from);
  }
}

/** Inline images: their bytes end with `EI` between spaces. */
function skipImage(lexer: PdfLexer): void {
  const { bytes } = lexer;
  for (let at = lexer.at; at + 3 < bytes.length; at += 1) {
    const ends = bytes[at + 1] === 0x45 && bytes[at + 2] === 0x49 && (bytes[at + 3] as number) <= 0x20;
    if ((bytes[at] as number) <= 0x20 && ends) {
      lexer.at = at + 3;
      return;
    }
  }
  lexer.at = bytes.length;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}
