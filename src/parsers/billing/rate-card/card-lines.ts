import type { BillLine } from '../../../engine/records/charge.ts';
import { toText } from '../../../engine/values/exact.ts';
import { type Interval, overlaps } from '../../../engine/values/interval.ts';
import type { Rate, RateCard, RatedPlace, Reservation } from './rate-card.ts';

/** The entries of a card in force in a span, as the lines that stand behind a sum. No amount: they are prices. */
export function cardLines(card: RateCard, window: Interval | null): BillLine[] {
  const always = { begin: 0, end: Number.MAX_SAFE_INTEGER };
  const asked = window ?? always;
  return [...card.reservations, ...card.rates].flatMap((entry) => {
    const span = { begin: entry.from ?? always.begin, end: entry.until ?? always.end };
    if (!overlaps(span, asked)) return [];
    const chargePeriod = { begin: Math.max(span.begin, asked.begin), end: Math.min(span.end, asked.end) };
    const ChargeDescription = `stated, not billed: ${describe(entry, card)} (${card.document})`;
    return [{ origin: entry.origin, ChargeDescription, chargePeriod, BilledCost: null, EffectiveCost: null }];
  });
}

function describe(entry: Rate | Reservation, { currency }: RateCard): string {
  const what = nameOf(entry.place);
  const price = `${toText(entry.price)} ${currency} per ${entry.unit.replace(/[_-]/g, ' ')}`;
  if (!('paid' in entry)) return [what, price].join(' at ').replace(/^ at /, '');
  const { paid } = entry;
  const much = paid.per === 'hour' ? toText(paid.count) : `${toText(paid.hours)} hours a month`;
  return `${much} of ${what} at ${price}`;
}

function nameOf({ service, instanceType, region, zone, resource }: RatedPlace): string {
  return [resource, instanceType, service, zone, region].filter((part) => part !== null).join(', ');
}
