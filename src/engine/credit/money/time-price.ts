import { derived, type Figure } from '../../records/figure.ts';
import { exact } from '../../values/exact.ts';
import type { Instant } from '../../values/instant.ts';
import { type Interval, totalSeconds } from '../../values/interval.ts';
import type { RuleInput } from '../rule.ts';
import { baseSpec } from './base.ts';

const HOUR = 3_600_000;
const HOUR_SECONDS = exact(3600);

type Input = Pick<RuleInput, 'rule' | 'id' | 'currency' | 'attributes' | 'choices' | 'pricing' | 'counted' | 'at'>;

/** What the unit cost during the spans: at the price of each of those hours, or at that of the first where the terms say so. */
export function priceOfTime(spans: readonly Interval[], input: Input): Figure {
  const id = `${input.id}.cost`;
  const spec = baseSpec(input);
  const [first] = spans;
  if (spec.rate_at === null || !first) return input.pricing.priceOf(spans, spec, id, input.choices);
  const rate = priceOfHour(first.begin, input);
  const hours = derived({
    id: `${id}.hours`,
    label: 'Hours',
    value: totalSeconds(spans).div(HOUR_SECONDS),
    unit: 'hours',
    formula: 'length of the spans',
  });
  return derived({
    id,
    label: 'What that time cost',
    value: rate.value && hours.value ? rate.value.mul(hours.value) : null,
    unit: input.currency,
    formula: rate.value ? 'hours × price of the hour in which the outage began' : rate.formula,
    inputs: [hours, rate],
  });
}

/** The price of one hour of the unit: of the clock hour that holds the instant. */
export function priceOfHour(at: Instant, input: Input, id = `${input.id}.rate`): Figure {
  const begin = at - (at % HOUR);
  return input.pricing.priceOf([{ begin, end: begin + HOUR }], baseSpec(input), id, input.choices);
}

/** The price of an hour for what is not priced by its own time: around the event, or over the outages. */
export function usualHour(input: Input, id = `${input.id}.rate`): Figure {
  if (input.at !== null) {
    // The unit ran in the hour before; the hour of the event itself may be billed in part.
    const before = priceOfHour(input.at - HOUR, input, id);
    return before.value ? before : priceOfHour(input.at, input, id);
  }
  const [first] = input.counted;
  if (first) return priceOfHour(first.begin, input, id);
  return derived({ id, label: 'Price of an hour', value: null, unit: input.currency, formula: 'no hour to price' });
}
