/** How well the text of a field is known, best first. The last two never yield a figure unless the user trusts the field. */
export const EVIDENCE_GRADES = [
  'negotiated',
  'vendor_page',
  'vendor_archive',
  'vendor_docs',
  'transcript',
  'mirror',
  'third_party',
  'synthesis',
  'general_knowledge',
  'not_found',
] as const;

export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/**
 * `none`: no SLA was in force in this span; `unknown`: there is a document whose text was not seen; `draft`: read by
 * machine and confirmed by nobody, so that no figure comes of it.
 */
export const EDITION_STATUSES = ['in_force', 'none', 'withdrawn', 'unknown', 'draft'] as const;

export type EditionStatus = (typeof EDITION_STATUSES)[number];
