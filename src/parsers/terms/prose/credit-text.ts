import type { Exact } from '../../../engine/values/exact.ts';
import { PERCENT, readPercent } from './numbers.ts';

/** What a cell or the end of a line says is paid. */
export type WrittenCredit =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'percent';
      readonly percent: Exact;
      /** What it is a percentage of, as written; empty where the cell does not say. */
      readonly of: string;
      /** Something is paid on top, or the percentage is not all there is to it. */
      readonly more: boolean;
    }
  | { readonly kind: 'pro_rata' }
  | { readonly kind: 'other' };

const NONE = /^(?:no(?:ne|t applicable|\s+(?:service\s+)?credits?)?|n\s*\/\s*a|nil|-+|0(?:\.0+)?\s*%?(?:\s*\(.*\))?)$/i;
const MORE =
  /\bplus\b|\band the value\b|\bwhichever\b|\bper\s+(?:hour|day|minute|incident|each)\b|\bfor (?:each|every)\b|\beach\b|\bup to\b|\bminimum\b|\bor\s+\$/i;
const LOST_TIME = /\b(?:lost|down)\s*time\b|\bhours? (?:lost|of downtime|down)\b|\btime lost\b|\bhourly rate\b/i;
const LEADING = new RegExp(`^[^\\d%]{0,120}?(?:\\w+\\s+percent\\s*\\(\\s*)?(${PERCENT})\\s*\\)?`, 'i');
const BARE = /^(\d{1,3}(?:[.,]\d{1,6})?)$/;

/** @param bare whether a number without a percent sign is a percentage here (the column says so) */
export function readCredit(text: string, bare = false): WrittenCredit {
  const cell = text.trim();
  if (cell === '' || NONE.test(cell)) return { kind: cell === '' ? 'other' : 'none' };
  const alone = bare ? BARE.exec(cell) : null;
  const match = alone ?? LEADING.exec(cell);
  const percent = match?.[1] === undefined ? null : readPercent(match[1]);
  if (!match || !percent) return { kind: 'other' };
  const rest = cell.slice(match[0].length);
  // "100% of lost time" pays for the hours that were down, not the whole month.
  if (LOST_TIME.test(rest)) return percent.equals(100) ? { kind: 'pro_rata' } : { kind: 'other' };
  if (new RegExp(PERCENT).test(rest)) return { kind: 'other' };
  if (percent.n === 0n) return { kind: 'none' };
  return { kind: 'percent', percent, of: rest.trim(), more: MORE.test(rest) || MORE.test(match[0]) };
}
