import type { Edition } from './terms.ts';
import type { ClauseSource, KnownClause } from './terms-clause.ts';

/** One edition of an SLA document as a person reads it. Days are `2026-11-21` in UTC. */
export interface TermsPage {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  readonly vendor: string;
  readonly operator: string;
  readonly url: string | null;
  readonly lastChecked: string;
  readonly edition: EditionSpan;
  readonly otherEditions: readonly EditionSpan[];
  readonly published: string | null;
  /** The first or the last day is concluded or not known from a source that can be cited. */
  readonly assumedDays: boolean;
  /** The vendor whose family lends clauses. */
  readonly inherits: string | null;
  readonly movedTo: readonly string[];
  readonly commitments: readonly {
    readonly id: string;
    readonly unit: string;
    readonly coverage: string;
    readonly glance: PromiseAtAGlance;
    readonly clauses: readonly KnownClause[];
  }[];
  /** Of all commitments. */
  readonly clauses: readonly KnownClause[];
  readonly open: readonly OpenReading[];
  readonly examples: readonly {
    readonly id: string;
    readonly says: string;
    readonly commitment: string;
    readonly status: string;
  }[];
  readonly negotiated: readonly {
    readonly field: string;
    readonly was: string;
    readonly now: string;
    readonly document: string;
  }[];
  readonly sources: readonly ClauseSource[];
}

/** Null: not known, or not a thing of this promise. */
export interface PromiseAtAGlance {
  readonly target: string | null;
  /** Downtime of a 30-day month that the target leaves. */
  readonly allows: string | null;
  readonly credit: string | null;
}

export interface EditionSpan {
  readonly name: string;
  readonly status: Edition['status'];
  readonly from: string | null;
  readonly until: string | null;
}

/** Something the text leaves open, and what each way to read it means. The first is taken. */
export interface OpenReading {
  readonly subject: string;
  /** Commitments it is open for; none: all. */
  readonly of: readonly string[];
  readonly state: 'silent' | 'ambiguous';
  readonly readings: readonly { readonly name: string; readonly says: string }[];
}
