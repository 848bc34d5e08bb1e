import type { CreditRule, CreditRuleKind } from '../records/credit-rule.ts';
import type { Figure } from '../records/figure.ts';
import type { Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import type { Pricing } from './money/pricing.ts';
import type { Cite } from './promise/clause.ts';
import type { Choices } from './readings/questions.ts';

/** What a credit rule is given: the downtime of one unit in one period, or one outage or stated event of it, under one set of readings. */
export interface RuleInput<R extends CreditRule = CreditRule> {
  readonly rule: R;
  /** Prefix of the rule's figures. */
  readonly id: string;
  /** Path of the rule in the terms file. */
  readonly field: string;
  readonly currency: string;
  readonly month: Month;
  /** Spans that count as downtime after every test of the metric; of a stated event, what it spans. */
  readonly counted: readonly Interval[];
  /** The same before run tests and minute rounding: clipped, joined, proved exclusions off. */
  readonly down: readonly Interval[];
  /** Time that an earlier rule has already made free of charge. */
  readonly waived: readonly Interval[];
  /** Seconds, with the log entries it rests on. */
  readonly downtime: Figure;
  readonly uptime: Figure;
  /** Further windows of the contract that were missed, e.g. a day with too much downtime. Absent: none. */
  readonly missed?: readonly Figure[];
  /** When the stated event happened that is paid for; null: what is paid for is downtime. */
  readonly at: Instant | null;
  readonly pricing: Pricing;
  readonly attributes: Readonly<Record<string, string>>;
  readonly choices: Choices;
  readonly cite: Cite;
}

export interface RuleResult {
  /** Unrounded; a null value is undetermined, and the formula says why. */
  readonly credit: Figure;
  /** What the rule found, in a few words: `[99.0, 99.5) → 10 %`. */
  readonly says: string;
  /** What the percentage was taken of, for rules that take one. */
  readonly base?: Figure;
  /** Time made free of charge, so that no later rule refunds it again. */
  readonly waived?: readonly Interval[];
}

/** How one kind of credit rule computes. */
export interface Rule<K extends CreditRuleKind = CreditRuleKind> {
  readonly kind: K;
  compute(input: RuleInput<Extract<CreditRule, { rule: K }>>): RuleResult;
}
