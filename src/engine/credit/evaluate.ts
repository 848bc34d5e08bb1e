import type { CreditRule } from '../records/credit-rule.ts';
import { derived, type Figure } from '../records/figure.ts';
import { paysForEvents } from '../records/pays-for-events.ts';
import type { StatedEvent } from '../records/stated-event.ts';
import type { Edition } from '../records/terms.ts';
import { type Interval, union } from '../values/interval.ts';
import { applyRule } from './applying/apply-rule.ts';
import { combine, type RuleEvaluation } from './applying/combine.ts';
import { UNSEEN } from './applying/table-row.ts';
import { type MeasuredUptime, type MeasuringInput, measureUptime } from './measuring/measure-uptime.ts';
import type { Pricing } from './money/pricing.ts';
import { weakFields } from './promise/clause.ts';
import { unsupportedIn } from './promise/unsupported.ts';
import type { Choices } from './readings/questions.ts';
import type { RuleResult } from './rule.ts';
import { inMonth, speaksOfRule, touchesMonth } from './units/stated-events.ts';

export interface EvaluationInput extends MeasuringInput {
  readonly edition: Edition;
  readonly pricing: Pricing;
  readonly trusted: readonly string[];
  readonly currency: string;
  /** What the user states of the unit beside its outages. */
  readonly events: readonly StatedEvent[];
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
  const { id, edition, commitment, choices, currency } = input;
  const measured = measureUptime(input);
  const { downtime, uptime } = measured;
  const results: RuleEvaluation[] = [];
  let waived: readonly Interval[] = [];
  for (const rule of inOrder(input)) {
    const field = `commitments.${commitment.id}.credits.${rule.id}`;
    const events = inMonth(statedFor(rule, input), input.month);
    const result =
      withoutFigure(input, rule, field, measured) ??
      orMissedWindow(
        applyRule({ ...input, ...measured, rule, id: `${id}.${rule.id}`, field, waived, at: null }, events),
        rule,
        measured,
      );
    results.push({ rule, credit: result.credit, says: result.says, base: result.base });
    waived = union([...waived, ...(result.waived ?? [])]);
  }
  const total = combine(results, { id, stacking: edition.stacking, choices, currency });
  return { choices, downtime, uptime, rules: results, total };
}

/**
 * Rules that are in force in the month, and of those that pay for events the ones whose events the user states: nothing
 * else shows them. Those that make time free of charge go first: what was not charged is not refunded.
 */
function inOrder(input: EvaluationInput): CreditRule[] {
  const { month } = input;
  const inForce = input.commitment.credits.filter(
    (rule) =>
      (rule.effective_from === null || rule.effective_from < month.end) &&
      // The same rules under every reading of where the month begins, so that their credits can be compared.
      (!paysForEvents(rule) || statedFor(rule, input).some((event) => touchesMonth(event, month))),
  );
  const isFirst = (rule: CreditRule) => rule.rule === 'waive_unit';
  return [...inForce.filter(isFirst), ...inForce.filter((rule) => !isFirst(rule))];
}

function statedFor(rule: CreditRule, { events, commitment }: EvaluationInput): StatedEvent[] {
  return events.filter((event) => speaksOfRule(event, commitment, rule));
}

/** Why a rule gives no figure: its text is hearsay that the user does not trust by name, or it says what is not computed. */
function withoutFigure(
  input: EvaluationInput,
  rule: CreditRule,
  field: string,
  measured: MeasuredUptime,
): RuleResult | undefined {
  const { edition, commitment, trusted } = input;
  const target = [`${field}.target`, `commitments.${commitment.id}.metric`];
  const isUnseen = rule.rule === 'tiers' && rule.tiers === null && rule.levels.length === 0;
  // A table that was not seen says so itself, better than a grade does. A target that was kept needs no table.
  if (isUnseen && (rule.target === null || weakFields(edition, target, trusted).length === 0)) return undefined;
  const own = [field, ...Object.keys(rule).map((key) => `${field}.${key}`)];
  const fields = paysForEvents(rule) ? own : [...own, `commitments.${commitment.id}.metric`];
  const [weak] = weakFields(edition, fields, trusted);
  const unsupported = unsupportedIn(commitment, rule);
  const open = rule.rule === 'none' || paysForEvents(rule) ? null : measured.open;
  if (!weak && !unsupported && open === null) return undefined;
  const why = isUnseen
    ? UNSEEN
    : weak
      ? `${weak} is not known from a source that can be cited; --trust ${weak} overrides this`
      : unsupported
        ? `this version does not compute ${unsupported}`
        : (open ?? '');
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

/** A promise with a further window is broken when only that one was missed; what a table of uptimes then pays, nobody can say. */
function orMissedWindow(result: RuleResult, rule: CreditRule, { missed: [window] }: MeasuredUptime): RuleResult {
  if (!window || rule.rule === 'none' || paysForEvents(rule) || result.credit.value?.n !== 0n) return result;
  const why = `${window.formula}; which credit that earns the text does not say`;
  return {
    ...result,
    says: why,
    credit: { ...result.credit, value: null, formula: why, inputs: [...result.credit.inputs, window] },
  };
}
