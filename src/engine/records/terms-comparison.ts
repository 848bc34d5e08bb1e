import type { EvidenceGrade } from './terms.ts';
import type { ClauseGroup } from './terms-clause.ts';
import type { EditionSpan } from './terms-page.ts';

/** One of the two documents that are compared. */
export interface ComparedSide {
  readonly id: string;
  readonly title: string;
  readonly edition: EditionSpan;
  /** The one commitment that was asked for; null: all. */
  readonly commitment: string | null;
}

/** What one side says of a topic. */
export interface ComparedClause {
  readonly says: string;
  readonly field: string;
  readonly grade: EvidenceGrade;
  readonly place: string | null;
}

/** A topic on which the sides differ; null: that side does not speak of it. */
export interface Difference {
  readonly group: ClauseGroup;
  readonly topic: string;
  readonly rule: string | null;
  readonly left: ComparedClause | null;
  readonly right: ComparedClause | null;
}

export interface TermsComparison {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  /** Commitments that were set side by side. */
  readonly pairs: readonly {
    readonly left: string;
    readonly right: string;
    readonly differences: readonly Difference[];
  }[];
  /** Clauses that hold for all commitments of an edition. */
  readonly differences: readonly Difference[];
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
  /** Topics on which both sides say the same. */
  readonly same: number;
}
