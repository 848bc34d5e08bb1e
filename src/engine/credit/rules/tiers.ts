import type { TierLevel, TierTable } from '../../records/credit-rule.ts';
import { derived, measured } from '../../records/figure.ts';
import { HUNDRED, toText, ZERO } from '../../values/exact.ts';
import { boundsText } from '../applying/bounds.ts';
import { isMet, rowFor, UNSEEN } from '../applying/table-row.ts';
import { baseOf } from '../money/base.ts';
import { unpaid } from '../money/percent-credit.ts';
import { isOneOf } from '../promise/facts.ts';
import type { Rule, RuleInput, RuleResult } from '../rule.ts';

type Input = Parameters<(typeof rule)['compute']>[0];

/** A percentage of the base by the row that the unrounded uptime falls in. Rows do not add up: the deepest one counts. */
export const rule: Rule<'tiers'> = {
  kind: 'tiers',
  compute(input) {
    const table = tableFor(input);
    const field = `${input.field}.tiers`;
    const uptime = input.uptime.value;
    if (!table.tiers) {
      const isKept = uptime !== null && table.target !== null && isMet(table.target, uptime);
      return isKept
        ? unpaid(input, 'Tier credit', `commitment of ${toText(table.target)} % met`, [input.uptime])
        : undetermined(input, UNSEEN);
    }
    if (uptime === null) return undetermined(input, 'the uptime is undetermined');
    const row = rowFor({ ...table, rows: table.tiers, pays: (tier) => tier.percent }, uptime, input.choices);
    const met = isMet(table.target, uptime)
      ? `commitment${table.target ? ` of ${toText(table.target)} %` : ''} met`
      : 'below the target, and no row of the table applies';
    const base = baseOf(input);
    const percent = measured({
      id: `${input.id}.percent`,
      label: 'Credit percentage',
      value: row?.percent ?? ZERO,
      unit: 'percent',
      formula: row ? `uptime ${boundsText(row)}` : met,
      inputs: [input.uptime],
      clause: input.cite(field, row ? `${boundsText(row)} → ${toText(row.percent)} %` : met),
    });
    if (!row) {
      const credit = derived({
        id: `${input.id}.credit`,
        label: 'Tier credit',
        value: ZERO,
        unit: input.currency,
        formula: met,
        inputs: [percent],
      });
      return { credit, says: met, base };
    }
    const credit = derived({
      id: `${input.id}.credit`,
      label: 'Tier credit',
      value: base.value?.mul(row.percent).div(HUNDRED) ?? null,
      unit: input.currency,
      formula: base.value ? 'base × percentage ÷ 100' : base.formula,
      inputs: [base, percent],
    });
    return { credit, says: `${boundsText(row)} → ${toText(row.percent)} %`, base };
  },
};

function tableFor({ rule: { levels, ...own }, attributes, choices }: Input): TierTable {
  if (levels.length === 0) return own;
  const fact = (attribute: string) => attributes[attribute] ?? choices[`attribute:${attribute}`];
  const fits = (level: TierLevel) =>
    Object.entries(level.when).every(([attribute, values]) => isOneOf(values, fact(attribute) ?? ''));
  return levels.find(fits) ?? { ...own, tiers: null };
}

function undetermined(input: RuleInput, why: string): RuleResult {
  const clause = input.cite(`${input.field}.tiers`, why);
  const credit = derived({
    id: `${input.id}.credit`,
    label: 'Tier credit',
    value: null,
    unit: input.currency,
    formula: why,
    inputs: [input.uptime],
    clause,
  });
  return { credit, says: why };
}
