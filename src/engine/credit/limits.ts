import type { Cap, CreditCommon } from '../records/credit-rule.ts';
import { derived, type Figure, measured } from '../records/figure.ts';
import { HUNDRED, toText, ZERO } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { Cite } from './clause.ts';
import { type Pricing, precedingThirtyDays } from './pricing.ts';
import type { Choices } from './questions.ts';

export interface LimitInput {
  readonly rule: CreditCommon;
  readonly id: string;
  readonly field: string;
  readonly currency: string;
  readonly month: Interval;
  readonly down: readonly Interval[];
  readonly pricing: Pricing;
  readonly choices: Choices;
  readonly cite: Cite;
}

/** The credit after its caps: the smallest of them all. A cap whose amount is unknown leaves the credit undetermined. */
export function capped(credit: Figure, input: LimitInput): Figure {
  return input.rule.caps.reduce((amount, cap, index) => {
    const limit = capAmount(cap, index, input);
    if (amount.value === null) return amount;
    const id = `${input.id}.capped${index === 0 ? '' : index + 1}`;
    if (limit.value === null)
      return derived({
        id,
        label: 'Credit after cap',
        value: null,
        unit: input.currency,
        formula: limit.formula,
        inputs: [amount, limit],
      });
    const bites = amount.value.compare(limit.value) > 0;
    const value = bites ? limit.value : amount.value;
    return derived({
      id,
      label: 'Credit after cap',
      value,
      unit: input.currency,
      formula: bites ? 'the cap applies' : 'below the cap',
      inputs: [amount, limit],
    });
  }, credit);
}

/** The credit after its minimum: nothing, or the minimum itself, below it; which one may be a reading. */
export function withMinimum(credit: Figure, input: LimitInput): Figure {
  const { minimum } = input.rule;
  if (minimum === null || credit.value === null || credit.value.n === 0n) return credit;
  const id = `${input.id}.minimum`;
  if (minimum.currency !== input.currency) {
    const formula = `the minimum is ${toText(minimum.amount)} ${minimum.currency}; no exchange rate is given`;
    return derived({ id, label: 'Credit after minimum', value: null, unit: input.currency, formula, inputs: [credit] });
  }
  const order = credit.value.compare(minimum.amount);
  if (minimum.strict ? order > 0 : order >= 0) return credit;
  const below = minimum.below === 'ambiguous' ? (input.choices.minimum_below ?? 'no_credit') : minimum.below;
  const says = `${minimum.strict ? 'only credits above' : 'no credit below'} ${toText(minimum.amount)} ${minimum.currency}`;
  return derived({
    id,
    label: 'Credit after minimum',
    value: below === 'raise_to' ? minimum.amount : ZERO,
    unit: input.currency,
    formula: below === 'raise_to' ? 'raised to the minimum' : 'below the minimum: not issued',
    inputs: [credit],
    clause: input.cite(`${input.field}.minimum`, says),
  });
}

function capAmount(cap: Cap, index: number, input: LimitInput): Figure {
  const id = `${input.id}.cap${index === 0 ? '' : index + 1}`;
  const clause = input.cite(`${input.field}.caps`, describe(cap));
  if (cap.amount)
    return measured({ id, label: 'Cap', value: cap.amount, unit: input.currency, formula: 'as the terms say', clause });
  if (cap.hours)
    return derived({
      id,
      label: 'Cap',
      value: null,
      unit: input.currency,
      formula: 'a cap in hours is not computed by this version',
      clause,
    });
  const first = input.down[0];
  const spec = input.rule.base;
  const of =
    cap.window === 'preceding_30_days' && first
      ? input.pricing.spent(precedingThirtyDays(first.begin), spec, `${id}.of`, input.choices)
      : cap.window === 'previous_month'
        ? input.pricing.base({ ...spec, window: 'previous_month', level: 'account' }, `${id}.of`, input.choices, clause)
        : input.pricing.base(spec, `${id}.of`, input.choices, clause);
  const percent = cap.value ?? HUNDRED;
  const value = of.value?.mul(percent).div(HUNDRED) ?? null;
  return derived({
    id,
    label: 'Cap',
    value,
    unit: input.currency,
    formula: value ? `${toText(percent)} % of these charges` : of.formula,
    inputs: [of],
    clause,
  });
}

function describe(cap: Cap): string {
  if (cap.amount) return `at most ${toText(cap.amount)} per ${cap.per}`;
  if (cap.hours) return `at most ${toText(cap.hours)} hours per ${cap.per}`;
  return `at most ${toText(cap.value ?? HUNDRED)} % of ${cap.percent_of ?? 'the base'}${cap.window ? `, ${cap.window.replaceAll('_', ' ')}` : ''}, per ${cap.per}`;
}
