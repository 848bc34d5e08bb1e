import type { IncidentGroup } from '../incidents.ts';
import { undetermined } from '../loss/compute.ts';
import { needsOf } from '../needs.ts';
import { regionOf } from '../outage-span.ts';
import type { RunLoss } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Outage } from '../records/outage.ts';
import type { Overspend, OverspendLine, SpendPlace } from '../records/overspend.ts';
import { sum, ZERO } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import { askedIncidents, LONGEST, length } from './ask.ts';
import { comparableDays } from './comparable-days.ts';
import { type CostBasis, compareSeries } from './compare.ts';
import { type HourlyBill, hourlyBill, type Series, touches } from './hourly-bill.ts';
import { idleSpend } from './idle.ts';

/**
 * What the vendor's services cost in the hours of each incident against the same hours of the week before: retries,
 * failovers, and what was not spent. It stands beside losses and credits and is in no total of them. Nothing without a
 * bill.
 */
export function assessOverspend(
  groups: readonly IncidentGroup[],
  records: CaseRecords,
  losses: readonly RunLoss[],
): Overspend[] {
  const { contracts, asOf, runs, pools = [] } = records;
  if (records.bill.files.length === 0) return [];
  const { detail } = needsOf({ contracts, outages: records.outages.outages, runs: [...runs, ...pools], asOf });
  const asked = askedIncidents(groups, contracts, asOf);
  const bills = new Map<string, HourlyBill>();
  for (const { incident } of asked)
    if (!bills.has(incident.vendor)) bills.set(incident.vendor, hourlyBill(records, incident.vendor, detail));
  return asked.map(({ incident, outages, hours }) => {
    const others = asked.filter((other) => other.incident !== incident && other.incident.vendor === incident.vendor);
    const id = `overspend.${incident.id}`;
    return {
      ...compareIncident(
        {
          id: `${id}.${incident.vendor}`,
          vendor: incident.vendor,
          hours,
          outages,
          others: others.map((one) => one.hours),
        },
        bills.get(incident.vendor) as HourlyBill,
        records,
      ),
      incident: incident.id,
      idle: idleSpend({ id: `${id}.idle`, incident: incident.id, vendor: incident.vendor }, outages, records, losses),
    };
  });
}

interface Question {
  readonly id: string;
  readonly vendor: string;
  readonly hours: Interval;
  readonly outages: readonly Outage[];
  readonly others: readonly Interval[];
}

function compareIncident(
  question: Question,
  bill: HourlyBill,
  records: CaseRecords,
): Omit<Overspend, 'incident' | 'idle'> {
  const { id, vendor, hours, outages, others } = question;
  const basis = basisOf(bill, vendor, records);
  const common = { vendor, hours, basis };
  const { days, because } = daysOf(question, bill, records.currency, others);
  if (days === null) {
    const open = (key: keyof typeof LABELS) =>
      undetermined({ id: `${id}.${key}`, label: LABELS[key], unit: records.currency }, because);
    return {
      ...common,
      days: 0,
      more: open('more'),
      less: open('less'),
      net: open('net'),
      lines: [],
      withinUsual: 0,
      notCompared: [],
    };
  }
  const place = placeIn(outages);
  const found = bill.series.map((series) => ({
    series,
    outcome: compareSeries(series, place(series.region), { id, hours, days, basis, currency: records.currency }),
  }));
  const lines = found.flatMap(({ outcome }) => (outcome.kind === 'line' ? [outcome.line] : [])).sort(bySize);
  const unknown = found.filter(({ outcome }) => outcome.kind === 'unknown').map(({ series }) => series);
  return {
    ...common,
    days: days.length,
    ...sums(id, lines, days.length, records.currency),
    lines,
    withinUsual: found.filter(({ outcome }) => outcome.kind === 'usual').length,
    notCompared: [
      ...unknown.map((series) => left(series, `a row of it gives no ${basis}`)),
      ...bill.series
        .filter((series) => touches(series, hours))
        .map((series) => left(series, 'rows of more than an hour')),
    ],
  };
}

function daysOf({ vendor, hours }: Question, bill: HourlyBill, currency: string, others: readonly Interval[]) {
  if (length(hours) > LONGEST) return no('the incident is longer than the week before it could be compared with');
  const isByHour = ({ hours: known }: Series) =>
    [...known.keys()].some((hour) => hours.begin <= hour && hour < hours.end);
  if (!bill.series.some(isByHour)) {
    const isBilled = bill.series.some((series) => touches(series, hours));
    return no(
      isBilled
        ? `this bill has no hours: its rows of ${vendor} in that time span more than an hour`
        : `the bill has no rows of usage of ${vendor} in ${currency} in these hours, beside resources that the case asks for one by one`,
    );
  }
  return comparableDays(bill, hours, others);
}

function no(because: string) {
  return { days: null, because };
}

/** Cash where the bill gives it throughout, for retries and failovers are paid in it; else amortized cost throughout. */
function basisOf({ series }: HourlyBill, vendor: string, { bill }: CaseRecords): CostBasis {
  const files = bill.files.filter((file) => file.vendors.length === 0 || file.vendors.includes(vendor));
  const isGiven = (basis: CostBasis, key: 'billed' | 'effective') =>
    files.every((file) => file.quality[key] === 'exact' || file.quality[key] === 'derived') &&
    series.every(({ hours }) => [...hours.values()].every((hour) => hour[basis] !== null));
  return !isGiven('BilledCost', 'billed') && isGiven('EffectiveCost', 'effective') ? 'EffectiveCost' : 'BilledCost';
}

/** Regions are written `us-east-1`, `East US`, `eastus`: case and spaces do not tell them apart. */
function placeIn(outages: readonly Outage[]): (region: string | null) => SpendPlace {
  const plain = (region: string) => region.toLowerCase().replaceAll(' ', '');
  const isEverywhere = outages.some((outage) => outage.scope.level === 'global');
  const hit = new Set(outages.flatMap((outage) => regionOf(outage.scope) ?? []).map(plain));
  return (region) => {
    if (isEverywhere) return 'hit';
    if (region === null || plain(region) === 'global' || hit.size === 0) return 'unknown';
    return hit.has(plain(region)) ? 'hit' : 'elsewhere';
  };
}

const LABELS = {
  more: 'Spent more than usual around the incident',
  less: 'Spent less than usual around the incident',
  net: 'Overspend around the incident, net of what was not spent',
} as const;

function sums(id: string, lines: readonly OverspendLine[], days: number, unit: string) {
  const part = (key: 'more' | 'less', sign: 1 | -1): Figure => {
    const inputs = lines.map((line) => line.excess).filter(({ value }) => value && value.compare(ZERO) * sign > 0);
    const found = inputs.length > 0 ? 'sum over the services that' : 'no service';
    return derived({
      id: `${id}.${key}`,
      label: LABELS[key],
      value: sum(inputs.flatMap(({ value }) => value?.abs() ?? [])),
      unit,
      formula: `${found} cost ${key} than the usual range of ${days} days`,
      inputs,
    });
  };
  const more = part('more', 1);
  const less = part('less', -1);
  const value = (more.value ?? ZERO).sub(less.value ?? ZERO);
  const net = derived({
    id: `${id}.net`,
    label: LABELS.net,
    value,
    unit,
    formula: 'more − less',
    inputs: [more, less],
  });
  return { more, less, net };
}

function left({ service, region }: Series, because: string): Overspend['notCompared'][number] {
  return { service, region, because };
}

function bySize(a: OverspendLine, b: OverspendLine): number {
  const size = (line: OverspendLine) => line.excess.value?.abs() ?? ZERO;
  return size(b).compare(size(a)) || (a.id < b.id ? -1 : 1);
}
