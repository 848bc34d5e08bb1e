/** What a formula of a contract can speak of without the user's saying anything. */
const KNOWN = [
  'base',
  'downtime_hours',
  'downtime_minutes',
  'hourly_price',
  'month_days',
  'month_minutes',
  'uptime',
] as const;

export type KnownName = (typeof KNOWN)[number];

/** Every name that an expression may hold: what is measured, the target where the rule has one, the facts it asks for. */
export function formulaNames(rule: { readonly target: unknown; readonly facts: readonly string[] }): string[] {
  return [...new Set([...KNOWN, ...(rule.target === null ? [] : ['target']), ...rule.facts])].sort();
}
