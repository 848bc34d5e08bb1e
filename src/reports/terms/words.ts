import type { Edition, EvidenceGrade } from '../../engine/records/terms.ts';
import type { Block, Piece, Tone } from '../document/blocks.ts';
import { say, status } from '../document/phrases.ts';

const GRADES: Readonly<Record<EvidenceGrade, string>> = {
  vendor_page: 'vendor page',
  vendor_archive: 'vendor archive',
  vendor_docs: 'vendor docs',
  transcript: 'transcript',
  mirror: 'mirror',
  third_party: 'third party',
  synthesis: 'synthesis',
  negotiated: 'negotiated',
  general_knowledge: 'hearsay',
  not_found: 'not known',
};

/** What a grade means, for the list of sources. */
export const GRADE_MEANS: Readonly<Record<EvidenceGrade, string>> = {
  vendor_page: 'the vendor’s own page',
  vendor_archive: 'an archived copy of the vendor’s page',
  vendor_docs: 'the vendor’s documentation',
  transcript: 'a transcript of the vendor’s document, by others',
  mirror: 'a copy of the vendor’s text, kept by others',
  third_party: 'what third parties say of it',
  synthesis: 'drawn from several sources',
  negotiated: 'your own document',
  general_knowledge: 'hearsay: no figure rests on it',
  not_found: 'not known: no figure rests on it',
};

export function gradeName(grade: EvidenceGrade): string {
  return GRADES[grade];
}

const STATUSES: Readonly<Record<Edition['status'], readonly [string, Tone]>> = {
  in_force: ['in force', 'good'],
  none: ['no SLA', 'bad'],
  withdrawn: ['withdrawn', 'open'],
  unknown: ['not seen', 'open'],
  draft: ['draft', 'open'],
};

export function statusPiece(name: Edition['status']): Piece {
  return status(...STATUSES[name]);
}

export function statusName(name: Edition['status']): string {
  return STATUSES[name][0];
}

/** What a reader of a draft must know before anything else. */
export function draftNote(name: Edition['status']): Block[] {
  if (name !== 'draft') return [];
  return [
    {
      kind: 'note',
      text: say`A draft: read by machine and confirmed by nobody. Compare each clause with the contract before you rely on it.`,
    },
  ];
}
