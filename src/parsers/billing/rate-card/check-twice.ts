import type { Charge } from '../../../engine/records/charge.ts';
import type { Issue } from '../../../engine/records/issue.ts';
import { overlaps } from '../../../engine/values/interval.ts';
import { type RateCard, speaksOf, unitKey } from './rate-card.ts';

/** Whether the same hours would be paid for twice: reserved and priced as usage, billed and stated, or in two views. */
export function checkTwice(cards: readonly RateCard[], billed: readonly Charge[], usage: readonly Charge[]): Issue[] {
  return [
    ...cards.flatMap((card) => [...reservedAndUsed(card, usage), ...billedAndReserved(card, billed)]),
    ...twoViews(usage),
  ];
}

function reservedAndUsed(card: RateCard, usage: readonly Charge[]): Issue[] {
  return card.reservations.flatMap((reservation) => {
    const unit = unitKey(reservation.unit);
    const span = { begin: reservation.from, end: reservation.until };
    const also = usage.find(
      (charge) =>
        charge.x_Vendor === card.vendorKey &&
        charge.chargePeriod !== null &&
        overlaps(charge.chargePeriod, span) &&
        unitKey(charge.ConsumedUnit ?? '') === unit &&
        speaksOf(reservation.place, charge),
    );
    if (!also) return [];
    const message = `The reservation states capacity that ${also.x_SourceFile} counts as usage too; its hours would be paid for twice.`;
    return [
      twice(
        message,
        reservation.origin,
        'Leave one of them out: price the usage with `rates`, or state the reservation.',
      ),
    ];
  });
}

function billedAndReserved(card: RateCard, billed: readonly Charge[]): Issue[] {
  const [first] = card.reservations;
  const also = billed.find(
    (charge) => charge.x_Vendor === card.vendorKey && card.reservations.some(({ place }) => speaksOf(place, charge)),
  );
  if (!first || !also) return [];
  const message = `The card states what ${also.x_SourceFile} bills: charges of ${card.vendor} would be counted twice.`;
  return [twice(message, first.origin, 'A bill goes before a card: leave the reservation out.')];
}

/** CoreWeave's export shows the same hours by place, or by capacity plan without any place: given both, they double. */
function twoViews(usage: readonly Charge[]): Issue[] {
  const placed = new Map<string, string>();
  const keyOf = ({ x_Vendor, x_InstanceType, ConsumedUnit, chargePeriod }: Charge) =>
    JSON.stringify([x_Vendor, x_InstanceType, ConsumedUnit, chargePeriod?.begin]);
  const isPlaced = (charge: Charge) => (charge.RegionId ?? charge.AvailabilityZone ?? charge.ResourceId) !== null;
  for (const charge of usage.filter(isPlaced)) placed.set(keyOf(charge), charge.x_SourceFile);
  const also = usage.find((charge) => !isPlaced(charge) && placed.has(keyOf(charge)));
  if (!also) return [];
  const message = `Usage of one hour stands with its place in ${placed.get(keyOf(also))} and without any in ${also.x_SourceFile}: two views of the same hours.`;
  return [twice(message, { file: also.x_SourceFile }, 'Give one view: for CoreWeave, group_by=location.')];
}

function twice(message: string, origin: Issue['origin'], fix: string): Issue {
  return { code: 'billing/paid-twice', severity: 'error', message, origin, fix };
}
