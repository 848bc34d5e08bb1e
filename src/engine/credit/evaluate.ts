import type { CreditRule } from '../records/credit-rule.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Edition } from '../records/terms.ts';
import { minorPlaces } from '../values/currency.ts';
import { type Exact, max, min, roundTo, sum, ZERO } from '../values/exact.ts';
import { clip, type Interval, union } from '../values/interval.ts';
import type { Month } from '../values/period.ts';
import { weakFields } from './clause.ts';
import { capped, type LimitInput, withMinimum } from './limits.ts';
import { type MeasuringInput, measureUptime } from './measure-uptime.ts';
import type { Pricing } from './pricing.ts';
import type { Choices } from './questions.ts';
import { rules } from './registry.ts';
import type { Rule, RuleInput, RuleResult } from './rule.ts';
import { unsupportedIn } from './unsupported.ts';

export interface EvaluationInput extends MeasuringInput {
  readonly edition: Edition;
  readonly pricing: Pricing;
  readonly trusted: readonly string[];
  readonly currency: string;
}

export interface RuleEvaluation {
  readonly rule: CreditRule;
  readonly credit: Figure;
  readonly says: string;
  readonly base?: Figure;
}

/** What one unit earns in one month under one set of readings. */
export interface Evaluation {
  readonly choices: Choices;
  readonly downtime: Figure;
  readonly uptime: Figure;
  readonly rules: readonly RuleEvaluation[];
  /** Rounded to the currency once, here. A null value is undetermined. */
  readonly total: Figure;
}

/**
 * The order of the arithmetic (design.md section 8): clip, join, take off proved exclusions, test runs, sum, exact
 * ratio, row by the unrounded value, base times percent, caps, minimum, round once.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const { id, commitment, choices, currency } = input;
  const { down, counted, downtime, uptime } = measureUptime(input);
  const results: RuleEvaluation[] = [];
  let waived: readonly Interval[] = [];
  for (const rule of inOrder(commitment.credits, input.month)) {
    const field = `commitments.${commitment.id}.credits.${rule.id}`;
    const result =
      withoutFigure(input, rule, field) ??
      apply({ ...input, rule, id: `${id}.${rule.id}`, field, counted, down, waived, downtime, uptime });
    results.push({ rule, credit: result.credit, says: result.says, base: result.base });
    waived = union([...waived, ...(result.waived ?? [])]);
  }
  return { choices, downtime, uptime, rules: results, total: total(results, input, currency) };
}

/** Rules for downtime that are in force in the month: lost data or lost runtime is no downtime, and needs its own proof. Those that make time free of charge go first: what was not charged is not refunded. */
function inOrder(credits: readonly CreditRule[], { end }: Month): CreditRule[] {
  const inForce = credits.filter(
    (rule) => rule.pays_for === 'downtime' && (rule.effective_from === null || rule.effective_from < end),
  );
  const isFirst = (rule: CreditRule) => rule.rule === 'waive_unit';
  return [...inForce.filter(isFirst), ...inForce.filter((rule) => !isFirst(rule))];
}

/** Why a rule gives no figure: its text is hearsay that the user does not trust by name, or it says what is not computed. */
function withoutFigure(input: EvaluationInput, rule: CreditRule, field: string): RuleResult | undefined {
  const { edition, commitment, trusted } = input;
  // A table that was not seen says so itself, better than a grade does.
  if (rule.rule === 'tiers' && rule.tiers === null && rule.levels.length === 0) return undefined;
  const fields = [field, ...Object.keys(rule).map((key) => `${field}.${key}`), `commitments.${commitment.id}.metric`];
  const [weak] = weakFields(edition, fields, trusted);
  const unsupported = unsupportedIn(commitment, rule);
  if (!weak && !unsupported) return undefined;
  const why = weak
    ? `${weak} is not known from a source that can be cited; --trust ${weak} overrides this`
    : `this version does not compute ${unsupported}`;
  const credit = derived({
    id: `${input.id}.${rule.id}.credit`,
    label: 'Credit',
    value: null,
    unit: input.currency,
    formula: why,
    clause: input.cite(weak ?? field, weak ? 'not verified' : why),
  });
  return { credit, says: why };
}

/** A rule that pays for each incident is computed, capped and held to its minimum for each outage alone. */
function apply(input: RuleInput & Pick<LimitInput, 'month'>): RuleResult {
  const { rule, counted, id } = input;
  if (rule.basis === 'period' || counted.length < 2) return limited(input);
  const parts = counted.map((span, index) =>
    limited({ ...input, id: `${id}.${index + 1}`, counted: [span], down: clip(input.down, span) }),
  );
  const open = parts.find((part) => part.credit.value === null);
  const credit = derived({
    id: `${id}.incidents`,
    label: 'Credit of all outages',
    value: open ? null : sum(parts.map((part) => part.credit.value as Exact)),
    unit: input.currency,
    formula: open?.credit.formula ?? `sum over ${parts.length} outages, each judged alone`,
    inputs: parts.map((part) => part.credit),
  });
  return { credit, says: parts.map((part) => part.says).join('; ') };
}

function limited(input: RuleInput & Pick<LimitInput, 'month'>): RuleResult {
  const result = compute(input);
  return { ...result, credit: withMinimum(capped(result.credit, input), input) };
}

function compute(input: RuleInput): RuleResult {
  const rule = rules.find((candidate) => candidate.kind === input.rule.rule) as Rule | undefined;
  if (rule) return rule.compute(input as never);
  const why = `this version does not compute ${input.rule.rule.replaceAll('_', ' ')} credits`;
  return {
    credit: derived({ id: `${input.id}.credit`, label: 'Credit', value: null, unit: input.currency, formula: why }),
    says: why,
  };
}

/**
 * The remedies together. Hours that are not charged, and charges refunded for other time, concern different minutes and
 * add up; whether a tier credit comes on top of them is what the contract says, or a reading where it is silent.
 */
function total(results: readonly RuleEvaluation[], input: EvaluationInput, currency: string): Figure {
  const unknown = results.find((result) => result.credit.value === null);
  const inputs = results.map((result) => result.credit);
  const id = `${input.id}.total`;
  if (unknown)
    return derived({ id, label: 'Credit', value: null, unit: currency, formula: unknown.credit.formula, inputs });
  const stacking = input.edition.stacking.same_incident_levels;
  const adds = stacking === 'sum' || (stacking === null && input.choices.stacking === 'sum');
  const amount = (kinds: (rule: CreditRule) => boolean) =>
    sum(results.filter((result) => kinds(result.rule)).map((result) => result.credit.value as Exact));
  const refund = amount((rule) => rule.rule === 'waive_unit' || rule.rule === 'pro_rata');
  const waiver = amount((rule) => rule.rule === 'waive_unit');
  const others = results
    .filter((result) => !['waive_unit', 'pro_rata'].includes(result.rule.rule))
    .map((result) => result.credit.value as Exact);
  const tiered = adds ? sum(others) : max(ZERO, ...others);
  // What is not charged automatically is never in question; only what must be asked for competes.
  const combined = adds ? tiered.add(refund) : max(tiered.add(waiver), refund);
  // Nobody gets back more than was paid: a 100 % row and free hours of the same month overlap.
  const paid = results.find((result) => result.base?.value)?.base?.value ?? null;
  const value = roundTo(paid && others.length > 0 ? min(combined, max(paid, ZERO)) : combined, minorPlaces(currency));
  return derived({
    id,
    label: 'Credit',
    value,
    unit: currency,
    formula: `${results.length > 1 ? (adds ? 'sum of the remedies' : 'the better of tier credit and refund of charges, with hours not charged in both') : 'the remedy'}, rounded half-up to ${minorPlaces(currency)} places`,
    inputs,
  });
}
