import { covers } from '../../records/field-path.ts';
import type { Origin } from '../../records/issue.ts';
import type { Edition, Evidence } from '../../records/terms.ts';

export { covers };

/**
 * How well the text of one field is known: the entry with the longest path that is the field or lies above it, else
 * the edition's default, whose `field` is empty because it covers everything.
 *
 * @param path field path inside an edition, `commitments.instance.credits.tiered.tiers`; list items by their id
 */
export function evidenceOf(edition: Pick<Edition, 'evidence' | 'evidence_default'>, path: string): Evidence {
  let best: Evidence | undefined;
  for (const entry of edition.evidence) {
    if (covers(entry.field, path) && entry.field.length >= (best?.field.length ?? 0)) best = entry;
  }
  return best ?? { field: '', ...edition.evidence_default };
}

/** Whether a field known this well may yield a figure. The two weakest grades may not, unless the user trusts the field by name. */
export function yieldsFigure(evidence: Pick<Evidence, 'grade'>): boolean {
  return evidence.grade !== 'general_knowledge' && evidence.grade !== 'not_found';
}

/** Where a field stands in its terms file (or in the overlay that changed it): the place of the field, else of what is above it. */
export function placeOf(edition: Pick<Edition, 'places'>, path: string): Origin | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const place = edition.places?.get(at);
    if (place) return place;
  }
  return undefined;
}
