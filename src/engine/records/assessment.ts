import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { BillFile } from './charge.ts';
import type { Clause, Figure, Grade, Range } from './figure.ts';
import type { ClusterCost } from './gpu.ts';
import type { Issue, Origin } from './issue.ts';
import type { EdgeBasis, Scope } from './outage.ts';
import type { Overspend } from './overspend.ts';
import type { TerminationRight } from './termination-right.ts';
import type { Stacking, UnitLevel } from './terms.ts';

export type AssessmentStatus =
  | 'claimable'
  | 'not-met'
  | 'not-covered'
  | 'no-sla'
  | 'forfeited'
  | 'undetermined'
  | 'insufficient-evidence';

/** One event: the outages that carry one reference, or that overlap in time and scope. */
export interface Incident {
  readonly id: string;
  readonly vendor: string;
  readonly title: string;
  /** References of the vendor or the customer by which it can be named, beside its id. */
  readonly references?: readonly string[];
  readonly span: Interval;
  readonly cause: string | null;
  readonly services: readonly string[];
  readonly scopes: readonly Scope[];
  /** Union of the vendor's spans, of the customer's spans, and the time inside the incident that nobody watched. */
  readonly declaredSeconds: Figure;
  readonly observedSeconds: Figure;
  readonly unknownSeconds: Figure;
  /** From the first observed (else declared) minute to the vendor's first word. null value: never, or not known. */
  readonly acknowledgedAfterSeconds: Figure;
  readonly beginBasis: EdgeBasis;
  readonly endBasis: EdgeBasis;
  readonly open: boolean;
  readonly blastRadius: {
    readonly services: readonly string[];
    readonly regions: readonly string[];
    readonly zones: readonly string[];
    readonly resources: readonly string[];
    readonly runs: readonly string[];
    readonly gpus: number;
  };
  readonly origins: readonly Origin[];
}

export interface ReadingOutcome {
  /** Subject of the reading: `evidence`, `month_zone`, `stacking`, ... */
  readonly name: string;
  readonly value: string;
  /** What it means, for people. */
  readonly says: string;
  /** The credit if this reading is taken and all others stay at their default. */
  readonly credit: Figure;
  readonly isDefault: boolean;
}

export interface Deadline {
  readonly step: string;
  /** Last safe day (or instant, where the rule counts hours), in the contract's zone. */
  readonly date: string;
  readonly at: Instant;
  readonly anchor: string;
  readonly reading: string | null;
  readonly conservative: boolean;
  readonly event: 'received' | 'sent';
  /** When the step was taken, as the case states it; null: it does not say. */
  readonly done: Instant | null;
  /** Taken after the last safe day, or not taken and that day is past. */
  readonly missed: boolean;
  readonly clause: Clause;
}

/** What one credit rule gives for one unit and period. */
export interface RuleOutcome {
  readonly rule: string;
  readonly automatic: boolean;
  readonly credit: Range;
  readonly says: string;
  readonly clause: Clause;
}

/** One promise, for one unit, in one period. */
export interface CreditAssessment {
  readonly id: string;
  readonly incidents: readonly string[];
  readonly terms: string;
  readonly edition: string;
  readonly commitment: string;
  readonly scope: { readonly level: UnitLevel; readonly id: string; readonly unit: string };
  readonly period: (Interval & { readonly id: string; readonly zone: string }) | null;
  readonly status: AssessmentStatus;
  /** Why the status is what it is, in a sentence. */
  readonly because: string;
  /** Seconds. */
  readonly downtime: Range | null;
  /** Percent, unrounded. */
  readonly uptime: Range | null;
  /** `[99.0, 99.5) → 10 %` as printed in the contract, under the default readings. */
  readonly tier: string | null;
  readonly base: Figure | null;
  /** What can be claimed now: zero unless the status is `claimable`; a null value is undetermined. */
  readonly credit: Range;
  /** What the contract says of credits for several of the vendor's services; null: nothing. */
  readonly separateServices: Stacking['separate_services'];
  /** What it would be worth if what is missing were supplied. null where nothing is missing. */
  readonly worth: Range | null;
  readonly rules: readonly RuleOutcome[];
  readonly readings: readonly ReadingOutcome[];
  readonly deadlines: readonly Deadline[];
  readonly evidence: { readonly required: readonly string[]; readonly missing: readonly string[] };
  readonly clauses: readonly Clause[];
  /** Fields that a negotiated document laid over the public text. */
  readonly negotiated: readonly Clause[];
  /** Why this edition, and what the terms call open that no reading computes. */
  readonly notes: readonly string[];
}

export type BucketKind =
  | 'aborted_step'
  | 'detect'
  | 'outage_idle'
  | 'queue'
  | 'restart_load'
  | 'failed_load_attempt'
  | 'warmup_excess'
  | 'rework'
  | 'rework_extra_corrupt'
  | 'rework_normal_saves'
  | 'degraded_excess'
  | 'extra_save_stall'
  | 'reconfigure'
  | 'reschedule_on_spare'
  | 'node_unavailable'
  | 'other_jobs_idle'
  | 'cover_cost'
  | 'avoided_unbilled';

/** Who normally bears a bucket. `unclear` says that the records do not decide it. */
export type Attribution = 'outage' | 'customer' | 'unclear';

export interface LossBucket {
  readonly kind: BucketKind;
  /** For people: `hang until detected`. */
  readonly says: string;
  readonly span: Interval | null;
  readonly gpus: Figure;
  readonly seconds: Figure;
  readonly gpuHours: Figure;
  /** null value: the rate is unknown, so the cost is undetermined. */
  readonly cost: Figure;
  readonly grade: Grade;
  readonly attribution: Attribution;
  /** Cash leaves the house for it (billed hours, cover); otherwise it is capacity already paid for. */
  readonly cash: boolean;
}

/** What one incident cost one run, or the GPUs of a pool that belonged to no run. */
export interface RunLoss {
  readonly id: string;
  /** Id of the run, or name of the pool. */
  readonly run: string;
  /** Absent: a run. */
  readonly of?: 'run' | 'pool';
  /** null: no incident of the case is known to be why, so that it is in no total of the summary. */
  readonly incident: string | null;
  readonly gpus: Figure;
  readonly usdPerGpuHour: Figure;
  readonly buckets: readonly LossBucket[];
  readonly gpuHours: Figure;
  /** null value: bottom-up and top-down differ by more than a step, or a price is missing; `because` says which. */
  readonly total: Figure;
  readonly cash: Figure;
  readonly nonCash: Figure;
  /** Parts of the total by who normally bears them. */
  readonly byAttribution: { readonly [who in Attribution]: Figure };
  /** Wall-clock delay of the run: end of the last completed step until that step is reached again, plus slow tail. */
  readonly delaySeconds: Figure;
  readonly status: 'measured' | 'accrued' | 'undetermined';
  readonly because: string;
  /** Facts of the timeline for people: last step done, checkpoint restored, and which line gave each. */
  readonly facts: readonly Figure[];
  /** Rework in seconds that a run which is not resumed still stands to lose; null or absent where that is no question. */
  readonly atRisk?: Range | null;
}

/** A loss the user states, with its document: staff hours, egress, cover. */
export interface OtherLoss {
  readonly id: string;
  readonly says: string;
  readonly document: string;
  readonly amount: Figure;
  readonly cash: boolean;
}

export interface Assessment {
  readonly case: { readonly name: string; readonly asOf: Instant; readonly currency: string };
  readonly incidents: readonly Incident[];
  readonly credits: readonly CreditAssessment[];
  /** Absent: no contract of the case names such a right. */
  readonly terminationRights?: readonly TerminationRight[];
  readonly losses: readonly RunLoss[];
  readonly otherLosses: readonly OtherLoss[];
  /** One for each incident whose spending was looked at; empty without a bill. In no total of the summary. */
  readonly overspend: readonly Overspend[];
  /** What the GPUs cost. Absent: nobody asked. */
  readonly clusters?: readonly ClusterCost[];
  readonly bills: readonly BillFile[];
  readonly summary: {
    readonly credit: Range;
    readonly worth: Range | null;
    readonly loss: {
      readonly total: Figure;
      readonly cash: Figure;
      readonly nonCash: Figure;
      readonly gpuHours: Figure;
    };
    readonly coverage: Range;
    readonly uncovered: Range;
    readonly nextDeadline: { readonly date: string; readonly claim: string } | null;
  };
  /** Readings that were settled by the user. */
  readonly settled: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
}
