import type { CreditRule } from '../../records/credit-rule.ts';
import { type Exact, parseDecimal } from '../../values/exact.ts';

/** A fact that counts something, `contracted_gpus: 512`; null where it is not stated, or is no number. */
export function numberOf(facts: Readonly<Record<string, string>>, name: string): Exact | null {
  return (Object.hasOwn(facts, name) && parseDecimal(facts[name] as string)) || null;
}

/** Numbers without which a rule gives no figure. */
export function numbersNeeded(rule: CreditRule): readonly string[] {
  if (rule.rule === 'formula') return rule.facts;
  return rule.rule === 'per_failure' && rule.allowance.per_thousand_gpu_days ? ['contracted_gpus'] : [];
}

/** Those, and the numbers that a rule takes from the bill where nobody states them. */
export function numbersKnown(rule: CreditRule): readonly string[] {
  const ofYear = rule.base.window === 'annual_div_12' || rule.caps.some((cap) => cap.window === 'annual_div_12');
  return ofYear ? [...numbersNeeded(rule), 'annual_charge'] : numbersNeeded(rule);
}
