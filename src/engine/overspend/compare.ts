import { median } from '../loss/baseline.ts';
import { derived, type Figure, measured } from '../records/figure.ts';
import type { OverspendLine, SpendPlace } from '../records/overspend.ts';
import { type Exact, max, sum, toText, ZERO } from '../values/exact.ts';
import { formatDay, formatInstant, type Instant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import { clockHours, DAY, hourBefore, hoursBefore } from './ask.ts';
import type { HourCost, Series } from './hourly-bill.ts';

export type CostBasis = 'BilledCost' | 'EffectiveCost';

export interface Question {
  /** Prefix of the figures. */
  readonly id: string;
  readonly hours: Interval;
  readonly days: readonly number[];
  readonly basis: CostBasis;
  readonly currency: string;
}

/** `absent`: no row in any of the hours. `usual`: within the usual range. `unknown`: a row does not give the cost. */
export type Outcome =
  | { readonly kind: 'absent' | 'usual' | 'unknown' }
  | { readonly kind: 'line'; readonly line: OverspendLine };

/**
 * A service in the hours of an incident against the same hours of the days before. The usual cost of an hour is the
 * median of the days; the usual range is twice the most that any one of those days is off it in these hours. Once would
 * not do: of services that only fluctuate every sixth one leaves the range of seven days, of twice that range every
 * fiftieth.
 */
export function compareSeries(series: Series, place: SpendPlace, question: Question): Outcome {
  const { hours, days, basis } = question;
  const all = [...clockHours(hours), ...days.flatMap((day) => hoursBefore(hours, day))];
  if (!all.some((hour) => series.hours.has(hour))) return { kind: 'absent' };
  const costOf = (hour: Instant) => amount(series.hours.get(hour), basis);
  const perHour = clockHours(hours).map(
    (hour): Hour<Exact | null> => ({
      hour,
      cost: costOf(hour),
      before: days.map((day) => costOf(hourBefore(hours, hour, day))),
    }),
  );
  const known = perHour.filter(isKnown);
  if (known.length < perHour.length) return { kind: 'unknown' };
  const usual = known.map(({ before }) => median(before));
  const excess = sum(known.map(({ cost }, nth) => cost.sub(usual[nth] ?? ZERO)));
  const offs = days.map((_, day) => sum(known.map(({ before }, nth) => (before[day] ?? ZERO).sub(usual[nth] ?? ZERO))));
  const spread = max(ZERO, ...offs.map((off) => off.abs())).mul(2n);
  if (excess.abs().compare(spread) <= 0) return { kind: 'usual' };
  return { kind: 'line', line: lineOf(series, place, question, { perHour: known, usual, offs, spread }) };
}

interface Hour<Cost> {
  readonly hour: Instant;
  readonly cost: Cost;
  readonly before: readonly Cost[];
}

type Known = Hour<Exact>;

interface Compared {
  readonly perHour: readonly Known[];
  readonly usual: readonly Exact[];
  readonly offs: readonly Exact[];
  readonly spread: Exact;
}

function isKnown(hour: Hour<Exact | null>): hour is Known {
  return hour.cost !== null && hour.before.every((cost) => cost !== null);
}

function amount(hour: HourCost | undefined, basis: CostBasis): Exact | null {
  return hour ? hour[basis] : ZERO;
}

function lineOf(series: Series, place: SpendPlace, question: Question, compared: Compared): OverspendLine {
  const { hours, days, basis, currency } = question;
  const id = `${question.id}.${series.id}`;
  const where = series.region === null ? series.service : `${series.service}, ${series.region}`;
  const dates = days.map((day) => formatDay(hours.begin - day * DAY));
  const cost = costFigure(series, question, id, where, compared.perHour);
  const usual = derived({
    id: `${id}.usual`,
    label: `Usual cost of these hours: ${where}`,
    value: sum(compared.usual),
    unit: currency,
    formula: `for each clock hour the median of the same hour on ${days.length} days before (${dates.join(', ')}), added up`,
    inputs: hours.end - hours.begin <= DAY ? usualHours(id, dates, compared, currency) : [],
  });
  const spread = derived({
    id: `${id}.spread`,
    label: `Usual range: ${where}`,
    value: compared.spread,
    unit: currency,
    formula: `twice the furthest that a day was off its usual in these hours: ${dates.map((date, nth) => `${date} by ${toText(compared.offs[nth] ?? ZERO)}`).join(', ')}`,
  });
  const value = (cost.value ?? ZERO).sub(usual.value ?? ZERO);
  const excess = derived({
    id: `${id}.excess`,
    label: `${value.compare(ZERO) > 0 ? 'More' : 'Less'} than usual: ${where}`,
    value,
    unit: currency,
    formula: `${basis} − usual; outside the usual range of the ${days.length} days compared`,
    inputs: [cost, usual, spread],
  });
  return { id, service: series.service, region: series.region, place, cost, usual, excess, spread };
}

function costFigure(series: Series, question: Question, id: string, where: string, perHour: readonly Known[]): Figure {
  const { hours, basis, currency } = question;
  const count = perHour.reduce((rows, { hour }) => rows + (series.hours.get(hour)?.rows ?? 0), 0);
  const files = [...series.files].sort();
  return measured({
    id: `${id}.cost`,
    label: `Cost in the hours of the incident: ${where}`,
    value: sum(perHour.map(({ cost }) => cost)),
    unit: currency,
    formula: `${basis} of ${count} rows of usage, ${formatInstant(hours.begin)} to ${formatInstant(hours.end)}`,
    ...(files[0] === undefined ? {} : { origin: { file: files[0] } }),
    ...(series.selector
      ? { rows: { files, selectors: [series.selector], billingPeriod: null, touching: hours, cost: basis } }
      : {}),
  });
}

function usualHours(id: string, dates: readonly string[], { perHour, usual }: Compared, currency: string): Figure[] {
  return perHour.map(({ hour, before }, nth) => {
    const stamp = formatInstant(hour);
    return derived({
      id: `${id}.usual.${stamp}`,
      label: `Usual cost of the clock hour ${stamp}`,
      value: usual[nth] ?? ZERO,
      unit: currency,
      formula: `median of ${before.map((cost, day) => `${toText(cost)} (${dates[day]})`).join(', ')}`,
    });
  });
}
