import { derived, measured } from '../../records/figure.ts';
import { toText } from '../../values/exact.ts';
import { isOneOf } from '../facts.ts';
import type { Rule } from '../rule.ts';

/** A multiple of what the outage's time cost (UpCloud 50 times, TensorDock 10 or 5 times by class of host). */
export const rule: Rule<'multiplier'> = {
  kind: 'multiplier',
  compute(input) {
    const { rule: terms, attributes, choices } = input;
    const by = terms.multiplier_by;
    const fact = by ? (attributes[by.attribute] ?? choices[`attribute:${by.attribute}`]) : undefined;
    const named =
      by && fact !== undefined ? Object.entries(by.values).find(([value]) => isOneOf([value], fact)) : undefined;
    const times = by ? (named?.[1] ?? null) : terms.multiplier;
    const supported = terms.duration === 'total' && terms.duration_factor === null && terms.duration_round === null;
    if (times === null || !supported) {
      const why = supported
        ? 'the multiplier depends on a fact that was not stated'
        : `a duration counted as ${terms.duration} is not computed by this version`;
      return {
        credit: derived({
          id: `${input.id}.credit`,
          label: 'Multiple of the price',
          value: null,
          unit: input.currency,
          formula: why,
        }),
        says: why,
      };
    }
    const factor = measured({
      id: `${input.id}.multiplier`,
      label: 'Multiplier',
      value: times,
      unit: 'count',
      formula: fact ? `for ${fact.replaceAll('_', ' ')}` : 'as the terms say',
      clause: input.cite(
        `${input.field}.${by ? 'multiplier_by' : 'multiplier'}`,
        `${toText(times)} times the price of the time lost`,
      ),
    });
    const cost = input.pricing.priceOf(input.counted, terms.base, `${input.id}.cost`, choices);
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'Multiple of the price',
      value: cost.value?.mul(times) ?? null,
      unit: input.currency,
      formula: cost.value ? 'multiplier × price of the downtime' : cost.formula,
      inputs: [factor, cost, input.downtime],
    });
    return { credit, says: `${toText(times)} × the price of the downtime` };
  },
};
