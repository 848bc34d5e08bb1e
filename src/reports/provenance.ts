/** What the assessment itself cannot know: which program made the report, from which bytes. */
export interface Provenance {
  readonly tool: string;
  readonly version: string;
  readonly inputs: readonly { readonly label: string; readonly sha256: string; readonly bytes: number }[];
  readonly terms: readonly TermsProvenance[];
}

export interface TermsProvenance {
  readonly id: string;
  readonly edition: string;
  readonly sha256: string;
  /** Day on which a person last compared the file with its sources. */
  readonly lastChecked?: string | null;
  /** Evidence grade of the edition as a whole (`evidence_default`). */
  readonly grade?: string | null;
}
