import {
  type BillFile,
  CHARGE_NATURES,
  type Charge,
  type ChargeCategory,
  type RowCount,
} from '../../engine/records/charge.ts';
import type { Exact } from '../../engine/values/exact.ts';
import type { Interval } from '../../engine/values/interval.ts';
import { normalizeVendor } from '../syntax/vendor.ts';
import { NULL_SPELLINGS } from './columns.ts';
import { MEASURES, type Measure, type TextKey, TIME_KEYS } from './format.ts';
import { type Grain, grainOf } from './grain.ts';
import { EXCLUDED, REJECTED } from './judged-rows.ts';
import { mergeCharges } from './merge-charges.ts';
import { BETWEEN, PLACE_KEYS, PLAIN_KEYS, RARE_KEYS, type SummedTerm } from './query.ts';
import { TAIL_UNIT_PLACES, toExact, toUnits } from './sums.ts';

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
    const value = parts === 1 ? toUnits(next()) : toUnits(next()) + toUnits(next()) + toUnits(next(), TAIL_UNIT_PLACES);
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

function interval(begin: number | null, end: number | null): Interval | null {
  return begin === null || end === null ? null : { begin, end };
}

function span(groups: readonly Group[]): Interval | null {
  const begins = groups.flatMap((group) => group.oldest ?? []);
  const ends = groups.flatMap((group) => group.newest ?? []);
  if (begins.length === 0 || ends.length === 0) return null;
  return { begin: begins.reduce((a, b) => Math.min(a, b)), end: ends.reduce((a, b) => Math.max(a, b)) };
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
