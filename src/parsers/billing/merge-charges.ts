import type { Charge } from '../../engine/records/charge.ts';
import type { Exact } from '../../engine/values/exact.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { TEXT_KEYS } from './format.ts';

/** Groups that became alike when spellings were normalized (`Usage` and `usage`) are one charge. */
export function mergeCharges(charges: readonly Charge[]): Charge[] {
  const merged = new Map<string, Charge>();
  for (const charge of charges) {
    const key = chargeKey(charge);
    const other = merged.get(key);
    merged.set(key, other ? addCharges(other, charge) : charge);
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, charge]) => charge);
}

const AFTER_PERIODS = TEXT_KEYS.indexOf('BillingCurrency');
const KEYS_BEFORE_PERIODS = TEXT_KEYS.slice(0, AFTER_PERIODS);
const KEYS_AFTER_PERIODS = TEXT_KEYS.slice(AFTER_PERIODS);

/**
 * What tells charges apart, and their order: code point order of the key, so that the same file gives the same bytes. Put
 * together by hand, because a bill with hours has ten thousand charges and more.
 */
function chargeKey(charge: Charge): string {
  let key = charge.x_SourceFile;
  const add = (part: string | null) => {
    key += part === null ? '\u0002' : `\u0001${part}`;
  };
  const addSpan = (span: Interval | null) => add(span && `${span.begin},${span.end}`);
  add(charge.x_Vendor);
  for (const name of KEYS_BEFORE_PERIODS) add(charge[name]);
  addSpan(charge.billingPeriod);
  addSpan(charge.chargePeriod);
  for (const name of KEYS_AFTER_PERIODS) add(charge[name]);
  for (const value of [charge.BilledCost, charge.EffectiveCost, charge.ListCost, charge.ConsumedQuantity])
    key += value === null ? '\u0001' : '\u0002';
  return key;
}

function addCharges(a: Charge, b: Charge): Charge {
  const add = (x: Exact | null, y: Exact | null) => (x && y ? x.add(y) : null);
  return {
    ...a,
    BilledCost: add(a.BilledCost, b.BilledCost),
    EffectiveCost: add(a.EffectiveCost, b.EffectiveCost),
    ListCost: add(a.ListCost, b.ListCost),
    ConsumedQuantity: add(a.ConsumedQuantity, b.ConsumedQuantity),
    rows: a.rows + b.rows,
  };
}
