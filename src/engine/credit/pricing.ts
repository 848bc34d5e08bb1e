import type { ZoneMap } from '../records/case-records.ts';
import type { Charge } from '../records/charge.ts';
import type { CreditBase } from '../records/credit-rule.ts';
import { type Clause, derived, type Figure, measured } from '../records/figure.ts';
import type { Commitment } from '../records/terms.ts';
import { isCovered } from '../select.ts';
import { type Exact, exact, sum, ZERO } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { type Interval, intersect, overlaps, totalSeconds } from '../values/interval.ts';
import { addMonths, type Month } from '../values/period.ts';
import type { Choices } from './questions.ts';
import { belongsTo, type Unit } from './units.ts';

const THIRTY_DAYS = 30 * 86_400_000;
const HOUR_SECONDS = exact(3600);

/** What a unit costs, as the bill shows it. Every answer is a figure; what the bill does not say has a null value. */
export interface Pricing {
  /** The charges a percentage is taken of. */
  base(spec: CreditBase, id: string, choices: Choices, clause: Clause): Figure;
  /** What the unit cost during the spans, at the rate of those hours. */
  priceOf(spans: readonly Interval[], spec: CreditBase, id: string, choices: Choices): Figure;
  /** Charges in a window, for caps. */
  spent(window: Interval, spec: CreditBase, id: string, choices: Choices): Figure;
}

export interface PricingInput {
  readonly unit: Unit;
  readonly commitment: Commitment;
  readonly charges: readonly Charge[];
  readonly zones: readonly ZoneMap[];
  readonly month: Month;
  readonly currency: string;
  /** The user's word for an hour of the unit, where there is no bill. */
  readonly hourlyPrice: Exact | null;
}

export function pricingOf(input: PricingInput): Pricing {
  const { unit, commitment, zones, currency, hourlyPrice } = input;
  const covered = input.charges.filter(
    (charge) => isCovered(commitment, charge) && charge.BillingCurrency === currency,
  );
  const belonging = (level: CreditBase['level']) =>
    covered.filter((charge) => belongsTo(charge, unit, level, zones) && !isOneTime(charge));

  const total = (
    rows: readonly Charge[],
    id: string,
    label: string,
    choices: Choices,
    spec: CreditBase,
    where: string,
    clause?: Clause,
  ): Figure => {
    const column = costColumn(spec, choices);
    const amounts = rows.map((row) => row[column]);
    const known = amounts.filter((amount) => amount !== null);
    const count = rows.reduce((all, row) => all + row.rows, 0);
    const missing =
      rows.length === 0
        ? `the bill shows no charge ${where}`
        : known.length < amounts.length
          ? `${column} is missing in rows ${where}`
          : null;
    return measured({
      id,
      label,
      value: missing ? null : sum(known),
      unit: currency,
      formula: missing ?? `sum of ${column} over ${count} bill row${count === 1 ? '' : 's'} ${where}`,
      clause,
      origin: rows[0] ? { file: rows[0].x_SourceFile } : undefined,
      rows: missing
        ? undefined
        : {
            files: [...new Set(rows.map((row) => row.x_SourceFile))].sort(),
            selectors: commitment.covers.charges.map((selector) => ({ ...selector, ...place(unit, spec.level) })),
            billingPeriod: rows[0]?.billingPeriod ?? null,
            touching: null,
            cost: column,
          },
    });
  };

  return {
    base(spec, id, choices, clause) {
      const month = spec.window === 'previous_month' ? addMonths(input.month, -1) : input.month;
      const rows = belonging(spec.level).filter((charge) => billingMonthOf(charge) === month.id);
      return total(
        rows,
        id,
        `Base: ${spec.says}`,
        choices,
        spec,
        `for ${nameOf(unit, spec.level)} in ${month.id}`,
        clause,
      );
    },

    priceOf(spans, spec, id, choices) {
      const label = `What ${unit.id} cost in that time`;
      if (hourlyPrice !== null) {
        const rate = measured({
          id: `${id}.rate`,
          label: 'Price of an hour',
          value: hourlyPrice,
          unit: currency,
          formula: 'stated by the user',
        });
        const hours = derived({
          id: `${id}.hours`,
          label: 'Hours',
          value: totalSeconds(spans).div(HOUR_SECONDS),
          unit: 'hours',
          formula: 'length of the spans',
        });
        return derived({
          id,
          label,
          value: hourlyPrice.mul(hours.value as Exact),
          unit: currency,
          formula: 'hours × price of an hour',
          inputs: [hours, rate],
        });
      }
      if (spans.length === 0) return derived({ id, label, value: ZERO, unit: currency, formula: 'no time' });
      const column = costColumn(spec, choices);
      const rows = belonging('resource').length > 0 ? belonging('resource') : belonging(spec.level);
      const touching = rows.filter(
        (row) => row.chargePeriod !== null && spans.some((span) => overlaps(span, row.chargePeriod as Interval)),
      );
      return measured({
        id,
        label,
        value: costWithin(touching, spans, column),
        unit: currency,
        formula:
          touching.length === 0
            ? `the bill shows no charge of ${unit.id} in those hours`
            : `${column} of the rows that touch ${describeSpans(spans)}, by the share of their charge period that lies inside`,
        origin: touching[0] ? { file: touching[0].x_SourceFile } : undefined,
        rows:
          touching.length === 0
            ? undefined
            : {
                files: [...new Set(touching.map((row) => row.x_SourceFile))].sort(),
                selectors: commitment.covers.charges.map((selector) => ({ ...selector, ...place(unit, 'resource') })),
                billingPeriod: null,
                touching: { begin: spans[0]?.begin ?? 0, end: spans.at(-1)?.end ?? 0 },
                cost: column,
              },
      });
    },

    spent(window, spec, id, choices) {
      const label = `Charges from ${formatInstant(window.begin)} to ${formatInstant(window.end)}`;
      const column = costColumn(spec, choices);
      const rows = belonging(spec.level).filter(
        (row) => row.chargePeriod !== null && overlaps(row.chargePeriod, window),
      );
      if (rows.length > 0) {
        return measured({
          id,
          label,
          value: costWithin(rows, [window], column),
          unit: currency,
          formula: `${column} of the rows in the window`,
          origin: { file: rows[0]?.x_SourceFile ?? '' },
        });
      }
      const value = hourlyPrice === null ? null : hourlyPrice.mul(totalSeconds([window])).div(HOUR_SECONDS);
      const formula = value
        ? 'stated price × hours of the window, as if the unit had run all the time'
        : 'the bill shows no charge in that window';
      return derived({ id, label, value, unit: currency, formula });
    },
  };
}

export function precedingThirtyDays(before: number): Interval {
  return { begin: before - THIRTY_DAYS, end: before };
}

/** The month a charge is billed in, `2025-10`. A billing period is cut near the month's edge, so its middle tells. */
export function billingMonthOf(charge: Charge): string | null {
  const period = charge.billingPeriod ?? charge.chargePeriod;
  if (!period) return null;
  const middle = charge.billingPeriod ? period.begin + 15 * 86_400_000 : period.begin;
  return formatInstant(middle).slice(0, 7);
}

function costWithin(rows: readonly Charge[], spans: readonly Interval[], column: CostColumn): Exact | null {
  let total = ZERO;
  if (rows.length === 0) return null;
  for (const row of rows) {
    const period = row.chargePeriod as Interval;
    const cost = row[column];
    if (cost === null || period.end <= period.begin) return null;
    const shared = totalSeconds(intersect([period], spans));
    total = total.add(cost.mul(shared).div(totalSeconds([period])));
  }
  return total;
}

type CostColumn = 'BilledCost' | 'EffectiveCost' | 'ListCost';

function costColumn(spec: CreditBase, choices: Choices): CostColumn {
  if (spec.basis === 'list_price') return 'ListCost';
  return choices.base_basis === 'effective' ? 'EffectiveCost' : 'BilledCost';
}

function isOneTime(charge: Charge): boolean {
  return charge.ChargeFrequency?.toLowerCase() === 'one-time';
}

function nameOf(unit: Unit, level: CreditBase['level']): string {
  if (level === 'region') return unit.region ?? unit.id;
  return level === 'zone' ? (unit.zone ?? unit.id) : level === 'resource' ? unit.id : 'the account';
}

function place(unit: Unit, level: CreditBase['level']) {
  if (level === 'resource') return { ResourceId: [...(unit.members ?? [])].sort() };
  if (level === 'region' && unit.region) return { RegionId: [unit.region] };
  return level === 'zone' && unit.zone ? { AvailabilityZone: [unit.zone] } : {};
}

function describeSpans(spans: readonly Interval[]): string {
  const [first] = spans;
  if (!first) return 'no time';
  const text = `${formatInstant(first.begin)} to ${formatInstant(first.end)}`;
  return spans.length === 1 ? text : `${text} and ${spans.length - 1} more span${spans.length === 2 ? '' : 's'}`;
}
