import { derived, type Figure } from '../../engine/records/figure.ts';
import { minorPlaces } from '../../engine/values/currency.ts';
import { exact, isZero, roundTo, sum } from '../../engine/values/exact.ts';
import { isMoney } from '../show.ts';

/**
 * The line that makes shown lines add up to a shown total: each was rounded once, from its exact value. null where
 * they add up, where one of them is undetermined, and where the lines are not what the total is the sum of.
 */
export function roundingLine(id: string, total: Figure, lines: readonly Figure[]): Figure | null {
  const values = lines.map((line) => line.value).filter((value) => value !== null);
  if (total.value === null || values.length < lines.length || !isMoney(total.unit)) return null;
  if (!sum(values).equals(total.value)) return null;
  const places = minorPlaces(total.unit);
  const shown = sum(values.map((value) => roundTo(value, places)));
  const difference = roundTo(total.value, places).sub(shown);
  if (isZero(difference)) return null;
  return derived({
    id,
    label: 'Rounding difference',
    value: difference.add(exact(0)),
    unit: total.unit,
    formula: 'shown total less the sum of the shown lines',
    inputs: [total, ...lines],
  });
}
