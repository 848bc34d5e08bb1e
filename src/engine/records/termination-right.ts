import type { CreditAssessment } from './assessment.ts';
import type { Clause } from './figure.ts';

/** A right to end a contract, or a part of it, after repeated failure, and how far the case has come towards it. */
export interface TerminationRight {
  readonly terms: string;
  readonly edition: string;
  readonly commitment: string;
  readonly scope: CreditAssessment['scope'];
  /** `depends`: under some readings, or if evidence that is missing were found. */
  readonly status: 'arisen' | 'depends' | 'not-arisen';
  readonly says: string;
  /** Months below the trigger, `2025-10`. */
  readonly months: readonly string[];
  /** Months below within the window, of those needed. */
  readonly counted: {
    readonly certain: number;
    readonly possible: number;
    readonly needed: number;
    readonly window: number;
  };
  /** The assessments that gave those months. */
  readonly credits: readonly string[];
  readonly clause: Clause;
}
