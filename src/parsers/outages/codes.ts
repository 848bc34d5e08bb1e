import type { CsvCodes, JsonCodes, StampCodes } from '../syntax/syntax-codes.ts';

/** The codes under which this room reports what the shared readers of parsers/syntax find. */
export const codes: StampCodes & CsvCodes & JsonCodes = {
  emptyFile: 'outages/empty-file',
  tooLarge: 'outages/too-large',
  notATime: 'outages/not-a-time',
  noSuchDate: 'outages/no-such-date',
  zoneLessTime: 'outages/zone-less-time',
  leapSecond: 'outages/leap-second',
  dstGap: 'outages/dst-gap',
  dstFold: 'outages/dst-fold',
  tooManyColumns: 'outages/too-many-columns',
  csvSyntax: 'outages/csv-syntax',
  duplicateHeader: 'outages/duplicate-header',
  missingColumn: 'outages/missing-column',
  unknownColumn: 'outages/unknown-column',
  raggedRow: 'outages/ragged-row',
  truncatedLine: 'outages/truncated-line',
  jsonSyntax: 'outages/json-syntax',
  jsonTooDeep: 'outages/json-too-deep',
  jsonDuplicateKey: 'outages/json-duplicate-key',
};
