import type { Charge } from '../../../engine/records/charge.ts';
import type { Issue, Origin, Result } from '../../../engine/records/issue.ts';
import { type Exact, toText } from '../../../engine/values/exact.ts';
import { type Rate, type RateCard, speaksOf, unitKey } from './rate-card.ts';

/** A charge of usage, priced where the cards have a rate for it. */
export interface PricedUsage {
  readonly charges: readonly Charge[];
  /** The rates that priced something. */
  readonly used: ReadonlySet<Rate>;
}

interface CardRate {
  readonly card: RateCard;
  readonly rate: Rate;
}

/**
 * Prices charges that carry a quantity and no cost: quantity × rate, exact. A priced charge names the card as its
 * source, because its cost is from there. What no rate covers for the whole of its period keeps no cost.
 */
export function priceUsage(usage: readonly Charge[], cards: readonly RateCard[]): Result<PricedUsage> {
  const used = new Set<Rate>();
  const issues = new Map<string, Issue>();
  const unpriced = new Map<string, Charge[]>();
  const charges = usage.map((charge) => {
    const rates = ratesOf(charge, cards);
    const [first, ...others] = rates;
    if (!first || !charge.ConsumedQuantity) {
      const what = describe(charge);
      unpriced.set(what, [...(unpriced.get(what) ?? []), charge]);
      return charge;
    }
    const other = others.find(({ rate }) => !rate.price.equals(first.rate.price));
    if (other) {
      issues.set(placeOf(first.rate.origin) + placeOf(other.rate.origin), ambiguous(first.rate, other.rate, charge));
      return charge;
    }
    used.add(first.rate);
    return priced(charge, charge.ConsumedQuantity, first);
  });
  return { value: { charges, used }, issues: [...issues.values(), ...noteUnpriced(unpriced)] };
}

function ratesOf(charge: Charge, cards: readonly RateCard[]): CardRate[] {
  const unit = charge.ConsumedUnit === null ? null : unitKey(charge.ConsumedUnit);
  const { chargePeriod, x_Vendor } = charge;
  if (!chargePeriod) return [];
  return cards
    .filter((card) => card.vendorKey === x_Vendor)
    .flatMap((card) => card.rates.map((rate) => ({ card, rate })))
    .filter(
      ({ rate }) =>
        rate.unit === unit &&
        (rate.from === null || rate.from <= chargePeriod.begin) &&
        (rate.until === null || chargePeriod.end <= rate.until) &&
        speaksOf(rate.place, charge),
    );
}

function priced(charge: Charge, quantity: Exact, { card, rate }: CardRate): Charge {
  const cost = quantity.mul(rate.price);
  return {
    ...charge,
    x_SourceFile: card.file,
    BillingCurrency: card.currency,
    BilledCost: cost,
    EffectiveCost: cost,
  };
}

function ambiguous(a: Rate, b: Rate, charge: Charge): Issue {
  return {
    code: 'billing/ambiguous-rate',
    severity: 'error',
    message: `Two rates price ${describe(charge)}: ${toText(a.price)} (line ${a.origin.line}) and ${toText(b.price)} (${b.origin.file}, line ${b.origin.line}).`,
    origin: a.origin,
    fix: 'State the fields by which they differ: sku, service, region, from, until.',
  };
}

/** By file and kind of usage, most rows first. */
function noteUnpriced(unpriced: ReadonlyMap<string, readonly Charge[]>): Issue[] {
  return [...unpriced].map(([what, charges]): Issue => {
    const rows = charges.reduce((count, charge) => count + charge.rows, 0);
    return {
      code: 'billing/no-rate',
      severity: 'warning',
      message: `No rate covers ${rows} row(s) of ${what}; their cost is unknown, not zero.`,
      origin: { file: charges[0]?.x_SourceFile ?? '' },
      fix: 'Add a rate with this unit to the rate card, in force for the whole of these hours.',
    };
  });
}

function describe({ x_InstanceType, ServiceName, ConsumedUnit }: Charge): string {
  return `${x_InstanceType ?? ServiceName ?? 'usage without a name'} in ${ConsumedUnit ?? 'no unit'}`;
}

function placeOf({ file, line }: Origin): string {
  return `${file}:${line}`;
}
