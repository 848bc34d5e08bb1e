import type { CsvCodes, StampCodes } from '../syntax/syntax-codes.ts';

/** The codes under which this room reports what the shared readers of parsers/syntax find. */
export const codes: StampCodes & CsvCodes = {
  emptyFile: 'training/empty-file',
  notATime: 'training/not-a-time',
  noSuchDate: 'training/no-such-date',
  zoneLessTime: 'training/zone-less-time',
  leapSecond: 'training/leap-second',
  dstGap: 'training/dst-gap',
  dstFold: 'training/dst-fold',
  tooManyColumns: 'training/too-many-columns',
  csvSyntax: 'training/csv-syntax',
  duplicateHeader: 'training/duplicate-header',
  missingColumn: 'training/missing-column',
  unknownColumn: 'training/unknown-column',
  raggedRow: 'training/ragged-row',
  truncatedLine: 'training/truncated-line',
};
