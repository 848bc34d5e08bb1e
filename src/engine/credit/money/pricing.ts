import type { CreditBase } from '../../records/credit-rule.ts';
import { assumed, type Clause, derived, type Figure, measured } from '../../records/figure.ts';
import type { Commitment } from '../../records/terms.ts';
import { type Exact, exact, ZERO } from '../../values/exact.ts';
import { formatInstant, type Instant } from '../../values/instant.ts';
import { type Interval, totalSeconds } from '../../values/interval.ts';
import { addMonths, type Month } from '../../values/period.ts';
import type { Choices } from '../readings/questions.ts';
import type { UnitCharges } from '../units/unit-charges.ts';
import type { Unit } from '../units/units.ts';
import { behind, nameOf } from './charge-source.ts';
import { costColumn, costWithin, touching } from './charge-sums.ts';
import { longerBase, spentIn } from './longer-base.ts';

const HOUR_SECONDS = exact(3600);

/** What a unit costs, as the bill shows it. Every answer is a figure; what the bill does not say has a null value. */
export interface Pricing {
  /** The charges a percentage is taken of, in the window of the base. `before`: the beginning of the outage. */
  base(spec: CreditBase, id: string, choices: Choices, clause: Clause, before?: Instant): Figure;
  /** What the unit cost during the spans, at the rate of those hours. */
  priceOf(spans: readonly Interval[], spec: CreditBase, id: string, choices: Choices): Figure;
  /** Charges in a window, for caps. */
  spent(window: Interval, spec: CreditBase, id: string, choices: Choices): Figure;
}

export interface PricingInput {
  readonly unit: Unit;
  readonly commitment: Commitment;
  readonly charges: UnitCharges;
  readonly month: Month;
  readonly currency: string;
  /** Where the bills of the vendor end; null where the case has none. */
  readonly billEnds: Instant | null;
  /** The user's word for an hour of the unit, where there is no bill. */
  readonly hourlyPrice: Exact | null;
}

export function pricingOf(input: PricingInput): Pricing {
  const { unit, charges, currency, billEnds, hourlyPrice } = input;

  return {
    base(spec, id, choices, clause, before) {
      if (spec.window === 'preceding_30_days' || spec.window === 'prorated_days' || spec.window === 'annual_div_12')
        return longerBase(input, spec, { id, choices, clause, before });
      const month = spec.window === 'previous_month' ? addMonths(input.month, -1) : input.month;
      const rows = charges.billedIn(spec.level, month.id);
      const column = costColumn(spec, choices);
      const where = `for ${nameOf(unit, spec.level)} in ${month.id}`;
      const parts = { id, label: `Base: ${spec.says}`, unit: currency, clause };
      if (rows.length === 0) return derived({ ...parts, value: null, formula: `the bill shows no charge ${where}` });
      const value = charges.totalIn(spec.level, month.id, column);
      if (!value) return derived({ ...parts, value, formula: `${column} is missing in rows ${where}` });
      const count = rows.reduce((all, row) => all + row.rows, 0);
      const formula = `sum of ${column} over ${count} bill row${count === 1 ? '' : 's'} ${where}`;
      const source = behind(rows, input, spec.level, {
        billingPeriod: rows[0]?.billingPeriod ?? null,
        touching: null,
        cost: column,
      });
      // A month that the bill does not hold to its end gives a base that is still growing.
      return billEnds !== null && billEnds < month.end
        ? assumed({
            ...parts,
            ...source,
            value,
            formula: `${formula}, as far as the bill goes (${formatInstant(billEnds)})`,
          })
        : measured({ ...parts, ...source, value, formula });
    },

    priceOf(spans, spec, id, choices) {
      const parts = { id, label: `What ${unit.id} cost in that time`, unit: currency };
      const end = spans.at(-1)?.end;
      if (end === undefined) return derived({ ...parts, value: ZERO, formula: 'no time' });
      if (hourlyPrice !== null) return statedPrice(parts, spans, hourlyPrice);
      if (billEnds !== null && billEnds < end)
        return derived({
          ...parts,
          value: null,
          formula: `the bill ends at ${formatInstant(billEnds)}, before that time does`,
        });
      const column = costColumn(spec, choices);
      const own = charges.all('resource');
      const rows = touching(own.length > 0 ? own : charges.all(spec.level), spans);
      const value = costWithin(rows, spans, column);
      if (!value) {
        const why =
          rows.length === 0
            ? `the bill shows no charge of ${unit.id} in those hours`
            : `${column} is missing in rows of those hours`;
        return derived({ ...parts, value, formula: why });
      }
      const formula = `${column} of the rows that touch ${describeSpans(spans)}, by the share of their charge period that lies inside`;
      const span = { begin: spans[0]?.begin ?? end, end };
      return measured({
        ...parts,
        ...behind(rows, input, 'resource', { billingPeriod: null, touching: span, cost: column }),
        value,
        formula,
      });
    },

    spent: (window, spec, id, choices) => spentIn(input, window, spec, id, choices),
  };
}

function statedPrice(parts: Pick<Figure, 'id' | 'label' | 'unit'>, spans: readonly Interval[], price: Exact): Figure {
  const length = totalSeconds(spans).div(HOUR_SECONDS);
  const rate = measured({
    ...parts,
    id: `${parts.id}.rate`,
    label: 'Price of an hour',
    value: price,
    formula: 'stated by the user',
  });
  const hours = derived({
    id: `${parts.id}.hours`,
    label: 'Hours',
    value: length,
    unit: 'hours',
    formula: 'length of the spans',
  });
  return derived({ ...parts, value: price.mul(length), formula: 'hours × price of an hour', inputs: [hours, rate] });
}

function describeSpans(spans: readonly Interval[]): string {
  const [first] = spans;
  if (!first) return 'no time';
  const text = `${formatInstant(first.begin)} to ${formatInstant(first.end)}`;
  return spans.length === 1 ? text : `${text} and ${spans.length - 1} more span${spans.length === 2 ? '' : 's'}`;
}
