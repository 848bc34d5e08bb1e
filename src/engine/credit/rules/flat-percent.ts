import { measured } from '../../records/figure.ts';
import { toText, ZERO } from '../../values/exact.ts';
import { isMet } from '../applying/table-row.ts';
import { percentCredit, undetermined } from '../money/percent-credit.ts';
import type { Rule } from '../rule.ts';

/** One percentage of the base, however long it lasted: for a promise that was missed, for each outage, or for each stated event. */
export const rule: Rule<'flat_percent'> = {
  kind: 'flat_percent',
  compute(input) {
    const { target, percent } = input.rule;
    const label = 'Flat credit';
    const { missed, says } = judged(input);
    if (missed === null) return undetermined(input, label, says, [input.uptime]);
    const share = measured({
      id: `${input.id}.percent`,
      label: 'Credit percentage',
      value: missed ? percent : ZERO,
      unit: 'percent',
      formula: says,
      inputs: [target ? input.uptime : input.downtime, ...(input.missed ?? [])],
      clause: input.cite(`${input.field}.percent`, `${toText(percent)} % of the base, once`),
    });
    return percentCredit(input, share, label, says);
  },
};

function judged({
  rule: { target },
  at,
  uptime,
  downtime,
  missed: [window] = [],
}: Parameters<(typeof rule)['compute']>[0]): {
  missed: boolean | null;
  says: string;
} {
  if (at !== null) return { missed: true, says: 'a stated event' };
  if (window) return { missed: true, says: window.formula };
  if (target === null) {
    if (downtime.value === null) return { missed: null, says: 'the downtime is undetermined' };
    return downtime.value.n > 0n
      ? { missed: true, says: 'the promise was missed' }
      : { missed: false, says: 'no downtime' };
  }
  if (uptime.value === null) return { missed: null, says: 'the uptime is undetermined' };
  return isMet(target, uptime.value)
    ? { missed: false, says: `commitment of ${toText(target)} % met` }
    : { missed: true, says: `below ${toText(target)} %` };
}
