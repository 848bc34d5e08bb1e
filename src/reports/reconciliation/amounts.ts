import { fromText } from '../../engine/values/exact.ts';
import type { Piece } from '../document/blocks.ts';
import { words } from '../document/phrases.ts';
import { asText } from '../escape/text.ts';
import { showNumber } from '../show.ts';

/** An amount of the record in a column that names the currency; `place` is where it stands. */
export function money(text: string | null, currency: string, place: string): Piece {
  const value = text === null ? undefined : fromText(text);
  return value ? { kind: 'figure', ref: place, text: asText(showNumber(value, currency)) } : words('unknown');
}

/** The same where no amount is no question: nothing was received. */
export function moneyIfAny(text: string | null, currency: string, place: string): Piece {
  return text === null ? words('') : money(text, currency, place);
}
