import type { SyntaxCodes } from '../syntax/syntax-codes.ts';

/** The codes under which this room reports what the shared readers of parsers/syntax find. */
export const codes: SyntaxCodes = {
  emptyFile: 'training/empty-file',
  tooLarge: 'training/too-large',
  notATime: 'training/not-a-time',
  noSuchDate: 'training/no-such-date',
  zoneLessTime: 'training/zone-less-time',
  leapSecond: 'training/leap-second',
  dstGap: 'training/dst-gap',
  dstFold: 'training/dst-fold',
  csvSyntax: 'training/csv-syntax',
  duplicateHeader: 'training/duplicate-header',
  missingColumn: 'training/missing-column',
  unknownColumn: 'training/unknown-column',
  raggedRow: 'training/ragged-row',
  truncatedLine: 'training/truncated-line',
  jsonSyntax: 'training/json-syntax',
  jsonTooDeep: 'training/json-too-deep',
  jsonDuplicateKey: 'training/json-duplicate-key',
};
