import type { CreditRule } from '../../records/credit-rule.ts';
import type { Commitment } from '../../records/terms.ts';
import { type Exact, max, min } from '../../values/exact.ts';

/** When a promise is broken, as its file says it. */
export function signalsOf({ metric }: Commitment): string {
  const said = metric.signals.map(({ id, down_when }) => down_when ?? id.replaceAll('_', ' '));
  return said.length === 0 ? 'what counts as down is not stated' : `down when ${said.join('; or ')}`;
}

/** The most that a rule pays, in percent of its base; null where that cannot be said in percent. */
export function mostOf(rule: CreditRule): Exact | null {
  const rows = rule.rule === 'tiers' ? [rule, ...rule.levels].flatMap(({ tiers }) => tiers ?? []) : [];
  const [first, ...rest] = rows.map(({ percent }) => percent);
  const top = rule.rule === 'flat_percent' ? rule.percent : first ? max(first, ...rest) : null;
  const caps = rule.caps.flatMap(({ value }) => (value ? [value] : []));
  const [cap, ...caps_] = caps;
  if (top === null) return cap ? min(cap, ...caps_) : null;
  return min(top, ...caps);
}
