import { derived, type Figure, measured } from '../../records/figure.ts';
import { type Exact, exact, max, toText, ZERO } from '../../values/exact.ts';
import { daysOf } from '../../values/period.ts';
import { numberOf } from '../applying/facts-as-numbers.ts';
import { percentCredit, undetermined } from '../money/percent-credit.ts';
import type { Rule } from '../rule.ts';

type Input = Parameters<(typeof rule)['compute']>[0];

const THOUSAND = exact(1000);

/** A percentage of the base for each separate failure beyond a number of them, or beyond a rate for the GPUs under contract. */
export const rule: Rule<'per_failure'> = {
  kind: 'per_failure',
  compute(input) {
    const label = 'Credit for failures';
    if (input.downtime.value === null) return undetermined(input, label, input.downtime.formula, [input.downtime]);
    const allowed = allowance(input);
    if (allowed.value === null) return undetermined(input, label, allowed.formula, [allowed]);
    const failures = derived({
      id: `${input.id}.failures`,
      label: 'Failures',
      value: exact(input.counted.length),
      unit: 'count',
      formula: `separate outages in ${input.month.id}`,
      inputs: [input.downtime],
    });
    const beyond = derived({
      id: `${input.id}.beyond`,
      label: 'Failures beyond the allowance',
      value: max(ZERO, exact(input.counted.length).sub(allowed.value)),
      unit: 'count',
      formula: 'failures − allowance',
      inputs: [failures, allowed],
    });
    const each = input.rule.percent;
    const percent = measured({
      id: `${input.id}.percent`,
      label: 'Credit percentage',
      value: (beyond.value as Exact).mul(each),
      unit: 'percent',
      formula: (beyond.value as Exact).n > 0n ? `failures beyond × ${toText(each)}` : 'no failure beyond the allowance',
      inputs: [beyond],
      clause: input.cite(
        `${input.field}.percent`,
        `${toText(each)} % of the base for each failure beyond the allowance`,
      ),
    });
    return percentCredit(input, percent, label, `${toText(beyond.value as Exact)} failures beyond the allowance`);
  },
};

/** Whole failures that are free: a rate comes to a part of a failure, which allows none or a whole one by the reading. */
function allowance(input: Input): Figure {
  const { count, per_thousand_gpu_days: rate } = input.rule.allowance;
  const parts = { id: `${input.id}.allowance`, label: 'Failures allowed', unit: 'count' };
  const clause = input.cite(
    `${input.field}.allowance`,
    rate ? `${toText(rate)} failures for each thousand GPU-days` : `${toText(count ?? ZERO)} failures a period`,
  );
  if (!rate) return measured({ ...parts, value: count ?? ZERO, formula: 'as the terms say', clause });
  const stated = numberOf(input.attributes, 'contracted_gpus');
  if (!stated)
    return derived({
      ...parts,
      value: null,
      formula: 'the allowance counts GPU-days; state contracted_gpus as a number',
      clause,
    });
  const gpus = measured({
    id: `${parts.id}.gpus`,
    label: 'GPUs under contract',
    value: stated,
    unit: 'gpus',
    formula: 'contracted_gpus, as the case states it',
  });
  const days = daysOf(input.month);
  const free = rate.mul(stated).mul(exact(days)).div(THOUSAND);
  const isUp = input.choices.failure_allowance !== 'down';
  return derived({
    ...parts,
    value: isUp ? free.ceil() : free.floor(),
    formula: `${toText(rate)} × GPUs × ${days} days ÷ 1000, rounded ${isUp ? 'up' : 'down'} to whole failures`,
    inputs: [gpus],
    clause,
  });
}
