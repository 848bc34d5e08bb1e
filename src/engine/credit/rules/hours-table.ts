import type { HoursRow } from '../../records/credit-rule.ts';
import { derived, measured } from '../../records/figure.ts';
import { type Exact, exact, sum, toText, ZERO } from '../../values/exact.ts';
import { type Interval, seconds } from '../../values/interval.ts';
import { boundsText, inBounds, liesAbove, liesBelow } from '../applying/bounds.ts';
import { priceOfHour } from '../money/time-price.ts';
import type { Rule } from '../rule.ts';

const SIXTY = exact(60);

/** Hours of service by the length of each single outage, priced at the unit's rate (Vultr). Outages are not added up first. */
export const rule: Rule<'hours_table'> = {
  kind: 'hours_table',
  compute(input) {
    const higher =
      input.rule.gap_policy === 'higher_credit' ||
      (input.rule.gap_policy === 'undefined' && input.choices.gap === 'higher');
    const rows = input.counted.map((span) => rowFor(input.rule.table, seconds(span).div(SIXTY), higher));
    const perRow = input.rule.unit === 'days' ? exact(24) : exact(1);
    const what = input.rule.unit === 'service_time' ? 'hours of service, given as time' : 'hours of service';
    const hours = measured({
      id: `${input.id}.hours`,
      label: 'Hours of service credited',
      value: sum(rows.map((row) => row?.hours.mul(perRow) ?? ZERO)),
      unit: 'hours',
      formula: rows.map((row, index) => describe(input.counted[index] as Interval, row)).join('; ') || 'no outage',
      inputs: [input.downtime],
      clause: input.cite(`${input.field}.table`, 'hours of credit by the length of one outage'),
    });
    const first = input.counted[0];
    if (!first) {
      const credit = derived({
        id: `${input.id}.credit`,
        label: 'Hours of service',
        value: ZERO,
        unit: input.currency,
        formula: 'no outage',
        inputs: [hours],
      });
      return { credit, says: 'no outage' };
    }
    const rate = priceOfHour(first.begin, input);
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'Hours of service',
      value: rate.value?.mul(hours.value as Exact) ?? null,
      unit: input.currency,
      formula: rate.value ? 'hours × price of an hour' : rate.formula,
      inputs: [hours, rate],
    });
    return { credit, says: `${toText(hours.value as Exact)} ${what}` };
  },
};

function rowFor(table: readonly HoursRow[], minutes: Exact, higher: boolean): HoursRow | undefined {
  const row = table.find((candidate) => inBounds(candidate, minutes));
  if (row) return row;
  // A gap: the row before it or the row after it, by the reading.
  const next = table.find((candidate) => liesAbove(candidate, minutes));
  const previous = table.filter((candidate) => liesBelow(candidate, minutes)).at(-1);
  return higher ? next : previous;
}

function describe(span: Interval, row: HoursRow | undefined): string {
  const minutes = toText(seconds(span).div(SIXTY));
  return row ? `${minutes} min is ${boundsText(row)}: ${toText(row.hours)} h` : `${minutes} min: no row`;
}
