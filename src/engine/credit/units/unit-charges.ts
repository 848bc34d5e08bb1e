import { isSlaCredit } from '../../reconcile/sla-credit.ts';
import type { ZoneMap } from '../../records/case-records.ts';
import type { Charge, SelectorColumn } from '../../records/charge.ts';
import type { Commitment, UnitLevel } from '../../records/terms.ts';
import { isCovered, matchesSelector } from '../../select.ts';
import type { Exact } from '../../values/exact.ts';
import { billingMonthOf, type CostColumn, isOneTime, sumOf } from '../money/charge-sums.ts';
import { belongsTo, type Unit } from './units.ts';

/** The charges of one unit, at the level that a credit's base names. Every reading of a unit asks for the same. */
export interface UnitCharges {
  all(level: UnitLevel): readonly Charge[];
  /** Those billed in a month, `2025-10`. */
  billedIn(level: UnitLevel, month: string): readonly Charge[];
  /** Their sum; null where a row does not give that cost. */
  totalIn(level: UnitLevel, month: string, column: CostColumn): Exact | null;
}

/**
 * Charges that a commitment speaks of, in the currency of the case. Made once for all its units. Service credits of
 * earlier incidents are none of them, nor are taxes, marketplace purchases and support unless its selectors name them.
 */
export function coveredCharges(commitment: Commitment, charges: readonly Charge[], currency: string): Charge[] {
  return charges.filter(
    (charge) =>
      charge.BillingCurrency === currency &&
      !isOneTime(charge) &&
      isCovered(commitment, charge) &&
      !isSlaCredit(charge) &&
      (charge.ChargeCategory !== 'Tax' || isNamed('ChargeCategory', commitment, charge)) &&
      (charge.x_Nature === null || isNamed('x_Nature', commitment, charge)),
  );
}

/** Whether a selector that takes the charge in does so by this column. */
function isNamed(column: SelectorColumn, { covers }: Commitment, charge: Charge): boolean {
  return covers.charges.some((selector) => selector[column] !== undefined && matchesSelector(selector, charge));
}

export function chargesOf(unit: Unit, covered: readonly Charge[], zones: readonly ZoneMap[]): UnitCharges {
  const all = remember((level: UnitLevel) => covered.filter((charge) => belongsTo(charge, unit, level, zones)));
  const billedIn = remember((level: UnitLevel, month: string) =>
    all(level).filter((charge) => billingMonthOf(charge) === month),
  );
  const totalIn = remember((level: UnitLevel, month: string, column: CostColumn) =>
    sumOf(billedIn(level, month), column),
  );
  return { all, billedIn, totalIn };
}

/** The function, which answers a question it has heard before from memory. */
function remember<A extends readonly string[], T>(ask: (...question: A) => T): (...question: A) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (...question) => {
    const key = JSON.stringify(question);
    const known = answers.get(key) ?? { answer: ask(...question) };
    answers.set(key, known);
    return known.answer;
  };
}
