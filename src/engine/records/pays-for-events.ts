import type { CreditRule } from './credit-rule.ts';

/**
 * Whether a rule pays for what the user states as events, and not for time that a log shows: lost data, the run time
 * that a crash cost, a part that came late.
 */
export function paysForEvents({ basis, pays_for }: Pick<CreditRule, 'basis' | 'pays_for'>): boolean {
  if (basis === 'event' || pays_for === 'data_loss' || pays_for === 'lost_runtime') return true;
  return pays_for === 'delay' && basis === 'incident';
}
