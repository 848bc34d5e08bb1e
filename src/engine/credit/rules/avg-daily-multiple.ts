import { derived, measured } from '../../records/figure.ts';
import { exact, toText, ZERO } from '../../values/exact.ts';
import { daysOf } from '../../values/period.ts';
import { boundsText } from '../applying/bounds.ts';
import { isMet, rowFor } from '../applying/table-row.ts';
import { baseOf } from '../money/base.ts';
import { undetermined } from '../money/percent-credit.ts';
import type { Rule } from '../rule.ts';

/** So many average days of the month's charges, by the row that the uptime falls in (Snowflake: seven below 95 %). */
export const rule: Rule<'avg_daily_multiple'> = {
  kind: 'avg_daily_multiple',
  compute(input) {
    const label = 'Average days';
    const { tiers, target, gap_policy } = input.rule;
    const uptime = input.uptime.value;
    if (uptime === null) return undetermined(input, label, 'the uptime is undetermined', [input.uptime]);
    const table = { rows: tiers, pays: (row: (typeof tiers)[number]) => row.multiple, target, gap_policy };
    const row = rowFor({ ...table, tier_rule: 'printed_range' }, uptime, input.choices);
    const unpaid = isMet(target, uptime) ? 'commitment met' : 'below the target, and no row of the table applies';
    const says = row ? `${boundsText(row)} → ${toText(row.multiple)} average days` : unpaid;
    const multiple = measured({
      id: `${input.id}.days`,
      label: 'Average days credited',
      value: row?.multiple ?? ZERO,
      unit: 'count',
      formula: row ? `uptime ${boundsText(row)}` : unpaid,
      inputs: [input.uptime],
      clause: input.cite(`${input.field}.tiers`, says),
    });
    const parts = { id: `${input.id}.credit`, label, unit: input.currency };
    const base = baseOf(input);
    if (!row) return { credit: derived({ ...parts, value: ZERO, formula: unpaid, inputs: [multiple] }), says, base };
    const days = daysOf(input.month);
    const day = derived({
      id: `${input.id}.day`,
      label: 'Average day',
      value: base.value?.div(exact(days)) ?? null,
      unit: input.currency,
      formula: base.value ? `base ÷ ${days} days of ${input.month.id}` : base.formula,
      inputs: [base],
    });
    const credit = derived({
      ...parts,
      value: day.value?.mul(row.multiple) ?? null,
      formula: day.value ? 'average day × days credited' : day.formula,
      inputs: [day, multiple],
    });
    return { credit, says, base };
  },
};
