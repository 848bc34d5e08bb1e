import type { CreditRule, CreditRuleKind } from '../../records/credit-rule.ts';
import { derived, type Figure } from '../../records/figure.ts';
import type { Edition } from '../../records/terms.ts';
import { minorPlaces } from '../../values/currency.ts';
import { type Exact, max, min, roundTo, sum, ZERO } from '../../values/exact.ts';
import type { Choices } from '../readings/questions.ts';

export interface RuleEvaluation {
  readonly rule: CreditRule;
  readonly credit: Figure;
  readonly says: string;
  readonly base?: Figure;
}

export interface Combining {
  readonly id: string;
  readonly stacking: Edition['stacking'];
  readonly choices: Choices;
  readonly currency: string;
}

/** What makes time free of charge, or gives back what it cost. */
const REFUNDS: readonly CreditRuleKind[] = ['waive_unit', 'pro_rata'];
/** Shares of the base. Together they are at most the whole of it; a multiple of the price may be more by its own words. */
const SHARES: readonly CreditRuleKind[] = ['tiers', 'flat_percent', 'step', 'linear_shortfall', 'per_failure'];

/**
 * The remedies together. Hours that are not charged, and charges refunded for other time, concern different minutes and
 * add up; whether a tier credit comes on top of them is what the contract says, or a reading where it is silent.
 */
export function combine(
  results: readonly RuleEvaluation[],
  { id: prefix, stacking, choices, currency }: Combining,
): Figure {
  const unknown = results.find((result) => result.credit.value === null);
  const inputs = results.map((result) => result.credit);
  const id = `${prefix}.total`;
  if (unknown)
    return derived({ id, label: 'Credit', value: null, unit: currency, formula: unknown.credit.formula, inputs });
  const levels = stacking.same_incident_levels;
  const adds = levels === 'sum' || (levels === null && choices.stacking === 'sum');
  const of = (fits: (rule: CreditRule) => boolean) =>
    results.filter(({ rule }) => fits(rule)).map(({ credit }) => credit.value as Exact);
  const shares = of(isShare);
  const multiples = of((rule) => !REFUNDS.includes(rule.rule) && !isShare(rule));
  const refund = sum(of(({ rule }) => REFUNDS.includes(rule)));
  const waiver = sum(of(({ rule }) => rule === 'waive_unit'));
  const paid = paidFor(results);
  const bound = (amount: Exact) => (paid && shares.length > 0 ? min(amount, paid) : amount);
  // What is not charged automatically is never in question; only what must be asked for competes.
  const combined = adds
    ? bound(sum(shares).add(refund)).add(sum(multiples))
    : max(bound(max(ZERO, ...shares).add(waiver)), bound(refund), max(ZERO, ...multiples).add(waiver));
  const places = minorPlaces(currency);
  const how = adds
    ? 'sum of the remedies'
    : 'the better of tier credit and refund of charges, with hours not charged in both';
  return derived({
    id,
    label: 'Credit',
    value: roundTo(combined, places),
    unit: currency,
    formula: `${results.length > 1 ? how : 'the remedy'}, rounded half-up to ${places} places`,
    inputs,
  });
}

function isShare(rule: CreditRule): boolean {
  return SHARES.includes(rule.rule);
}

/** Nobody gets back more than was paid: a 100 % row and free hours of the same month overlap. */
function paidFor(results: readonly RuleEvaluation[]): Exact | null {
  const bases = results.flatMap(({ rule, base }) => (base?.value && isShare(rule) ? [base.value] : []));
  const [first, ...rest] = bases;
  return first ? max(ZERO, first, ...rest) : null;
}
