import type { BillNeeds, Charge } from '../../../engine/records/charge.ts';
import { type Exact, exact } from '../../../engine/values/exact.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { clip, type Interval, seconds, subtract, totalSeconds, union } from '../../../engine/values/interval.ts';
import { addMonths, type Month, monthOf, monthsOf } from '../../../engine/values/period.ts';
import type { RateCard, Reservation } from './rate-card.ts';

const HOUR = 3_600_000;
const HOUR_SECONDS = exact(3600);

/**
 * The charges that the reservations of a card come to, in the months that the engine asks about and the one before them:
 * hour by hour in its windows, the rest of each month as one charge. Months are those of UTC.
 */
export function reservedCharges(card: RateCard, needs: BillNeeds): Charge[] {
  const windows = union([...needs.windows, ...(needs.hourly?.windows ?? [])]);
  return card.reservations.flatMap((reservation) =>
    monthsAsked(windows).flatMap((month) => {
      const [held] = clip([heldSpan(reservation)], month);
      return held ? chargesOf(card, reservation, { month, held, windows }) : [];
    }),
  );
}

function heldSpan({ from, until }: Reservation): Interval {
  return { begin: from, end: until };
}

/** Until when the card says what was reserved, in the months asked; null where it reserves nothing then. */
export function reservedUntil({ reservations }: RateCard, needs: BillNeeds): Instant | null {
  const months = monthsAsked(union([...needs.windows, ...(needs.hourly?.windows ?? [])]));
  const ends = clip(reservations.map(heldSpan), {
    begin: months[0]?.begin ?? 0,
    end: months.at(-1)?.end ?? 0,
  }).map(({ end }) => end);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** A base may be the charges of the month before. */
function monthsAsked(windows: readonly Interval[]): Month[] {
  const months = windows.flatMap((window) => {
    const before = addMonths(monthOf(window.begin, 'UTC'), -1);
    return monthsOf({ begin: before.begin, end: window.end }, 'UTC');
  });
  return [...new Map(months.map((month) => [month.id, month])).values()].sort((a, b) => a.begin - b.begin);
}

interface Held {
  readonly month: Month;
  /** The part of the month in which it is reserved. */
  readonly held: Interval;
  readonly windows: readonly Interval[];
}

function chargesOf(card: RateCard, reservation: Reservation, { month, held, windows }: Held): Charge[] {
  const charge = (period: Interval | null, hours: Exact) => toCharge(card, reservation, month, period, hours);
  const { paid } = reservation;
  // Hours committed by the month are paid by the month: no hour of it has a price of its own.
  if (paid.per === 'month') return [charge({ begin: month.begin, end: month.end }, paid.hours)];
  const inside = clip(windows, held);
  const rest = totalSeconds(subtract([held], inside));
  const hourly = inside.flatMap(hoursOf).map((hour) => charge(hour, paid.count.mul(seconds(hour)).div(HOUR_SECONDS)));
  return rest.n === 0n ? hourly : [...hourly, charge(null, paid.count.mul(rest).div(HOUR_SECONDS))];
}

function hoursOf(span: Interval): Interval[] {
  const hours: Interval[] = [];
  for (let begin = span.begin; begin < span.end; ) {
    const end = Math.min(span.end, begin - (begin % HOUR) + HOUR);
    hours.push({ begin, end });
    begin = end;
  }
  return hours;
}

function toCharge(
  card: RateCard,
  { place, unit, price }: Reservation,
  month: Month,
  chargePeriod: Interval | null,
  hours: Exact,
): Charge {
  const cost = hours.mul(price);
  return {
    x_SourceFile: card.file,
    x_Vendor: card.vendorKey,
    ServiceProviderName: card.vendor,
    ServiceName: place.service,
    x_ServiceCode: null,
    RegionId: place.region,
    AvailabilityZone: place.zone,
    ResourceId: place.resource,
    x_InstanceType: place.instanceType,
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Recurring',
    billingPeriod: { begin: month.begin, end: month.end },
    chargePeriod,
    BillingCurrency: card.currency,
    BilledCost: cost,
    EffectiveCost: cost,
    ListCost: null,
    ConsumedQuantity: hours,
    ConsumedUnit: unit === 'gpu_hour' ? 'GPU-Hours' : 'Hours',
    x_Nature: null,
    CommitmentDiscountStatus: null,
    CapacityReservationStatus: null,
    ChargeClass: null,
    x_AdjustmentType: null,
    ChargeDescription: null,
    rows: 1,
  };
}
