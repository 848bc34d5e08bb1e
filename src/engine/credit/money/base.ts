import type { CreditBase } from '../../records/credit-rule.ts';
import { type Clause, derived, type Figure, measured } from '../../records/figure.ts';
import { exact } from '../../values/exact.ts';
import { numberOf } from '../applying/facts-as-numbers.ts';
import { checkCondition, type Facts } from '../promise/facts.ts';
import type { RuleInput } from '../rule.ts';

export type BaseInput = Pick<
  RuleInput,
  'rule' | 'id' | 'field' | 'attributes' | 'choices' | 'pricing' | 'counted' | 'at' | 'cite'
> & {
  readonly currency: string;
};

/** The base of a rule for this unit: its level is another one where the facts of the unit say so. */
export function baseSpec({
  rule: { base },
  attributes,
}: {
  rule: { base: CreditBase };
  attributes: Facts;
}): CreditBase {
  const other = base.switch.find(({ when }) => checkCondition(when, attributes) === 'holds');
  return other ? { ...base, level: other.level } : base;
}

/** What a percentage of the rule is taken of, as a figure. */
export function baseOf(input: BaseInput): Figure {
  const spec = baseSpec(input);
  const switched = spec.level === input.rule.base.level ? '' : `, at the level of the ${spec.level}`;
  return windowed(spec, `${input.id}.base`, input.cite(`${input.field}.base`, `${spec.says}${switched}`), input);
}

/** Charges of a base in its window: the month, the one before, thirty days before the outage, a twelfth of a year. */
export function windowed(spec: CreditBase, id: string, clause: Clause, input: BaseInput): Figure {
  const { pricing, choices } = input;
  if (spec.window === 'annual_div_12') {
    const stated = statedYear(spec, id, clause, input);
    if (stated) return stated;
  }
  const before = input.counted[0]?.begin ?? input.at ?? undefined;
  const base = pricing.base(spec, id, choices, clause, before);
  if (spec.rate_at === null || base.value === null) return base;
  // A bill holds amounts, and the price of one hour only around the outages.
  return {
    ...base,
    grade: 'assumed',
    formula: `${base.formula}, at the prices billed; the terms take the price when the outage began, which is another one only where it changed in that time`,
  };
}

function statedYear(spec: CreditBase, id: string, clause: Clause, { attributes, currency }: BaseInput): Figure | null {
  const year = numberOf(attributes, 'annual_charge');
  if (!year) return null;
  const charge = measured({
    id: `${id}.year`,
    label: 'Annual charge',
    value: year,
    unit: currency,
    formula: 'annual_charge, as the case states it',
  });
  return derived({
    id,
    label: `Base: ${spec.says}`,
    value: year.div(exact(12)),
    unit: currency,
    formula: 'annual charge ÷ 12',
    inputs: [charge],
    clause,
  });
}
