/** The values of a PDF file (ISO 32000-1, 7.3). Strings stay bytes: what they mean depends on their font. */
export type PdfValue = null | boolean | number | PdfString | PdfName | PdfRef | PdfDict | readonly PdfValue[];

export interface PdfString {
  readonly string: Uint8Array;
}
export interface PdfName {
  readonly name: string;
}
export interface PdfRef {
  readonly ref: number;
}
export interface PdfDict {
  readonly dict: ReadonlyMap<string, PdfValue>;
}

export interface PdfStream {
  readonly dict: ReadonlyMap<string, PdfValue>;
  readonly bytes: Uint8Array;
}

export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && value !== null && 'ref' in value;
export const isName = (value: PdfValue | undefined): value is PdfName =>
  typeof value === 'object' && value !== null && 'name' in value;
export const isString = (value: PdfValue | undefined): value is PdfString =>
  typeof value === 'object' && value !== null && 'string' in value;
export const isDict = (value: PdfValue | undefined): value is PdfDict =>
  typeof value === 'object' && value !== null && 'dict' in value;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const isNumber = (value: PdfValue | undefined): value is number => typeof value === 'number';
