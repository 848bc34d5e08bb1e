import type { EvidenceGrade } from './terms.ts';

/** What a clause is about, in the order a contract is read. */
export const CLAUSE_GROUPS = [
  'promise',
  'measure',
  'credit',
  'base',
  'limits',
  'matching',
  'claim',
  'exclusions',
  'remedy',
] as const;

export type ClauseGroup = (typeof CLAUSE_GROUPS)[number];

/** A row of a credit table in words. */
export interface TableRow {
  /** `99 % to below 99.5 %`, or the length of an outage. */
  readonly range: string;
  /** The downtime of a 30-day month that the range comes to; null where the measure is no time. */
  readonly allows: string | null;
  readonly credit: string;
}

/** A clause of a terms file in words. Two documents are compared topic by topic. */
export interface TermsClause {
  readonly group: ClauseGroup;
  /** What it speaks of, in the same words for every document. */
  readonly topic: string;
  /** One sentence, without a stop at its end. */
  readonly says: string;
  /** Path of the field in its edition. */
  readonly field: string;
  /** The rule it belongs to, where its commitment has several. */
  readonly rule: string | null;
  /** The same as `says`, as a table. */
  readonly table: readonly TableRow[] | null;
}

/** A clause with how well its text is known, and the family that lends it. */
export interface KnownClause extends TermsClause {
  readonly grade: EvidenceGrade;
  /** Position in the list of sources. */
  readonly source: number;
  /** Place in the terms file, `terms/aws/ec2.yaml:72`. */
  readonly place: string | null;
  readonly lentBy: string | null;
}

/** Where a clause was read. */
export interface ClauseSource {
  readonly grade: EvidenceGrade;
  readonly url: string | null;
  readonly retrieved: string | null;
  readonly versionDate: string | null;
  readonly note: string | null;
}
