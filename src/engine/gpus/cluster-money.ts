import { compute, reasonOf, undetermined } from '../loss/compute.ts';
import type { Charge, ChargeSelector } from '../records/charge.ts';
import { type Figure, measured } from '../records/figure.ts';
import { type Exact, isZero, sum } from '../values/exact.ts';
import { type BlockShare, spreadOver } from './capacity-block.ts';
import { type ClusterGroup, countRows } from './groups.ts';

type Parts = Pick<Figure, 'id' | 'label' | 'unit'>;

/** BilledCost and EffectiveCost of the rows; the amortized side carries the fee of a block, where there is one. */
export function moneyOf(
  id: string,
  group: ClusterGroup,
  rows: readonly Charge[],
  block: BlockShare | null,
  currency: string,
): { readonly cash: Figure; readonly amortized: Figure } {
  const cash = costOf(`${id}.cash`, 'cash', 'BilledCost', rows, group, currency);
  const own = costOf(`${id}.amortized`, 'amortized cost', 'EffectiveCost', rows, group, currency);
  if (!block) return { cash, amortized: own };
  const rest = { ...own, id: `${id}.amortized.rows`, label: 'EffectiveCost of the rows' };
  const share = spreadOver(`${id}.amortized.block`, rows, block, currency);
  const amortized = compute(
    { id: `${id}.amortized`, label: 'amortized cost', unit: currency, formula: 'EffectiveCost + part of the fee' },
    [rest, share],
    (a, b) => a.add(b),
  );
  return { cash, amortized };
}

/** The sum of a cost column; unknown where a row has none. */
export function costOf(
  id: string,
  label: string,
  column: 'BilledCost' | 'EffectiveCost',
  rows: readonly Charge[],
  { run, instanceType }: Pick<ClusterGroup, 'run' | 'instanceType'>,
  currency: string,
): Figure {
  const parts = { id, label, unit: currency };
  const costs = rows.map((row) => row[column]);
  const missing = countRows(rows.filter((row) => row[column] === null));
  if (missing > 0) return undetermined(parts, `${missing} of ${countRows(rows)} rows have no ${column}`);
  const [first] = rows;
  const selector: ChargeSelector = {
    ...run?.resources,
    ...(instanceType === null ? {} : { x_InstanceType: [instanceType] }),
    ChargeCategory: ['Usage'],
  };
  return measured({
    ...parts,
    value: sum(costs as Exact[]),
    formula: `${column} of ${countRows(rows)} rows`,
    origin: first && { file: first.x_SourceFile },
    rows: {
      files: [...new Set(rows.map((row) => row.x_SourceFile))].sort(),
      selectors: [selector],
      billingPeriod: null,
      touching: null,
      cost: column,
    },
  });
}

/** Money ÷ hours. Nothing ÷ hours is a gap in the bill, and no price. */
export function rate(parts: Parts, over: Figure, under: Figure, formula = `${over.label} ÷ ${under.label}`): Figure {
  const missing = [over, under].find((figure) => figure.value === null);
  if (missing) return undetermined(parts, reasonOf(missing).replace(/^undetermined, because /, ''), [over, under]);
  if (over.value && isZero(over.value))
    return undetermined(parts, 'the rows cost 0, which is a gap in the bill and no price', [over, under]);
  if (under.value && isZero(under.value)) return undetermined(parts, 'there are no hours to divide by', [over, under]);
  return compute({ ...parts, formula }, [over, under], (a, b) => a.div(b));
}

/** Rows that a commitment pays are billed at 0 in the hour: their cash is in the rows of the commitment. */
export function gpuHourCash(
  id: string,
  cash: Figure,
  gpuHours: Figure,
  rows: readonly Charge[],
  currency: string,
): Figure {
  const parts = { id, label: 'cash of a GPU-hour', unit: `${currency}/gpu-hour` };
  const unbilled = countRows(rows.filter((row) => row.BilledCost !== null && isZero(row.BilledCost)));
  if (unbilled > 0 && cash.value)
    return undetermined(
      parts,
      `${unbilled} of ${countRows(rows)} rows are billed at 0: a commitment or a fee paid them in other rows, or the bill has a gap`,
      [cash, gpuHours],
    );
  return rate(parts, cash, gpuHours);
}
