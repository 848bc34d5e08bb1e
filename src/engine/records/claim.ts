import type { Exact } from '../values/exact.ts';

/** Who asks for a credit, until when, with what. */

export type DeadlineAnchor =
  | 'incident'
  | 'incident_end'
  | 'end_of_billing_month_of_incident'
  | 'incident_month_end'
  | 'reporting_period_end'
  | 'eligibility'
  | 'awareness'
  | 'correction'
  | 'occurrence'
  | 'contracted_month_end';

/** Calendar arithmetic as the text words it: two months are not sixty days. Exactly one unit is given. */
export interface Offset {
  readonly billing_cycles?: Exact;
  readonly calendar_months?: Exact;
  readonly days?: Exact;
  readonly hours?: Exact;
  /** `end`: up to the end of the cycle or month that the offset reaches. */
  readonly to?: 'end';
}

export interface DeadlineStep {
  readonly id: string;
  /** What meets the step: the claim itself, or a ticket or notice before it. */
  readonly act: 'claim' | 'ticket';
  readonly anchor: DeadlineAnchor;
  readonly offset: Offset;
  readonly calendar: 'civil' | 'business';
  readonly event: 'received' | 'sent';
  readonly consequence: 'forfeit' | 'clock_not_started';
  /** Name of the reading that this step belongs to; null where the text has one reading. */
  readonly reading: string | null;
  readonly conservative: boolean;
}

export interface Claim {
  readonly channel: string | null;
  readonly subject_must_contain: string | null;
  readonly explicit_request: boolean | null;
  readonly claimant: readonly {
    readonly channel: string;
    readonly files: 'customer' | 'partner';
    readonly steps: readonly DeadlineStep[];
  }[];
  readonly steps: readonly DeadlineStep[];
  /** Machine tags: incident_times, region, zone, resource_ids, request_logs_redacted, ... */
  readonly required_evidence: readonly string[];
  readonly evidence_retention_warning: readonly { readonly source: string; readonly days: Exact }[];
  readonly decision: 'vendor_sole' | 'good_faith' | 'objective' | null;
  readonly issue: { readonly within: Offset; readonly after: string } | null;
}
