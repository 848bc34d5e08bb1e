import type { Piece, Tone } from '../document/blocks.ts';
import { status } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';

type Outcome = ReconciliationRecord['claims'][number]['outcome'];
type InvoiceStatus = ReconciliationRecord['invoices'][number]['status'];
type Kind = ReconciliationRecord['received'][number]['kind'];

export const OUTCOMES: { readonly [name in Outcome]: readonly [string, Tone] } = {
  paid: ['paid', 'good'],
  'short-paid': ['short-paid', 'bad'],
  overpaid: ['overpaid', 'open'],
  missing: ['missing', 'bad'],
  'not-yet-due': ['not yet due', 'quiet'],
  undetermined: ['undetermined', 'open'],
};

const INVOICES: { readonly [name in InvoiceStatus]: readonly [string, Tone] } = {
  agrees: ['agrees', 'good'],
  differs: ['differs', 'bad'],
  undetermined: ['undetermined', 'open'],
};

const KINDS: { readonly [name in Kind]: readonly [string, Tone] } = {
  certain: ['certain', 'good'],
  possible: ['possible', 'open'],
  open: ['by amount', 'open'],
  other: ['another credit', 'quiet'],
};

/** `paid`, or `paid, possible` where it is not certain that the credit is for this claim. */
export function outcomePiece({ outcome, certainty }: ReconciliationRecord['claims'][number]): Piece {
  const [name, tone] = OUTCOMES[outcome];
  return certainty === 'possible' && outcome !== 'undetermined'
    ? status(`${name}, possible`, tone === 'good' ? 'open' : tone)
    : status(name, tone);
}

export function invoicePiece(name: InvoiceStatus): Piece {
  return status(...INVOICES[name]);
}

export function kindPiece(name: Kind): Piece {
  return status(...KINDS[name]);
}
