import type { Charge, ChargeSelector, SelectorColumn } from './records/charge.ts';
import type { Commitment } from './records/terms.ts';

/** Whether every column the selector names holds one of its values. An empty selector matches everything. */
export function matchesSelector(selector: ChargeSelector, charge: Charge): boolean {
  return Object.entries(selector).every(([column, patterns]) =>
    matchesAny(patterns ?? [], charge[column as SelectorColumn]),
  );
}

export function matchesOneOf(selectors: readonly ChargeSelector[], charge: Charge): boolean {
  return selectors.some((selector) => matchesSelector(selector, charge));
}

/** Whether a commitment speaks of the charge: one of its selectors takes it in, none of its exclusions takes it out. */
export function isCovered(
  { covers, excluded_resources }: Pick<Commitment, 'covers' | 'excluded_resources'>,
  charge: Charge,
): boolean {
  return matchesOneOf(covers.charges, charge) && !matchesOneOf(excluded_resources, charge);
}

/** Whether the text is one of the patterns; `*` stands for any text, case does not matter. A null matches nothing. */
export function matchesAny(patterns: readonly string[], text: string | null): boolean {
  return text !== null && patterns.some((pattern) => matchesPattern(pattern.toLowerCase(), text.toLowerCase()));
}

// Walked by hand, not as a regular expression: patterns come from files, and a walk cannot backtrack without bound.
function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
