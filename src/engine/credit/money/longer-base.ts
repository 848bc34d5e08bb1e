import type { Charge } from '../../records/charge.ts';
import type { CreditBase } from '../../records/credit-rule.ts';
import { assumed, type Clause, derived, type Figure, measured } from '../../records/figure.ts';
import { type Exact, exact, sum } from '../../values/exact.ts';
import { formatInstant, type Instant } from '../../values/instant.ts';
import { type Interval, overlaps, totalSeconds } from '../../values/interval.ts';
import { addMonths } from '../../values/period.ts';
import type { Choices } from '../readings/questions.ts';
import { behind, nameOf } from './charge-source.ts';
import { type CostColumn, costColumn, costWithin, touching } from './charge-sums.ts';
import type { PricingInput } from './pricing.ts';

const THIRTY_DAYS = 30 * 86_400_000;
const HOUR_SECONDS = exact(3600);
const TWELVE = 12;

interface Asked {
  readonly id: string;
  readonly choices: Choices;
  readonly clause: Clause;
  /** The beginning of the outage; absent where nothing was down. */
  readonly before?: Instant | undefined;
}

/** A base that reaches beyond the month: thirty days before the outage, a twelfth of a year, fees of longer terms by their days. */
export function longerBase(input: PricingInput, spec: CreditBase, asked: Asked): Figure {
  const { id, choices, clause, before } = asked;
  const parts = { id, label: `Base: ${spec.says}`, unit: input.currency, clause };
  if (spec.window === 'annual_div_12') return twelfthOfYear(input, spec, asked);
  if (spec.window === 'prorated_days') return prorated(input, spec, asked);
  if (before === undefined)
    return derived({ ...parts, value: null, formula: 'no outage, so no thirty days before it' });
  const spent = spentIn(input, precedingThirtyDays(before), spec, `${id}.spent`, choices);
  return derived({
    ...parts,
    value: spent.value,
    formula: spent.value ? 'charges of the thirty days before the outage' : spent.formula,
    inputs: [spent],
  });
}

export function precedingThirtyDays(before: Instant): Interval {
  return { begin: before - THIRTY_DAYS, end: before };
}

/** Charges in a window of time, each row by the share of its charge period that lies inside. */
export function spentIn(input: PricingInput, window: Interval, spec: CreditBase, id: string, choices: Choices): Figure {
  const { charges, currency, hourlyPrice } = input;
  const parts = {
    id,
    label: `Charges from ${formatInstant(window.begin)} to ${formatInstant(window.end)}`,
    unit: currency,
  };
  const column = costColumn(spec, choices);
  const rows = touching(charges.all(spec.level), [window]);
  if (rows.length > 0) {
    const source = behind(rows, input, spec.level, { billingPeriod: null, touching: window, cost: column });
    const value = costWithin(rows, [window], column);
    const formula = value ? `${column} of the rows in the window` : `${column} is missing in rows of the window`;
    const first = Math.min(...rows.flatMap(({ chargePeriod }) => chargePeriod?.begin ?? []));
    // Whether the unit cost nothing before, or the bill of that time is not in the case, the rows cannot tell.
    return first > window.begin
      ? assumed({
          ...parts,
          ...source,
          value,
          formula: `${formula}; the bill shows none before ${formatInstant(first)}`,
        })
      : measured({ ...parts, ...source, value, formula });
  }
  if (hourlyPrice === null)
    return derived({ ...parts, value: null, formula: 'the bill shows no charge in that window' });
  const value = hourlyPrice.mul(totalSeconds([window])).div(HOUR_SECONDS);
  return assumed({
    ...parts,
    value,
    formula: 'stated price × hours of the window, as if the unit had run all the time',
  });
}

/** The twelve months that end with this one, all of them billed: a part of a year is not the year. */
function twelfthOfYear(input: PricingInput, spec: CreditBase, { id, choices, clause }: Asked): Figure {
  const { charges, currency, unit } = input;
  const column = costColumn(spec, choices);
  const months = Array.from({ length: TWELVE }, (_, back) => addMonths(input.month, back + 1 - TWELVE));
  const amounts = months.map(({ id: month }) =>
    charges.billedIn(spec.level, month).length > 0 ? charges.totalIn(spec.level, month, column) : null,
  );
  const known = amounts.filter((amount) => amount !== null);
  const rows = months.flatMap((month) => charges.billedIn(spec.level, month.id));
  const parts = { id, label: `Base: ${spec.says}`, unit: currency, clause };
  if (known.length < TWELVE) {
    const formula = `a twelfth of the annual charge: the bills show ${column} ${where(input, spec)} in ${known.length} of the twelve months to ${input.month.id}; state annual_charge as a fact of ${unit.id}`;
    return derived({ ...parts, value: null, formula });
  }
  return measured({
    ...parts,
    ...behind(rows, input, spec.level, { billingPeriod: null, touching: spanOf(months), cost: column }),
    value: sum(known).div(exact(TWELVE)),
    formula: `sum of ${column} ${where(input, spec)} over the twelve months to ${input.month.id} ÷ 12`,
  });
}

/** Charges of the month, and of each longer charge period the share of its days that lies in the month. */
function prorated(input: PricingInput, spec: CreditBase, { id, choices, clause }: Asked): Figure {
  const { charges, currency, month } = input;
  const column = costColumn(spec, choices);
  const rows = charges.all(spec.level).filter((row) => liesIn(row, month) || isBilledIn(input, spec, row));
  const amounts = rows.map((row) => shareIn(row, month, column));
  const known = amounts.filter((amount) => amount !== null);
  const parts = { id, label: `Base: ${spec.says}`, unit: currency, clause };
  if (rows.length === 0)
    return derived({ ...parts, value: null, formula: `the bill shows no charge ${where(input, spec)} in ${month.id}` });
  if (known.length < rows.length)
    return derived({ ...parts, value: null, formula: `${column} is missing in rows ${where(input, spec)}` });
  return measured({
    ...parts,
    ...behind(rows, input, spec.level, { billingPeriod: null, touching: month, cost: column }),
    value: sum(known),
    formula: `${column} ${where(input, spec)}, each row by the share of its charge period that lies in ${month.id}`,
  });
}

function liesIn({ chargePeriod }: Charge, month: Interval): boolean {
  return chargePeriod !== null && overlaps(chargePeriod, month);
}

/** Rows whose hours were summed up are known by their month alone. */
function isBilledIn({ charges, month }: PricingInput, { level }: CreditBase, row: Charge): boolean {
  return row.chargePeriod === null && charges.billedIn(level, month.id).includes(row);
}

function shareIn(row: Charge, month: Interval, column: CostColumn): Exact | null {
  return row.chargePeriod === null ? row[column] : costWithin([row], [month], column);
}

function where({ unit }: PricingInput, { level }: CreditBase): string {
  return `for ${nameOf(unit, level)}`;
}

function spanOf(months: readonly Interval[]): Interval {
  return { begin: (months[0] as Interval).begin, end: (months.at(-1) as Interval).end };
}
