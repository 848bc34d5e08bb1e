import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { AssessmentStatus } from './assessment.ts';
import type { Ticket } from './case-records.ts';
import type { OutageKind, OutageSource, ScopeLevel } from './outage.ts';
import type { StatedEvent } from './stated-event.ts';

/** A worked example in a terms file: what is given, what must come out, and the wrong answers to refuse. */
export interface TermsExample {
  readonly id: string;
  readonly says: string;
  /** Where the example comes from, and the grade of that source. */
  readonly source: string;
  readonly given: {
    readonly commitment: string;
    /** Month of the period, `2026-05`. */
    readonly period: string;
    readonly as_of: Instant | null;
    readonly attributes: { readonly [name: string]: string };
    readonly readings: { readonly [name: string]: string };
    /** The unit that is assessed, at the level of the commitment's scope. */
    readonly unit: string;
    /** Charges of the base in the period; null: no bill. */
    readonly charges: Exact | null;
    /** Price of one hour of the unit, where a rule prices time. */
    readonly hourly_price: Exact | null;
    /** Charges of a cap's own window, where it is not the period. */
    readonly charges_in?: { readonly previous_month: Exact | null; readonly preceding_30_days: Exact | null };
    /** Who files: `direct` unless a claimant of the terms is meant, e.g. `csp`. */
    readonly channel?: string;
    readonly outages: readonly {
      readonly scope: {
        readonly level: ScopeLevel;
        readonly id: string;
        readonly region: string | null;
        readonly zone: string | null;
      };
      readonly begin: Instant;
      readonly end: Instant;
      readonly kind: OutageKind;
      readonly source: OutageSource;
    }[];
    /** Rows of an error-rate file about the unit; `repeat`: that many intervals, one after another. */
    readonly samples: readonly {
      readonly begin: Instant;
      readonly interval_s: Exact;
      readonly repeat: Exact;
      readonly dimension: string | null;
      readonly requests: Exact | null;
      readonly errors: Exact | null;
      readonly value: Exact | null;
      readonly unit: string | null;
    }[];
    /** Spans the user claims to be excluded; only proved ones are taken off. */
    readonly exclusions: readonly {
      readonly begin: Instant;
      readonly end: Instant;
      readonly proved: boolean;
      readonly tag: string;
    }[];
    /** What was said to the vendor and when. */
    readonly tickets: readonly Pick<Ticket, 'kind' | 'at' | 'unit'>[];
    /** When the unit existed; null: all the time. */
    readonly exists: { readonly from: Instant; readonly until: Instant } | null;
    /** The members of a group, with the facts that tie them to it. */
    readonly members: { readonly [name: string]: { readonly [attribute: string]: string } };
    /** Fields used although their evidence is too weak for a figure. */
    readonly trust: readonly string[];
    /** What the contract pays for and no log shows; `unit` is the example's where it is null. */
    readonly events: readonly Pick<StatedEvent, 'rule' | 'at' | 'begin' | 'unit' | 'count'>[];
  };
  /** null: the example does not speak of it. No figure at all is said by the status `undetermined`. */
  readonly expect: {
    readonly status: AssessmentStatus;
    readonly downtime_minutes: ExpectedRange | null;
    /** Percent, exact or cut with a trailing `...`. */
    readonly uptime: string | null;
    /** Percent of the tier that applies; null where none does. */
    readonly percent: ExpectedRange | null;
    readonly credit: ExpectedRange | null;
    /** Credit of one rule alone, by rule id. */
    readonly rules: { readonly [rule: string]: ExpectedRange };
    readonly deadlines: readonly { readonly step: string; readonly reading: string | null; readonly date: string }[];
  };
  readonly reject: readonly {
    readonly credit: Exact | null;
    readonly downtime_minutes: Exact | null;
    readonly why: string;
  }[];
}

/** One figure, or the ends of a range where the text gives one. */
export interface ExpectedRange {
  readonly low: Exact;
  readonly high: Exact;
}
