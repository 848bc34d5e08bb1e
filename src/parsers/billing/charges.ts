import {
  type BillFile,
  CHARGE_NATURES,
  type Charge,
  type ChargeCategory,
  type RowCount,
} from '../../engine/records/charge.ts';
import { type Exact, exact } from '../../engine/values/exact.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { normalizeVendor } from '../syntax/vendor.ts';
import { NULL_SPELLINGS } from './columns.ts';
import { MEASURES, type Measure, TEXT_KEYS, type TextKey, TIME_KEYS } from './format.ts';
import { EXCLUDED, REJECTED } from './judged-rows.ts';
import { BETWEEN, PLACE_KEYS, PLAIN_KEYS, RARE_KEYS, type SummedTerm } from './query.ts';

/** A cell of a query result as DuckDB gives it in JSON: numbers wider than a double come as text. */
export type ResultCell = string | number | boolean | null;

/** ISO 4217's code for "no currency": what a row without one is billed in. */
export const NO_CURRENCY = 'XXX';

export interface GroupedBill {
  readonly charges: readonly Charge[];
  readonly rows: {
    readonly used: number;
    readonly excluded: readonly RowCount[];
    readonly rejected: readonly RowCount[];
  };
  readonly currencies: readonly string[];
  readonly totals: BillFile['totals'];
  readonly period: Interval | null;
  readonly dataCompleteTo: number | null;
  readonly unknownCategories: number;
  /** The usual length of a charge period, where an overview was asked for. */
  readonly grain: Grain | null;
  /** Whether the file has a currency column at all. */
  readonly namesCurrency: boolean;
  /** Used rows without this cost, by FOCUS name; a cost that no row gives is left out. */
  readonly withoutCost: readonly { readonly measure: Measure; readonly rows: number }[];
}

/** `hour`: nearly all rows of usage are no longer; `mixed`: no length prevails. */
export type Grain = 'hour' | 'day' | 'month' | 'mixed';

interface Group {
  readonly reason: string | null;
  readonly missing: number;
  readonly detail: boolean;
  readonly text: ReadonlyMap<TextKey, string | null>;
  readonly times: readonly (number | null)[];
  readonly rows: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  readonly hourRows: number | null;
  readonly dayRows: number | null;
  /** In units of 1E-48, the finest that amounts.ts reads: adding integers is far cheaper than adding fractions. */
  readonly sums: ReadonlyMap<Measure, bigint>;
}

const PLACES = 48;
const TAIL_PLACES = 18;
const CATEGORIES: readonly ChargeCategory[] = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'];

/**
 * Turns the groups of one file's scan into charges and control totals. With `currency`, rows in another one are excluded;
 * a file that names no currency at all is taken in `currency`.
 */
export function readGroups(
  file: string,
  result: readonly (readonly ResultCell[])[],
  terms: readonly SummedTerm[],
  options: { readonly currency?: string; readonly namesCurrency: boolean },
): GroupedBill {
  const groups = result.map((cells) => readGroup(cells, terms));
  const currencyOf = (group: Group) => group.text.get('BillingCurrency')?.trim().toUpperCase() || unnamed;
  const unnamed = options.namesCurrency ? NO_CURRENCY : (options.currency ?? NO_CURRENCY);
  const foreign = (group: Group) => options.currency !== undefined && currencyOf(group) !== options.currency;
  const clean = groups.filter((group) => group.reason === null);
  const used = clean.filter((group) => !foreign(group));
  return {
    charges: mergeCharges(used.map((group) => toCharge(file, group, currencyOf(group)))),
    rows: {
      used: countRows(used),
      excluded: countReasons([...withPrefix(groups, EXCLUDED), ...clean.filter(foreign).map(asOtherCurrency)]),
      rejected: countReasons(withPrefix(groups, REJECTED)),
    },
    currencies: [...new Set(used.map(currencyOf))].sort(),
    totals: {
      billed: total(used, 'BilledCost'),
      effective: total(used, 'EffectiveCost'),
      list: total(used, 'ListCost'),
    },
    period: span(used),
    dataCompleteTo: span(used.filter((group) => category(group) === 'Usage'))?.end ?? span(used)?.end ?? null,
    namesCurrency: options.namesCurrency,
    grain: grainOf(used.filter((group) => category(group) === 'Usage')),
    unknownCategories: countRows(used.filter((group) => category(group) === 'Unknown')),
    withoutCost: MEASURES.slice(0, 3).map((measure) => ({
      measure,
      rows: countRows(used.filter((group) => lacks(group, measure))),
    })),
  };
}

function readGroup(cells: readonly ResultCell[], terms: readonly SummedTerm[]): Group {
  let place = 0;
  const next = () => {
    place += 1;
    return cells[place - 1] ?? null;
  };
  const number = () => toNumber(next());
  const reason = toText(next());
  const missing = number() ?? 0;
  const detail = next() === true;
  const plain = PLAIN_KEYS.map((key) => [key, toLabel(next())] as const);
  const text = new Map<TextKey, string | null>([...plain, ...readRare(next())]);
  const times = TIME_KEYS.map(number);
  const rows = number() ?? 0;
  const oldest = number();
  const newest = number();
  const hourRows = number();
  const dayRows = number();
  const sums = new Map<Measure, bigint>();
  for (const { measure, sign, parts } of terms) {
    const value =
      parts === 1 ? toUnits(next()) : toUnits(next()) + toUnits(next()) + toUnits(next(), PLACES - TAIL_PLACES);
    sums.set(measure, (sums.get(measure) ?? 0n) + (sign === 1 ? value : -value));
  }
  return { reason, missing, detail, text, times, rows, oldest, newest, hourRows, dayRows, sums };
}

function readRare(cell: ResultCell): [TextKey, string | null][] {
  if (cell === null) return [];
  const text = String(cell);
  if (text.startsWith(BETWEEN)) {
    const [, ...values] = text.split(BETWEEN);
    return PLACE_KEYS.map((key, index) => [key, toLabel(values[index] ?? null)]);
  }
  const values = JSON.parse(text) as (string | null)[];
  return RARE_KEYS.map((key, index) => [key, toLabel(values[index] ?? null)]);
}

function toText(cell: ResultCell): string | null {
  return cell === null ? null : String(cell);
}

function toLabel(cell: ResultCell): string | null {
  const text = toText(cell);
  return text === null || NULL_SPELLINGS.includes(text) ? null : text;
}

function toNumber(cell: ResultCell): number | null {
  return cell === null ? null : Number(cell);
}

/** The text of a decimal sum as an integer of units of 1E-`places`. */
function toUnits(cell: ResultCell, places = PLACES): bigint {
  if (cell === null) return 0n;
  const match = /^(-?\d{1,40})(?:\.(\d{1,48}))?$/.exec(String(cell));
  if (!match) throw new Error(`DuckDB gave a sum that is no decimal: ${cell}`);
  const [, whole = '', fraction = ''] = match;
  return BigInt(whole + fraction.padEnd(places, '0'));
}

/** Trailing zeros go first: most sums have 12 decimals, and reducing a fraction of 48 digits is slow. */
function toExact(units: bigint): Exact {
  for (const places of [12, 18]) {
    const rest = 10n ** BigInt(PLACES - places);
    if (units % rest === 0n) return exact(units / rest, 10n ** BigInt(places));
  }
  return exact(units, 10n ** BigInt(PLACES));
}

function toCharge(file: string, group: Group, currency: string): Charge {
  const text = (key: TextKey) => group.text.get(key) ?? null;
  const [billingBegin = null, billingEnd = null, begin = null, end = null] = group.times;
  return {
    x_SourceFile: file,
    x_Vendor: vendorOf(text('ServiceProviderName')),
    ServiceProviderName: text('ServiceProviderName'),
    ServiceName: text('ServiceName'),
    x_ServiceCode: text('x_ServiceCode'),
    RegionId: text('RegionId'),
    AvailabilityZone: text('AvailabilityZone'),
    ResourceId: text('ResourceId'),
    x_InstanceType: text('x_InstanceType'),
    ChargeCategory: category(group),
    ChargeFrequency: text('ChargeFrequency'),
    billingPeriod: interval(billingBegin, billingEnd),
    chargePeriod: interval(begin, end),
    BillingCurrency: currency,
    BilledCost: cost(group, 'BilledCost'),
    EffectiveCost: cost(group, 'EffectiveCost'),
    ListCost: cost(group, 'ListCost'),
    ConsumedQuantity: group.detail || text('ConsumedUnit') !== null ? cost(group, 'ConsumedQuantity') : null,
    ConsumedUnit: text('ConsumedUnit'),
    x_Nature: CHARGE_NATURES.find((nature) => nature === text('x_Nature')) ?? null,
    CommitmentDiscountStatus: text('CommitmentDiscountStatus'),
    CapacityReservationStatus: text('CapacityReservationStatus'),
    ChargeClass: text('ChargeClass'),
    x_AdjustmentType: text('x_AdjustmentType'),
    ChargeDescription: text('ChargeDescription'),
    rows: group.rows,
  };
}

function category(group: Group): ChargeCategory {
  const given = group.text.get('ChargeCategory')?.trim().toLowerCase();
  return CATEGORIES.find((one) => one.toLowerCase() === given) ?? 'Unknown';
}

function lacks(group: Group, measure: Measure): boolean {
  return (group.missing & (1 << MEASURES.indexOf(measure))) !== 0;
}

function cost(group: Group, measure: Measure): Exact | null {
  const units = group.sums.get(measure);
  return lacks(group, measure) || units === undefined ? null : toExact(units);
}

/** What the rows give of a cost; null where none of them gives it. */
function total(groups: readonly Group[], measure: Measure): Exact | null {
  const known = groups.filter((group) => !lacks(group, measure));
  return known.length === 0 ? null : toExact(known.reduce((sum, group) => sum + (group.sums.get(measure) ?? 0n), 0n));
}

/** Groups that became alike when spellings were normalized (`Usage` and `usage`) are one charge. */
function mergeCharges(charges: readonly Charge[]): Charge[] {
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

function interval(begin: number | null, end: number | null): Interval | null {
  return begin === null || end === null ? null : { begin, end };
}

function span(groups: readonly Group[]): Interval | null {
  const begins = groups.flatMap((group) => group.oldest ?? []);
  const ends = groups.flatMap((group) => group.newest ?? []);
  if (begins.length === 0 || ends.length === 0) return null;
  return { begin: begins.reduce((a, b) => Math.min(a, b)), end: ends.reduce((a, b) => Math.max(a, b)) };
}

const PREVAILS = 0.9;

function grainOf(usage: readonly Group[]): Grain | null {
  const rows = countRows(usage);
  const count = (of: (group: Group) => number | null) => usage.reduce((all, group) => all + (of(group) ?? 0), 0);
  if (rows === 0 || usage.some((group) => group.hourRows === null)) return null;
  const hours = count((group) => group.hourRows) / rows;
  const days = count((group) => group.dayRows) / rows;
  if (hours >= PREVAILS) return 'hour';
  if (days - hours >= PREVAILS) return 'day';
  return 1 - days >= PREVAILS ? 'month' : 'mixed';
}

function countRows(groups: readonly Group[]): number {
  return groups.reduce((rows, group) => rows + group.rows, 0);
}

function withPrefix(groups: readonly Group[], prefix: string): { reason: string; rows: number }[] {
  const those = groups.filter((group) => group.reason?.startsWith(prefix));
  return those.map((group) => ({ reason: (group.reason ?? '').slice(prefix.length), rows: group.rows }));
}

function asOtherCurrency(group: Group): { reason: string; rows: number } {
  return { reason: 'other-currency', rows: group.rows };
}

function countReasons(counts: readonly { reason: string; rows: number }[]): RowCount[] {
  const byReason = new Map<string, number>();
  for (const { reason, rows } of counts) byReason.set(reason, (byReason.get(reason) ?? 0) + rows);
  return [...byReason].map(([reason, rows]) => ({ reason, rows })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

function vendorOf(provider: string | null): string | null {
  return provider === null ? null : normalizeVendor(provider);
}
