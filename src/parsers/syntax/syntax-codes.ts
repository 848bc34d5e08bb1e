/**
 * The issue codes under which one room reports what the shared readers find. Each room writes its codes out in full,
 * so that every code of docs/issues.md can be found in the source.
 */
export interface StampCodes {
  readonly notATime: string;
  readonly noSuchDate: string;
  readonly zoneLessTime: string;
  readonly leapSecond: string;
  readonly dstGap: string;
  readonly dstFold: string;
}

export interface CsvCodes {
  readonly emptyFile: string;
  readonly tooManyColumns: string;
  readonly csvSyntax: string;
  readonly duplicateHeader: string;
  readonly missingColumn: string;
  readonly unknownColumn: string;
  readonly raggedRow: string;
  readonly truncatedLine: string;
}

export interface JsonCodes {
  readonly emptyFile: string;
  readonly tooLarge: string;
  readonly jsonSyntax: string;
  readonly jsonTooDeep: string;
  readonly jsonDuplicateKey: string;
}
