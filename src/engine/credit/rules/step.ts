import { derived, measured } from '../../records/figure.ts';
import { type Exact, exact, HUNDRED, max, toText, ZERO } from '../../values/exact.ts';
import { allowanceSeconds } from '../measuring/allowed-time.ts';
import { percentCredit, undetermined } from '../money/percent-credit.ts';
import type { Rule } from '../rule.ts';

/**
 * A percentage for each step of time beyond what is free: the allowance of the period, then a grace (OVHcloud: 5 % for
 * each hour beyond 0.5 % of the month; GPUYard: 10 % once twelve hours are over, and 10 % for each twelve more).
 */
export const rule: Rule<'step'> = {
  kind: 'step',
  compute(input) {
    const { step, allowance_percent: allowed } = input.rule;
    const time = input.downtime.value;
    if (time === null) return undetermined(input, 'Step credit', input.downtime.formula, [input.downtime]);
    const free = allowed ? allowanceSeconds(allowed, input) : ZERO;
    const beyond = derived({
      id: `${input.id}.beyond`,
      label: 'Time beyond what is free',
      value: max(ZERO, time.sub(free).sub(step.grace_s)),
      unit: 'seconds',
      formula: ['duration', ...freeText(allowed, step.grace_s)].join(' − '),
      inputs: [input.downtime],
      clause: input.cite(`${input.field}.step`, stepText(input.rule)),
    });
    const over = beyond.value as Exact;
    const partial = step.partial === 'unspecified' ? input.choices.partial_step : step.partial;
    const exactSteps = over.div(step.size_s);
    const steps = derived({
      id: `${input.id}.steps`,
      label: 'Steps',
      value: partial === 'ceil' ? exactSteps.ceil() : exactSteps.floor(),
      unit: 'count',
      formula: `time beyond ÷ ${toText(step.size_s)} s, ${partial === 'ceil' ? 'a part counts as a whole step' : 'full steps only'}`,
      inputs: [beyond],
    });
    const first = over.n > 0n ? (step.first_percent ?? ZERO) : ZERO;
    const percent = measured({
      id: `${input.id}.percent`,
      label: 'Credit percentage',
      value: first.add((steps.value as Exact).mul(step.percent)),
      unit: 'percent',
      formula:
        over.n > 0n
          ? `${step.first_percent ? `${toText(first)} + ` : ''}steps × ${toText(step.percent)}`
          : 'nothing beyond what is free',
      inputs: [steps],
    });
    return percentCredit(input, percent, 'Step credit', `${toText(steps.value as Exact)} steps beyond what is free`);
  },
};

function freeText(allowed: Exact | null, grace: Exact): string[] {
  return [
    ...(allowed ? [`${toText(allowed)} % of the period`] : []),
    ...(grace.n > 0n ? [`grace of ${toText(grace.div(exact(60)))} min`] : []),
  ];
}

function stepText({
  step,
  allowance_percent: allowed,
}: {
  step: { size_s: Exact; percent: Exact };
  allowance_percent: Exact | null;
}): string {
  const beyond = allowed ? ` beyond ${toText(HUNDRED.sub(allowed))} % of the period` : '';
  return `${toText(step.percent)} % for each ${toText(step.size_s.div(exact(60)))} minutes${beyond}`;
}
