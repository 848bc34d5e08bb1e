import type { Charge } from '../../../engine/records/charge.ts';
import type { Origin } from '../../../engine/records/issue.ts';
import type { Exact } from '../../../engine/values/exact.ts';
import type { Instant } from '../../../engine/values/instant.ts';

/** Prices of a contract as the customer states them, with the document they stand in. Stated, never billed. */
export interface RateCard {
  /** The file, as reports call it. */
  readonly file: string;
  /** As written; {@link Charge.x_Vendor} holds its key. */
  readonly vendor: string;
  readonly vendorKey: string;
  readonly currency: string;
  readonly document: string;
  readonly rates: readonly Rate[];
  readonly reservations: readonly Reservation[];
}

/** Which charges an entry speaks of: every field that is stated must fit, `*` stands for any text. null: any. */
export interface RatedPlace {
  readonly service: string | null;
  readonly instanceType: string | null;
  readonly region: string | null;
  readonly zone: string | null;
  readonly resource: string | null;
}

/** What a unit costs, for usage that an export counts. */
export interface Rate {
  readonly origin: Origin;
  readonly place: RatedPlace;
  /** `gpu-hour`, `gib-hour`: see {@link unitKey}. */
  readonly unit: string;
  /** Per unit, in the currency of the card. */
  readonly price: Exact;
  /** null: since ever, for good. */
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** Capacity that is paid for whether it is used or not. */
export interface Reservation {
  readonly origin: Origin;
  readonly place: RatedPlace;
  readonly unit: 'gpu_hour' | 'instance_hour';
  /** So many GPUs or instances in every hour, or so many hours in every month. */
  readonly paid: { readonly per: 'hour'; readonly count: Exact } | { readonly per: 'month'; readonly hours: Exact };
  /** Of a GPU or an instance for an hour. */
  readonly price: Exact;
  readonly from: Instant;
  readonly until: Instant;
}

/** `GPU-Hours`, `gpu_hour` and `GPU hour` are one unit. */
export function unitKey(unit: string): string {
  return unit
    .trim()
    .toLowerCase()
    .replace(/[\s_/-]+/g, '-')
    .replace(/s$/, '');
}

export function speaksOf(place: RatedPlace, charge: Charge): boolean {
  return (
    fits(place.service, charge.ServiceName) &&
    fits(place.instanceType, charge.x_InstanceType) &&
    fits(place.region, charge.RegionId) &&
    fits(place.zone, charge.AvailabilityZone) &&
    fits(place.resource, charge.ResourceId)
  );
}

function fits(stated: string | null, value: string | null): boolean {
  if (stated === null) return true;
  if (value === null) return false;
  const parts = stated
    .toLowerCase()
    .split(/\*+/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value.toLowerCase());
}
