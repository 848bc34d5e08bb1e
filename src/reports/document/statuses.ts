import type { ReportCredit, ReportLoss } from '../report-schema.ts';
import type { Piece, Tone } from './blocks.ts';
import { status } from './phrases.ts';

const STATUSES: { readonly [name in ReportCredit['status']]: readonly [string, Tone] } = {
  claimable: ['claimable', 'good'],
  'insufficient-evidence': ['insufficient evidence', 'open'],
  undetermined: ['undetermined', 'open'],
  forfeited: ['forfeited', 'bad'],
  'not-met': ['no breach', 'quiet'],
  'not-covered': ['not covered', 'quiet'],
  'no-sla': ['no SLA in force', 'quiet'],
};

export function statusPiece(name: ReportCredit['status']): Piece {
  return status(...STATUSES[name]);
}

const ATTRIBUTIONS: { readonly [name in ReportLoss['buckets'][number]['attribution']]: readonly [string, Tone] } = {
  outage: ['outage', 'quiet'],
  customer: ['customer', 'open'],
  unclear: ['unclear', 'open'],
};

/** Who normally bears a bucket. */
export function attributionPiece(name: ReportLoss['buckets'][number]['attribution']): Piece {
  return status(...ATTRIBUTIONS[name]);
}

const GRADES = { measured: 'quiet', derived: 'quiet', assumed: 'open' } as const;

export function gradePiece(grade: keyof typeof GRADES): Piece {
  return status(grade, GRADES[grade]);
}

/** How well the text of a clause is known, in words. The vendor's own words and the customer's document need none. */
export function evidenceWords(grade: string): string | null {
  return BELOW_VENDOR.get(grade) ?? (VENDOR.has(grade) ? null : 'a source of unknown grade');
}

const VENDOR = new Set(['vendor_page', 'vendor_archive', 'vendor_docs', 'negotiated']);
const BELOW_VENDOR = new Map([
  ['transcript', "a transcript of the vendor's page"],
  ['mirror', "a mirror of the vendor's page"],
  ['third_party', "a third party's reading of the vendor's page"],
  ['synthesis', 'a synthesis of several sources'],
  ['general_knowledge', 'general knowledge, not verified'],
  ['per_field', 'each clause has its own source'],
  ['not_found', 'a text that was not seen'],
]);
