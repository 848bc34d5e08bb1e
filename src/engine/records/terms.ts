import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { ChargeSelector } from './charge.ts';
import type { Claim } from './claim.ts';
import type { CreditRule } from './credit-rule.ts';
import type { EditionStatus, EvidenceGrade } from './evidence-grade.ts';
import type { Origin } from './issue.ts';
import type { Metric } from './metric.ts';
import type { OutageKind } from './outage.ts';
import type { TermsExample } from './terms-example.ts';

/**
 * SLA documents as data. Field names are those of the terms files (snake_case), so that a field's path is the same in
 * a file, in its JSON Schema, in an overlay and in the clause a report prints. Decimals are exact, dates are UTC days.
 */

export type { EvidenceGrade };

export interface Evidence {
  /** Path of the field this speaks of; it covers everything below that path. */
  readonly field: string;
  readonly grade: EvidenceGrade;
  readonly url: string | null;
  readonly retrieved: string | null;
  readonly version_date: string | null;
  readonly quote_hash: string | null;
  readonly note: string | null;
}

/** One named way to read a field that is silent, ambiguous or disputed. The first is the default. */
export interface Reading {
  readonly name: string;
  readonly value: string;
  readonly grade: EvidenceGrade;
  readonly note: string | null;
}

export interface Ambiguity {
  /** What is open. The engine knows these subjects; others are printed as notes. */
  readonly subject: string;
  readonly field: string;
  readonly state: 'silent' | 'ambiguous';
  readonly readings: readonly Reading[];
}

export interface Terms {
  readonly schema: 'sla-terms/1';
  /** `vendor/service`, the path under src/terms/. */
  readonly id: string;
  readonly vendor: string;
  /** Legal operator: another operator (Sinnet, 21Vianet) means another document. */
  readonly operator: string;
  readonly service: string;
  readonly document: {
    readonly title: string;
    readonly url: string | null;
    readonly archive_url: string | null;
    readonly inherits: string | null;
  };
  /** Day on which a person last compared this file with its sources. */
  readonly last_checked: string;
  /** Immutable, oldest first. */
  readonly versions: readonly Edition[];
  /** Negotiated fields laid over the public text. Empty for public terms. */
  readonly overridden: readonly AppliedOverride[];
  readonly origin: Origin;
}

export interface AppliedOverride {
  readonly field: string;
  readonly document: string;
  readonly was: string;
  readonly now: string;
  readonly origin: Origin;
}

export interface Edition {
  readonly edition: string;
  readonly published: string | null;
  readonly effective_from: Instant | null;
  /** Exclusive. null: still in force. */
  readonly effective_to: Instant | null;
  readonly status: EditionStatus;
  /** The vendor whose family of documents lends clauses that the edition does not state itself. */
  readonly inherits: string | null;
  readonly version_selection: {
    readonly rule: 'incident_start' | 'month_start' | 'claim_date' | 'at_contract_start_or_renewal';
    readonly stated: boolean;
  };
  readonly evidence_default: Omit<Evidence, 'field'>;
  readonly evidence: readonly Evidence[];
  readonly ambiguity: readonly Ambiguity[];
  readonly period: {
    readonly kind:
      | 'billing_month'
      | 'calendar_month'
      | 'applicable_period'
      | 'contracted_month'
      | 'reporting_period'
      | 'rolling_30_days'
      | 'rolling_365_days';
    /** null: the text does not say; then readings `month_zone` apply. */
    readonly tz: string | null;
    readonly tz_stated: boolean;
  };
  readonly commitments: readonly Commitment[];
  readonly payment: {
    readonly form: 'invoice_credit' | 'usage_balance' | 'voucher' | 'service_time' | 'refund' | 'unknown';
    readonly against: string | null;
    readonly transferable: boolean | null;
    readonly reseller: string | null;
    readonly currency: string | null;
    readonly expiry: string | null;
  };
  readonly stacking: Stacking;
  readonly claim: Claim;
  readonly exclusions: readonly Exclusion[];
  readonly remedy: {
    readonly effort_standard: string | null;
    readonly sole_and_exclusive: boolean | null;
    readonly consequential_excluded: boolean | null;
    readonly liability_cap_ref: string | null;
    readonly lost_work: 'excluded' | 'covered' | null;
    /** The text calls the credit a price adjustment and not damages. */
    readonly price_adjustment_not_ld?: boolean | null;
    readonly spec_lock: boolean | null;
    readonly termination: readonly {
      readonly below: Exact;
      readonly months: Exact;
      readonly of: Exact | null;
      readonly scope: string;
    }[];
  };
  readonly supersedes: string | null;
  readonly moved_to: readonly string[];
  readonly text_sha256: string | null;
  /** Worked examples with their source; the test run computes each of them. */
  readonly examples: readonly TermsExample[];
  /** Where each field that the file states stands, by field path; see `placeOf`. Absent where terms were not read from text. */
  readonly places?: ReadonlyMap<string, Origin>;
}

export type UnitLevel = 'resource' | 'zone' | 'region' | 'account' | 'global';

/** Facts about a unit that decide a level or a precondition, e.g. `worst_disk_class`. The user states them. */
export type Condition = { readonly [attribute: string]: readonly string[] };

export interface Commitment {
  readonly id: string;
  readonly kind: 'sla' | 'slo' | 'target';
  readonly level_type: 'availability' | 'performance' | 'delivery' | 'event';
  readonly coverage: 'covered' | 'excluded' | 'not_published' | 'unknown';
  /** Another commitment that takes over, e.g. for hardware failures. */
  readonly routed_to: string | null;
  /** Which charges and which outages this promise speaks of. */
  readonly covers: {
    readonly charges: readonly ChargeSelector[];
    /** Service keys as outage logs write them; `*` stands for any text. */
    readonly services: readonly string[];
    readonly kinds: readonly OutageKind[];
    /** Dimensions of samples that the promise speaks of, e.g. only writes. Empty: of all. */
    readonly dimensions: readonly string[];
  };
  readonly scope: {
    /** What one credit is for. */
    readonly level: UnitLevel;
    /** What people call it: `EC2 instance`, `VM`, `region`. */
    readonly unit: string;
    readonly pool: string | null;
    readonly dimension: string | null;
    /** Fact that names the group a resource belongs to: the unit is the group, its members are judged together. */
    readonly group_by: string | null;
    /** `pairwise`: two resources that cannot reach each other, written `vm-1<->vm-2` in a log. */
    readonly aggregation: 'each' | 'all_down' | 'any_down' | 'more_than_one' | 'k_of_n' | 'pairwise';
    /** For `k_of_n`: how many members must be up, or `contracted_minus_spares`. */
    readonly k: string | null;
    /** For `all_down`: zones (or regions, where a region has one zone) that must be down at the same time. */
    readonly members: {
      readonly concurrent: boolean;
      readonly zones_gte: Exact | null;
      readonly regions_gte_if_one_zone: Exact | null;
    } | null;
  };
  readonly eligibility: {
    readonly all: readonly Condition[];
    readonly any: readonly Condition[];
    readonly none: readonly Condition[];
  };
  readonly excluded_resources: readonly ChargeSelector[];
  readonly metric: Metric;
  readonly credits: readonly CreditRule[];
  readonly note: string | null;
}

export interface Stacking {
  readonly stated: boolean;
  /** Two levels (or two remedies) for the same minutes of the same unit. */
  readonly same_incident_levels: 'choose_one' | 'sum' | 'better_of' | null;
  readonly separate_services: 'separate_claims' | 'root_cause_only' | 'one_service' | null;
  readonly max_credits_per_service_per_period: Exact | null;
  readonly downtime_reuse: boolean | null;
}

export interface Exclusion {
  readonly tag: string;
  readonly effect: 'not_downtime' | 'void_claim' | 'reduces_base';
  readonly text: string | null;
}
