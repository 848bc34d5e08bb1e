import { derived, type Figure, measured } from '../../records/figure.ts';
import { exact, HUNDRED, toText } from '../../values/exact.ts';
import { totalSeconds } from '../../values/interval.ts';
import { allowanceSeconds, beyondFree } from '../measuring/allowed-time.ts';
import { priceOfTime, usualHour } from '../money/time-price.ts';
import { isOneOf } from '../promise/facts.ts';
import type { Rule } from '../rule.ts';

type Input = Parameters<(typeof rule)['compute']>[0];

const HOUR_SECONDS = exact(3600);
const LABEL = 'Multiple of the price';

/**
 * A multiple of what time cost: the outage's (UpCloud 50 times, TensorDock 10 or 5 by class of host), what lies beyond
 * an allowance, the run time that a crash cost; for lost data, of one hour.
 */
export const rule: Rule<'multiplier'> = {
  kind: 'multiplier',
  compute(input) {
    const parts = { id: `${input.id}.credit`, label: LABEL, unit: input.currency };
    const factor = multiple(input);
    if (factor.value === null)
      return { credit: derived({ ...parts, value: null, formula: factor.formula }), says: factor.formula };
    const { cost, what } = priced(input);
    const credit = derived({
      ...parts,
      value: cost.value?.mul(factor.value) ?? null,
      formula: cost.value ? `multiplier × price of ${what}` : cost.formula,
      inputs: [factor, cost, input.downtime],
    });
    return { credit, says: `${toText(factor.value)} × the price of ${what}` };
  },
};

function multiple({ id, field, rule: { multiplier, multiplier_by: by }, attributes, choices, cite }: Input): Figure {
  const fact = by ? (attributes[by.attribute] ?? choices[`attribute:${by.attribute}`]) : undefined;
  const named =
    by && fact !== undefined ? Object.entries(by.values).find(([value]) => isOneOf([value], fact)) : undefined;
  const value = by ? (named?.[1] ?? null) : multiplier;
  const parts = { id: `${id}.multiplier`, label: 'Multiplier', value, unit: 'count' };
  if (value === null) return derived({ ...parts, formula: 'the multiplier depends on a fact that was not stated' });
  return measured({
    ...parts,
    formula: fact ? `for ${fact.replaceAll('_', ' ')}` : 'as the terms say',
    clause: cite(
      `${field}.${by ? 'multiplier_by' : 'multiplier'}`,
      `${toText(value)} times the price of the time lost`,
    ),
  });
}

/** What is multiplied: the price of some time, or of one hour. */
function priced(input: Input): { cost: Figure; what: string } {
  const { rule: terms, at, counted } = input;
  const isTimeless = terms.duration === 'total' && (terms.pays_for === 'data_loss' || terms.pays_for === 'downtime');
  if (at !== null && isTimeless) return { cost: usualHour(input, `${input.id}.cost`), what: 'one hour' };
  if (at !== null && counted.length === 0) return { cost: withoutBegin(input), what: 'the time lost' };
  if (terms.duration === 'since_last_start')
    return { cost: lengthened(input), what: 'the run time since the last start' };
  if (terms.duration === 'total')
    return { cost: lengthened(input), what: at === null ? 'the downtime' : 'the time lost' };
  const percent = terms.allowance_percent ?? HUNDRED.sub(terms.target ?? HUNDRED);
  const beyond = { ...input, counted: beyondFree(counted, allowanceSeconds(percent, input)) };
  return { cost: lengthened(beyond), what: `the downtime beyond ${toText(percent)} % of the period` };
}

/** The price of the time, or of its length after the contract's factor and rounding. */
function lengthened(input: Input): Figure {
  const { duration_factor: factor, duration_round: round } = input.rule;
  const id = `${input.id}.cost`;
  if (round === null) {
    const cost = priceOfTime(input.counted, input);
    if (factor === null) return cost;
    return derived({
      id: `${id}.longer`,
      label: 'Price of the longer time',
      value: cost.value?.mul(factor) ?? null,
      unit: input.currency,
      formula: cost.value ? `price of the time × ${toText(factor)}` : cost.formula,
      inputs: [cost],
      clause: input.cite(`${input.field}.duration_factor`, `the time counts ${toText(factor)} times`),
    });
  }
  if (input.counted.length === 0) return priceOfTime([], input);
  const exactHours = totalSeconds(input.counted)
    .mul(factor ?? exact(1))
    .div(HOUR_SECONDS);
  const hours = derived({
    id: `${input.id}.hours`,
    label: 'Hours counted',
    value: exactHours.ceil(),
    unit: 'hours',
    formula: `duration${factor ? ` × ${toText(factor)}` : ''}, up to the full hour`,
    inputs: [input.downtime],
    clause: input.cite(`${input.field}.duration_round`, 'the time is rounded up to full hours'),
  });
  const rate = usualHour(input);
  return derived({
    id,
    label: 'Price of the hours counted',
    value: rate.value && hours.value ? rate.value.mul(hours.value) : null,
    unit: input.currency,
    formula: rate.value ? 'hours × price of an hour' : rate.formula,
    inputs: [hours, rate],
  });
}

function withoutBegin({ id, currency, downtime }: Input): Figure {
  return derived({
    id: `${id}.cost`,
    label: 'What that time cost',
    value: null,
    unit: currency,
    formula: 'the event is stated without its `begin`, so nobody knows how much time was lost',
    inputs: [downtime],
  });
}
