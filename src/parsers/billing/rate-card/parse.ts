import type { z } from 'zod';
import type { Issue, Result } from '../../../engine/records/issue.ts';
import { monthOf } from '../../../engine/values/period.ts';
import { normalizeVendor } from '../../syntax/vendor.ts';
import { problemAt, readStatedYaml, type StatedYaml } from '../stated-yaml.ts';
import { type Rate, type RateCard, type RatedPlace, type Reservation, unitKey } from './rate-card.ts';
import { rateCardSchema } from './schema.ts';

type StatedCard = StatedYaml<z.output<typeof rateCardSchema>>;
type StatedPlace = Partial<Record<'service' | 'sku' | 'instance_type' | 'region' | 'zone' | 'resource', string>>;

/** Reads a rate card. `file` is what reports call it. */
export function parseRateCard(text: string, file: string): Result<RateCard | null> {
  const read = readStatedYaml(text, file, rateCardSchema);
  if (!read.value) return { value: null, issues: read.issues };
  const issues = crossCheck(read.value);
  return { value: issues.length > 0 ? null : toCard(read.value, file), issues };
}

function toCard({ data, cite }: StatedCard, file: string): RateCard {
  const { vendor, currency, document } = data;
  return {
    file,
    vendor,
    vendorKey: normalizeVendor(vendor),
    currency,
    document,
    rates: data.rates.map(
      ({ unit, price, from, until, ...place }, at): Rate => ({
        origin: cite(['rates', at]).origin,
        place: toPlace(place),
        unit: unitKey(unit),
        price,
        from: from ?? null,
        until: until ?? null,
      }),
    ),
    reservations: data.reservations.map(
      ({ unit, count, hours_per_month, price, from, until, ...place }, at): Reservation => ({
        origin: cite(['reservations', at]).origin,
        place: toPlace(place),
        unit,
        paid: count ? { per: 'hour', count } : { per: 'month', hours: hours_per_month as NonNullable<typeof count> },
        price,
        from,
        until,
      }),
    ),
  };
}

function toPlace({ service, sku, instance_type, region, zone, resource }: StatedPlace): RatedPlace {
  return {
    service: service ?? null,
    instanceType: instance_type ?? sku ?? null,
    region: region ?? null,
    zone: zone ?? null,
    resource: resource ?? null,
  };
}

function crossCheck(card: StatedCard): Issue[] {
  const { rates, reservations } = card.data;
  const issues: Issue[] = [];
  const refuse = (path: readonly PropertyKey[], message: string, fix: string) =>
    issues.push(problemAt(card, path, message, fix));
  if (rates.length + reservations.length === 0)
    refuse([], 'The card states no price.', 'Add `rates` for usage that an export counts, or `reservations`.');

  for (const [list, entries] of Object.entries({ rates, reservations })) {
    for (const [at, { sku, instance_type, from, until }] of entries.entries()) {
      if (sku !== undefined && instance_type !== undefined)
        refuse([list, at, 'sku'], '`sku` and `instance_type` are two names of one thing.', 'Keep one of the two.');
      if (from !== undefined && until !== undefined && until <= from)
        refuse([list, at, 'until'], 'The entry ends before it begins.', 'Correct `from` or `until`.');
    }
  }
  for (const [at, reservation] of reservations.entries()) {
    const { count, hours_per_month, from, until } = reservation;
    const path = ['reservations', at];
    if ((count === undefined) === (hours_per_month === undefined))
      refuse(path, 'How much is reserved is said twice, or not at all.', 'Give `count`, or `hours_per_month`.');
    if (count && !count.equals(count.floor()))
      refuse([...path, 'count'], '`count` must be a whole number.', 'Write how many GPUs or instances are reserved.');
    const isWhole = [from, until].every((edge) => monthOf(edge, 'UTC').begin === edge);
    if (hours_per_month && !isWhole)
      refuse(
        [...path, 'from'],
        'Hours of a month are committed, and a month is only begun.',
        'Let the entry begin and end with a month in UTC; write a part of a month as an entry with `count`.',
      );
    if (Object.values(toPlace(reservation)).every((field) => field === null))
      refuse(
        path,
        'Nothing says what is reserved.',
        'Give `service`, and `instance_type` or `region` as the contract names them.',
      );
  }
  return issues;
}
