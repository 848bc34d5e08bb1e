import type { Cap, Minimum } from '../../records/credit-rule.ts';
import { derived, type Figure, measured } from '../../records/figure.ts';
import { exact, HUNDRED, toText, ZERO } from '../../values/exact.ts';
import { totalSeconds } from '../../values/interval.ts';
import type { RuleInput } from '../rule.ts';
import { baseSpec, windowed } from './base.ts';
import { precedingThirtyDays } from './longer-base.ts';
import { priceOfTime, usualHour } from './time-price.ts';

/** What a limit is one of: a single outage or event, or the whole period. */
export type Reach = 'each' | 'period';

/**
 * The credit after its caps and its minimum, of one outage or of the period. The smallest cap counts; a cap whose
 * amount is unknown leaves the credit undetermined.
 */
export function limited(credit: Figure, input: RuleInput, reaches: readonly Reach[]): Figure {
  return withMinimum(capped(credit, input, reaches), input, reaches);
}

function reachOf({ per }: Cap | Minimum): Reach {
  return per === 'period' ? 'period' : 'each';
}

function capped(credit: Figure, input: RuleInput, reaches: readonly Reach[]): Figure {
  return input.rule.caps.reduce((amount, cap, index) => {
    // Nothing stays nothing under any cap, known or not.
    if (!reaches.includes(reachOf(cap)) || amount.value === null || amount.value.n === 0n) return amount;
    const limit = capAmount(cap, index, input);
    const bites = limit.value !== null && amount.value.compare(limit.value) > 0;
    const within = limit.value === null ? null : amount.value;
    return derived({
      id: `${input.id}.capped${index === 0 ? '' : index + 1}`,
      label: 'Credit after cap',
      value: bites ? limit.value : within,
      unit: input.currency,
      formula: limit.value === null ? limit.formula : bites ? 'the cap applies' : 'below the cap',
      inputs: [amount, limit],
    });
  }, credit);
}

/** The credit after its minimum: nothing, or the minimum itself, below it; which one may be a reading. */
function withMinimum(credit: Figure, input: RuleInput, reaches: readonly Reach[]): Figure {
  const { minimum } = input.rule;
  if (minimum === null || !reaches.includes(reachOf(minimum)) || credit.value === null || credit.value.n === 0n)
    return credit;
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

function capAmount(cap: Cap, index: number, input: RuleInput): Figure {
  const id = `${input.id}.cap${index === 0 ? '' : index + 1}`;
  const clause = input.cite(`${input.field}.caps`, describe(cap));
  if (cap.amount)
    return measured({ id, label: 'Cap', value: cap.amount, unit: input.currency, formula: 'as the terms say', clause });
  if (cap.hours) {
    const rate = hourOf(input, `${id}.rate`);
    return derived({
      id,
      label: 'Cap',
      value: rate.value?.mul(cap.hours) ?? null,
      unit: input.currency,
      formula: rate.value ? `${toText(cap.hours)} hours × price of an hour` : rate.formula,
      inputs: [rate],
      clause,
    });
  }
  const of = chargesOf(cap, `${id}.of`, input, clause);
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

/** The price of an hour of what was priced: over its own time where it has some. */
function hourOf(input: RuleInput, id: string): Figure {
  const time = totalSeconds(input.counted).div(exact(3600));
  if (time.n === 0n) return usualHour(input, id);
  const cost = priceOfTime(input.counted, { ...input, id });
  return derived({
    id,
    label: 'Price of an hour',
    value: cost.value?.div(time) ?? null,
    unit: input.currency,
    formula: cost.value ? 'price of that time ÷ its hours' : cost.formula,
    inputs: [cost],
  });
}

function chargesOf(cap: Cap, id: string, input: RuleInput, clause: Figure['clause'] & object): Figure {
  const spec = baseSpec(input);
  const first = input.down[0]?.begin ?? input.at;
  if (cap.window === 'preceding_30_days' && first !== null)
    return input.pricing.spent(precedingThirtyDays(first), spec, id, input.choices);
  if (cap.window === 'previous_month')
    return input.pricing.base({ ...spec, window: 'previous_month', level: 'account' }, id, input.choices, clause);
  return windowed({ ...spec, window: cap.window ?? spec.window }, id, clause, input);
}

function describe(cap: Cap): string {
  if (cap.amount) return `at most ${toText(cap.amount)} per ${cap.per}`;
  if (cap.hours) return `at most the price of ${toText(cap.hours)} hours per ${cap.per}`;
  return `at most ${toText(cap.value ?? HUNDRED)} % of ${cap.percent_of ?? 'the base'}${cap.window ? `, ${cap.window.replaceAll('_', ' ')}` : ''}, per ${cap.per}`;
}
