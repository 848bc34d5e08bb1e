import { derived, type Figure, measured } from '../../records/figure.ts';
import { formulaNames, type KnownName } from '../../records/formula-names.ts';
import { type Exact, exact, max, ZERO } from '../../values/exact.ts';
import { computeFormula } from '../../values/formula/compute.ts';
import { parseFormula } from '../../values/formula/parse.ts';
import { seconds } from '../../values/interval.ts';
import { daysOf } from '../../values/period.ts';
import { numberOf } from '../applying/facts-as-numbers.ts';
import { baseOf } from '../money/base.ts';
import { undetermined, unpaid } from '../money/percent-credit.ts';
import { usualHour } from '../money/time-price.ts';
import type { Rule } from '../rule.ts';

type Input = Parameters<(typeof rule)['compute']>[0];

const SIXTY = exact(60);
const HOUR_SECONDS = exact(3600);
const LABEL = 'Credit by formula';

/** An amount by the contract's own expression, computed exactly. Without downtime nothing is owed, whatever it would give. */
export const rule: Rule<'formula'> = {
  kind: 'formula',
  compute(input) {
    const { expression } = input.rule;
    if (input.at === null && input.downtime.value?.n === 0n)
      return unpaid(input, LABEL, 'no downtime', [input.downtime]);
    const reading = parseFormula(expression, formulaNames(input.rule));
    // Terms whose formula cannot be read are refused on load.
    if (!reading.ok) return undetermined(input, LABEL, reading.problem);
    const figures = new Map(reading.formula.names.map((name) => [name, figureOf(name, input)]));
    const inputs = [...figures.values()];
    const computed = computeFormula(reading.formula, (name) => figures.get(name)?.value ?? null);
    if (computed.value === null) {
      const open = inputs.find((figure) => figure.value === null);
      return undetermined(input, LABEL, open?.formula ?? computed.why, inputs);
    }
    const credit = derived({
      id: `${input.id}.credit`,
      label: LABEL,
      value: max(ZERO, computed.value),
      unit: input.currency,
      formula: computed.value.compare(ZERO) < 0 ? `${expression}, which is below nothing` : expression,
      inputs,
      clause: input.cite(`${input.field}.expression`, expression),
    });
    return { credit, says: `by the formula ${expression}` };
  },
};

function figureOf(name: string, input: Input): Figure {
  if (Object.hasOwn(KNOWN, name)) return KNOWN[name as KnownName](input);
  const isTarget = name === 'target' && !input.rule.facts.includes(name);
  const value = isTarget ? input.rule.target : numberOf(input.attributes, name);
  return measured({
    id: `${input.id}.${isTarget ? '' : 'facts.'}${name}`,
    label: name.replaceAll('_', ' '),
    value,
    unit: isTarget ? 'percent' : 'count',
    formula: isTarget
      ? 'as the terms say'
      : value
        ? `${name}, as the case states it`
        : `the formula needs ${name}; state it as a number`,
    clause: isTarget ? input.cite(`${input.field}.target`, 'the target') : undefined,
  });
}

const KNOWN: { readonly [name in KnownName]: (input: Input) => Figure } = {
  base: baseOf,
  uptime: ({ uptime }) => uptime,
  hourly_price: (input) => usualHour(input),
  downtime_hours: (input) => inUnit(input, 'downtime_hours', input.downtime.value?.div(HOUR_SECONDS) ?? null, 'hours'),
  downtime_minutes: (input) => inUnit(input, 'downtime_minutes', input.downtime.value?.div(SIXTY) ?? null, 'minutes'),
  month_days: (input) => ofMonth(input, 'month_days', exact(daysOf(input.month)), 'count'),
  month_minutes: (input) => ofMonth(input, 'month_minutes', seconds(input.month).div(SIXTY), 'minutes'),
};

function inUnit({ id, downtime }: Input, name: string, value: Exact | null, unit: string): Figure {
  const formula = value ? `downtime in ${unit}` : downtime.formula;
  return derived({ id: `${id}.${name}`, label: `Downtime in ${unit}`, value, unit, formula, inputs: [downtime] });
}

function ofMonth({ id, month }: Input, name: string, value: Exact, unit: string): Figure {
  return derived({
    id: `${id}.${name}`,
    label: name.replaceAll('_', ' '),
    value,
    unit,
    formula: `${month.id} in ${month.zone}`,
  });
}
