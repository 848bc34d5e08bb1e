import type { BillFile, BillNeeds, Charge } from '../../../engine/records/charge.ts';
import { type Exact, sum } from '../../../engine/values/exact.ts';
import type { Interval } from '../../../engine/values/interval.ts';
import type { Rate, RateCard } from './rate-card.ts';
import { reservedUntil } from './reserve.ts';

/**
 * A rate card as a file of the bill: its charges are stated by the customer and billed by nobody, which its format says
 * wherever it is shown. Its rows are its entries.
 */
export function statedBill(
  card: RateCard,
  charges: readonly Charge[],
  used: ReadonlySet<Rate>,
  needs: BillNeeds,
): BillFile {
  const entries = card.rates.length + card.reservations.length;
  const priced = card.rates.filter((rate) => used.has(rate)).length + card.reservations.length;
  const ends = [...charges.flatMap(({ chargePeriod }) => chargePeriod?.end ?? []), reservedUntil(card, needs) ?? 0];
  const cost = totalOf(charges);
  return {
    file: card.file,
    format: 'rate-card',
    use: 'claims',
    rows: {
      read: entries,
      used: priced,
      excluded: entries > priced ? [{ reason: 'prices-nothing', rows: entries - priced }] : [],
      rejected: [],
    },
    totals: { billed: cost, effective: cost, list: null },
    quality: { billed: 'derived', effective: 'derived', list: 'missing' },
    currency: card.currency,
    period: periodOf(charges),
    dataCompleteTo: charges.length === 0 ? null : ends.reduce((a, b) => Math.max(a, b)),
    vendors: [card.vendorKey],
    services: [...new Set(charges.flatMap(({ ServiceName }) => ServiceName ?? []))].sort(),
  };
}

function totalOf(charges: readonly Charge[]): Exact | null {
  const costs = charges.flatMap(({ BilledCost }) => BilledCost ?? []);
  return costs.length === 0 ? null : sum(costs);
}

function periodOf(charges: readonly Charge[]): Interval | null {
  const spans = charges.flatMap(({ chargePeriod, billingPeriod }) => chargePeriod ?? billingPeriod ?? []);
  if (spans.length === 0) return null;
  return spans.reduce((all, span) => ({ begin: Math.min(all.begin, span.begin), end: Math.max(all.end, span.end) }));
}
