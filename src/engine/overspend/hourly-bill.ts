import { isOneTime } from '../credit/money/charge-sums.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { Charge, ChargeSelector } from '../records/charge.ts';
import { matchesOneOf } from '../select.ts';
import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { HOUR } from './ask.ts';

/** Costs of one clock hour; null where a row of it does not give that cost. An hour without rows cost nothing. */
export interface HourCost {
  readonly BilledCost: Exact | null;
  readonly EffectiveCost: Exact | null;
  readonly rows: number;
}

/** One service in one region, hour by hour. */
export interface Series {
  readonly id: string;
  readonly service: string;
  readonly region: string | null;
  readonly hours: ReadonlyMap<Instant, HourCost>;
  /** Rows of usage that span more than a clock hour: they are in no hour. */
  readonly long: readonly Interval[];
  readonly files: ReadonlySet<string>;
  /** What takes in its rows, and no others; null where a selector cannot say that. */
  readonly selector: ChargeSelector | null;
}

/** The usage of one vendor, without the resources that the case looks at one by one. */
export interface HourlyBill {
  readonly series: readonly Series[];
  /** The clock hours of which a file has any row. */
  readonly hoursOfFiles: ReadonlyMap<string, ReadonlySet<Instant>>;
}

type MutableSeries = Omit<Series, 'hours' | 'long' | 'files'> & {
  readonly hours: Map<Instant, HourCost>;
  readonly long: Interval[];
  readonly files: Set<string>;
};

/** `detail` are the selectors that the bill was asked with: rows of runs, and of resources that a log names. */
export function hourlyBill(
  { bill, currency }: Pick<CaseRecords, 'bill' | 'currency'>,
  vendor: string,
  detail: readonly ChargeSelector[],
): HourlyBill {
  const counted = new Set(bill.files.flatMap(({ file, use }) => (use === 'claims' ? [file] : [])));
  const wide = detail.filter((selector) => selector.ResourceId === undefined);
  const series = new Map<string, MutableSeries>();
  const hoursOfFiles = new Map<string, Set<Instant>>();
  const looked = new Set<string>();
  for (const charge of bill.charges) {
    if (charge.x_Vendor !== vendor || charge.BillingCurrency !== currency) continue;
    if (!counted.has(charge.x_SourceFile)) continue;
    const key = keyOf(charge);
    if (isInDetail(charge, wide)) looked.add(key);
    else if (charge.chargePeriod && isUsage(charge)) {
      const one = series.get(key) ?? emptySeries(key, charge, vendor);
      series.set(key, one);
      one.files.add(charge.x_SourceFile);
      const hour = clockHour(charge.chargePeriod);
      if (hour === null) one.long.push(charge.chargePeriod);
      else {
        one.hours.set(hour, addTo(one.hours.get(hour), charge));
        const seen = hoursOfFiles.get(charge.x_SourceFile) ?? new Set();
        hoursOfFiles.set(charge.x_SourceFile, seen.add(hour));
      }
    }
  }
  const value = [...series.values()].map((one) => (looked.has(one.id) ? { ...one, selector: null } : one));
  return { series: value.sort((a, b) => (a.id < b.id ? -1 : 1)), hoursOfFiles };
}

/** Only a row in detail keeps the name of its resource; where only a place was asked for, `*` stands for the name. */
function isInDetail(charge: Charge, wide: readonly ChargeSelector[]): boolean {
  return (charge.ResourceId !== null && !charge.ResourceId.endsWith('*')) || matchesOneOf(wide, charge);
}

/** Fees of a support plan or of a reserved block say nothing of what an hour costs. */
export function isUsage(charge: Charge): boolean {
  const isFee = charge.x_Nature === 'support' || charge.x_Nature === 'capacity-block';
  return charge.ChargeCategory === 'Usage' && !isOneTime(charge) && !isFee;
}

export function touches(series: Series, hours: Interval): boolean {
  return series.long.some((period) => overlaps(period, hours));
}

function keyOf(charge: Charge): string {
  const service = charge.x_ServiceCode ?? charge.ServiceName ?? 'unnamed service';
  return `${service}.${charge.RegionId ?? 'no region'}`;
}

function emptySeries(id: string, charge: Charge, vendor: string): MutableSeries {
  const { x_ServiceCode: code, ServiceName: name, RegionId: region } = charge;
  const service: ChargeSelector = code ? { x_ServiceCode: [code] } : name ? { ServiceName: [name] } : {};
  const isExact =
    region !== null && (code ?? name) !== null && ![region, code ?? name].some((text) => text?.includes('*'));
  const selector = isExact ? { x_Vendor: [vendor], ChargeCategory: ['Usage'], RegionId: [region], ...service } : null;
  return {
    id,
    service: name ?? code ?? 'unnamed service',
    region,
    hours: new Map(),
    long: [],
    files: new Set(),
    selector,
  };
}

/** The clock hour that the period lies in; null where it lies in more than one. */
function clockHour({ begin, end }: Interval): Instant | null {
  const hour = begin - (begin % HOUR);
  return end <= hour + HOUR ? hour : null;
}

function addTo(known: HourCost | undefined, charge: Charge): HourCost {
  if (!known) return { BilledCost: charge.BilledCost, EffectiveCost: charge.EffectiveCost, rows: charge.rows };
  const add = (a: Exact | null, b: Exact | null) => (a && b ? a.add(b) : null);
  return {
    BilledCost: add(known.BilledCost, charge.BilledCost),
    EffectiveCost: add(known.EffectiveCost, charge.EffectiveCost),
    rows: known.rows + charge.rows,
  };
}
