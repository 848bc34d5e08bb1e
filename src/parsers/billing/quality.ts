import type { BillFile, CostQuality } from '../../engine/records/charge.ts';
import { bindColumns } from './columns.ts';
import type { BillHeader, BillingFormat, Measure } from './format.ts';

/** How each cost of a file came about, by its mapping. */
export function qualityOf(header: BillHeader, format: BillingFormat): BillFile['quality'] {
  const bill = bindColumns(header, format);
  const of = (measure: Measure): CostQuality => {
    const terms = format.mapping.measures[measure](bill);
    const [only, ...more] = terms;
    if (!only) return 'missing';
    if (only.amount.quality) return only.amount.quality;
    return more.length === 0 && only.amount.column !== undefined ? 'exact' : 'derived';
  };
  return { billed: of('BilledCost'), effective: of('EffectiveCost'), list: of('ListCost') };
}
