import type { Figure } from '../records/figure.ts';
import { isZero } from '../values/exact.ts';
import { compute, undetermined } from './compute.ts';

/** A credit beside the loss it is for: credit ÷ loss, and what stays uncovered (E12). A loss of nothing has no coverage. */
export function coverageOf(
  id: string,
  loss: Figure,
  credit: Figure,
): { readonly coverage: Figure; readonly uncovered: Figure } {
  const parts = { id: `${id}.coverage`, label: 'share of the loss that the credit covers', unit: 'fraction' };
  return {
    coverage:
      loss.value && isZero(loss.value)
        ? undetermined(parts, 'there is no loss to cover', [credit, loss])
        : compute({ ...parts, formula: 'credit ÷ loss' }, [credit, loss], (paid, lost) => paid.div(lost)),
    uncovered: compute(
      { id: `${id}.uncovered`, label: 'uncovered economic loss', unit: loss.unit, formula: 'loss − credit' },
      [loss, credit],
      (lost, paid) => lost.sub(paid),
    ),
  };
}
