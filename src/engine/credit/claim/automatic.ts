import { derived, type Figure, type Range } from '../../records/figure.ts';
import { minorPlaces } from '../../values/currency.ts';
import { type Exact, roundTo, sum, ZERO } from '../../values/exact.ts';
import type { Evaluation } from '../evaluate.ts';
import { rangeOf } from '../readings/ranges.ts';
import type { UnitCase } from '../unit-case.ts';

/** What is due without a claim, and so is not lost with a late one (EC2: hours that are not charged); null: nothing. */
export function dueWithoutClaim(input: UnitCase, base: Evaluation, all: readonly Evaluation[]): Range | null {
  const isDue = base.rules.some(({ rule, credit }) => rule.automatic && credit.value?.compare(ZERO) === 1);
  return isDue ? rangeOf(input, 'automatic', base, all, (evaluation) => automaticPart(input, evaluation)) : null;
}

/** The part of what the unit earns under these readings for which nobody has to ask. */
export function automaticPart({ id, records }: UnitCase, { rules }: Evaluation): Figure {
  const parts = rules.filter(({ rule }) => rule.automatic).map(({ credit }) => credit);
  const open = parts.find(({ value }) => value === null);
  const first = parts[0]?.id ?? `credits.${id}`;
  return derived({
    id: `${first}.without-claim`,
    label: 'Due without a claim',
    value: open ? null : roundTo(sum(parts.map(({ value }) => value as Exact)), minorPlaces(records.currency)),
    unit: records.currency,
    formula: open?.formula ?? 'sum of the remedies that need no claim; the others were not claimed in time',
    inputs: parts,
  });
}
