import type { Edition } from '../../engine/records/terms.ts';
import { fieldPathsOf, matchingFields } from './field-path.ts';

/**
 * Entries that speak of many fields at once (`commitments.*.metric.partial_minutes`) as one entry for each field there
 * is. What is said of a field by its name wins over what is said of all; of two that say it of all, the first.
 */
export function spread(edition: Edition): Edition {
  const known = [...fieldPathsOf(edition).keys()];
  const everywhere = <T extends { readonly field: string }>(
    entries: readonly T[],
    keyOf: (entry: T) => string,
  ): T[] => {
    const named = entries.filter(({ field }) => !field.includes('*'));
    const spreadOut = entries
      .filter(({ field }) => field.includes('*'))
      .flatMap((entry) => matchingFields(entry.field, known).map((field) => ({ ...entry, field })));
    const first = new Map<string, T>();
    for (const entry of [...named, ...spreadOut]) if (!first.has(keyOf(entry))) first.set(keyOf(entry), entry);
    return [...first.values()];
  };
  return {
    ...edition,
    evidence: everywhere(edition.evidence, (entry) => entry.field),
    ambiguity: everywhere(edition.ambiguity, (entry) => `${entry.subject} ${entry.field}`),
  };
}
