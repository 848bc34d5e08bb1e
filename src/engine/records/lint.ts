import type { EvidenceGrade } from './terms.ts';

/** The strongest term of its kind that is public, with where it was read. */
export interface StrongestTerm {
  readonly vendor: string;
  /** In our own words. */
  readonly says: string;
  readonly url: string | null;
  readonly grade: EvidenceGrade;
  /** Day on which it was last seen there. */
  readonly retrieved: string;
  /** The document of the library that holds it. */
  readonly terms: string | null;
  readonly note: string | null;
}

/** What a contract says of the matter of a rule, and where. */
export interface LintClause {
  readonly commitment: string | null;
  readonly field: string;
  readonly says: string;
  readonly grade: EvidenceGrade;
  /** `terms/aws/ec2.yaml:72` */
  readonly place: string | null;
}

/** Something a contract lacks that a buyer of GPU time would want. */
export interface LintFinding {
  readonly rule: string;
  readonly title: string;
  /** 1 to 100: how much of a loss it leaves with the buyer. */
  readonly weight: number;
  readonly clauses: readonly LintClause[];
  /** The clause itself was seen; otherwise the file does not know what the text says. */
  readonly known: boolean;
  readonly costs: string;
  readonly strongest: StrongestTerm;
  readonly ask: string;
}

/** A matter in which the contract is as strong as the rule asks. */
export interface LintHeld {
  readonly rule: string;
  readonly title: string;
  readonly clauses: readonly LintClause[];
}

export interface LintReport {
  /** Heaviest first. */
  readonly findings: readonly LintFinding[];
  readonly held: readonly LintHeld[];
}
