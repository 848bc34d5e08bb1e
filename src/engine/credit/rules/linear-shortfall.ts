import { derived, measured } from '../../records/figure.ts';
import { type Exact, max, ONE, toText, ZERO } from '../../values/exact.ts';
import { percentCredit, undetermined } from '../money/percent-credit.ts';
import type { Rule } from '../rule.ts';

/** For each percentage point below the target, one percent of the base (ionstream) or as many as the terms say (reshapex 5). */
export const rule: Rule<'linear_shortfall'> = {
  kind: 'linear_shortfall',
  compute(input) {
    const { target, percent_per_point: perPoint } = input.rule;
    const uptime = input.uptime.value;
    if (uptime === null) return undetermined(input, 'Shortfall credit', 'the uptime is undetermined', [input.uptime]);
    const shortfall = derived({
      id: `${input.id}.shortfall`,
      label: 'Percentage points below the target',
      value: max(ZERO, target.sub(uptime)),
      unit: 'percent',
      formula: uptime.compare(target) < 0 ? `${toText(target)} − uptime` : `commitment of ${toText(target)} % met`,
      inputs: [input.uptime],
      clause: input.cite(
        `${input.field}.target`,
        `${toText(perPoint ?? ONE)} % of the base for each point below ${toText(target)} %`,
      ),
    });
    const percent = measured({
      id: `${input.id}.percent`,
      label: 'Credit percentage',
      value: (shortfall.value as Exact).mul(perPoint ?? ONE),
      unit: 'percent',
      formula: uptime.compare(target) < 0 ? `points below × ${toText(perPoint ?? ONE)}` : shortfall.formula,
      inputs: [shortfall],
    });
    return percentCredit(input, percent, 'Shortfall credit', shortfall.formula);
  },
};
