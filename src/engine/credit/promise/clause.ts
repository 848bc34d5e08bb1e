import { covers } from '../../records/field-path.ts';
import type { Clause } from '../../records/figure.ts';
import type { Edition, Terms } from '../../records/terms.ts';
import { evidenceOf, placeOf, yieldsFigure } from './evidence.ts';

/** Cites a field of an edition: `cite('claim.steps', 'received by the end of the second billing cycle')`. */
export type Cite = (field: string, says: string) => Clause;

export function citing(terms: Terms, edition: Edition): Cite {
  return (field, says) => {
    const evidence = evidenceOf(edition, field);
    const override = terms.overridden.find((entry) => covers(entry.field, field) || covers(field, entry.field));
    return {
      terms: `${terms.id}@${edition.edition}`,
      field,
      says: override ? `${says} (negotiated: ${override.document})` : says,
      grade: override ? 'negotiated' : evidence.grade,
      url: evidence.url ?? terms.document.url ?? undefined,
      origin: override?.origin ?? placeOf(edition, field) ?? terms.origin,
    };
  };
}

/** The fields among these that are too weakly known to yield a figure, unless the user trusts them by name. */
export function weakFields(edition: Edition, fields: readonly string[], trusted: readonly string[]): string[] {
  return fields.filter(
    (field) => !yieldsFigure(evidenceOf(edition, field)) && !trusted.some((path) => covers(path, field)),
  );
}
