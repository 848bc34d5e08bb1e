import type { Exact } from '../values/exact.ts';
import type { Condition, UnitLevel } from './terms.ts';

/** How downtime becomes money. `rule` decides which file of engine/credit computes it. */
export type CreditRule =
  | (CreditCommon & { readonly rule: 'tiers' } & TierTable & { readonly levels: readonly TierLevel[] })
  | (CreditCommon & {
      readonly rule: 'flat_percent';
      readonly percent: Exact;
      /** Owed where the uptime is below it; null: where the trigger is exceeded, else where anything was down. */
      readonly target: Exact | null;
    })
  | (CreditCommon & { readonly rule: 'step'; readonly allowance_percent: Exact | null; readonly step: Step })
  | (CreditCommon & {
      readonly rule: 'per_failure';
      readonly allowance: FailureAllowance;
      /** Of the base, for each failure beyond the allowance. */
      readonly percent: Exact;
    })
  | (CreditCommon & {
      readonly rule: 'multiplier';
      /** Times the price of the downtime. One of `multiplier` and `multiplier_by` is given. */
      readonly multiplier: Exact | null;
      readonly multiplier_by: {
        readonly attribute: string;
        readonly values: { readonly [name: string]: Exact };
      } | null;
      /** `since_last_start`: from the `begin` of a stated event to the event. */
      readonly duration: 'total' | 'beyond_allowance' | 'since_last_start';
      /** Percent of the period that is free; where it is null, what the target leaves. For `beyond_allowance`. */
      readonly allowance_percent: Exact | null;
      readonly target: Exact | null;
      readonly duration_factor: Exact | null;
      readonly duration_round: 'ceil_hour' | null;
    })
  | (CreditCommon & {
      readonly rule: 'hours_table';
      /** `service_time`: hours that are given as time and not as money; the figure is what they are worth. */
      readonly unit: 'hours' | 'days' | 'service_time';
      readonly table: readonly HoursRow[];
      readonly gap_policy: GapPolicy;
    })
  | (CreditCommon & {
      readonly rule: 'avg_daily_multiple';
      readonly tiers: readonly (Bounds & { readonly multiple: Exact })[];
      readonly target: Exact | null;
      readonly gap_policy: GapPolicy;
    })
  | (CreditCommon & {
      readonly rule: 'linear_shortfall';
      readonly target: Exact;
      /** null: one percent of the base for each percentage point below the target. */
      readonly percent_per_point: Exact | null;
    })
  | (CreditCommon & { readonly rule: 'waive_unit'; readonly waive: 'instance_hour' })
  | (CreditCommon & { readonly rule: 'pro_rata' })
  | (CreditCommon & {
      readonly rule: 'formula';
      /** In the currency of the credit; see values/formula. */
      readonly expression: string;
      readonly target: Exact | null;
      /** Numbers of the unit that the expression needs and only the customer knows. */
      readonly facts: readonly string[];
    })
  | (CreditCommon & { readonly rule: 'none' });

export type CreditRuleKind = CreditRule['rule'];

/** A range of uptime percent (or of minutes), each bound with its own inclusivity. Compared unrounded. */
export interface Bounds {
  readonly ge: Exact | null;
  readonly gt: Exact | null;
  readonly lt: Exact | null;
  readonly le: Exact | null;
}

export type GapPolicy = 'higher_credit' | 'lower_credit' | 'undefined';

export interface TierTable {
  /** null: this level (or the whole rule) has no table that was seen, and no figure comes of it. */
  readonly tiers: readonly (Bounds & { readonly percent: Exact })[] | null;
  readonly target: Exact | null;
  /** `deepest_match`: rows are bare upper bounds; `printed_range`: rows say both ends. */
  readonly tier_rule: 'printed_range' | 'deepest_match';
  readonly gap_policy: GapPolicy;
}

/** A tier table for units whose attributes match `when`. */
export interface TierLevel extends TierTable {
  readonly when: Condition;
  readonly coverage: 'covered' | 'excluded' | 'unknown';
}

export interface Step {
  readonly size_s: Exact;
  readonly percent: Exact;
  readonly partial: 'floor' | 'ceil' | 'unspecified';
  readonly grace_s: Exact;
  /** Owed as soon as allowance and grace are over, beside what the steps come to. */
  readonly first_percent: Exact | null;
}

/** Failures that are free in a period: a number of them, or so many for a thousand days of one GPU each. */
export interface FailureAllowance {
  readonly count: Exact | null;
  readonly per_thousand_gpu_days: Exact | null;
}

/** A single outage's length in minutes, and the hours or days of service it earns. */
export interface HoursRow extends Bounds {
  readonly hours: Exact;
}

export type BaseWindow =
  | 'same_period'
  | 'previous_month'
  | 'preceding_30_days'
  | 'annual_div_12'
  /** Fees of longer terms, by the share of their days that lies in the period. */
  | 'prorated_days';

/** What the percentage (or the price) is of. A rule without a base is refused on load. */
export interface CreditBase {
  readonly level: UnitLevel;
  /** In words, `the monthly bill of the affected instance`. */
  readonly says: string;
  readonly basis:
    | 'charges_paid'
    | 'monthly_bill'
    | 'amount_due'
    | 'net_fees'
    | 'list_price'
    | 'estimated_retail'
    | 'contract_price';
  readonly window: BaseWindow;
  readonly resale_basis: string | null;
  readonly rate_at: 'begin_of_unavailability' | null;
  readonly includes: readonly string[];
  readonly excludes: readonly string[];
  /** Items the text does not speak of: with and without them are two readings, where the bill has them. */
  readonly unstated: readonly string[];
  readonly funding_excluded: readonly string[];
  /** Another level, where the facts of the unit say so. */
  readonly switch: readonly { readonly when: Condition; readonly level: UnitLevel }[];
}

export interface Cap {
  /** One of `value` (a percent of `percent_of`), `amount` and `hours` (at the price of an hour). */
  readonly percent_of: string | null;
  readonly value: Exact | null;
  readonly amount: Exact | null;
  readonly hours: Exact | null;
  readonly per: 'period' | 'incident' | 'event';
  readonly window: Exclude<BaseWindow, 'prorated_days'> | null;
}

export interface Minimum {
  readonly amount: Exact;
  readonly currency: string;
  /** A credit of exactly the amount is not issued. */
  readonly strict: boolean;
  readonly per: 'period' | 'incident';
  readonly below: 'no_credit' | 'raise_to' | 'ambiguous';
}

export interface CreditCommon {
  readonly id: string;
  readonly basis: 'period' | 'incident' | 'event';
  readonly pays_for: 'downtime' | 'lost_runtime' | 'data_loss' | 'delay';
  readonly automatic: boolean;
  /** Document and section, where the rule stands in another one than the SLA page. */
  readonly ref: string | null;
  /** First day of an overlay rule, where it differs from its edition's. */
  readonly effective_from: number | null;
  readonly trigger: {
    readonly unavailable_minutes_gt: Exact | null;
    readonly window: 'clock_hour' | 'incident' | 'period' | null;
    readonly text: string | null;
  } | null;
  readonly base: CreditBase;
  readonly caps: readonly Cap[];
  readonly minimum: Minimum | null;
}
