import type { CreditRule, TierTable } from '../../records/credit-rule.ts';
import type { Commitment } from '../../records/terms.ts';
import type { TableRow, TermsClause } from '../../records/terms-clause.ts';
import { exact, toText } from '../../values/exact.ts';
import { condition, counted, downtimeRange, leaves, minutes, percent, plainly, range, seconds } from '../words.ts';
import { clausesIn, inWords } from './draft.ts';
import { isTime } from './promise.ts';

/** What is paid. A commitment's first rule is `Credit`; further ones carry their name. */
export function creditClauses({ id, credits, metric }: Commitment): TermsClause[] {
  return credits.flatMap((rule, position) => {
    const name = position === 0 ? null : rule.id;
    const { list, add } = clausesIn('credit', `commitments.${id}.credits.${rule.id}`, name);
    for (const { topic, field, says, table } of pays(rule, isTime(metric.kind))) add(topic, field, says, table);
    add('Paid for', 'pays_for', rule.pays_for === 'downtime' ? null : plainly(rule.pays_for));
    add('Counted by', 'basis', rule.basis === 'period' ? null : `each ${rule.basis}`);
    add('Trigger', 'trigger', trigger(rule));
    add('Paid', 'automatic', rule.automatic ? 'by itself, without a claim' : 'on a claim');
    add('Stands in', 'ref', rule.ref);
    return list;
  });
}

interface Pays {
  readonly topic: string;
  readonly field: string;
  readonly says: string;
  readonly table?: readonly TableRow[];
}

function pays(rule: CreditRule, isDowntime: boolean): Pays[] {
  switch (rule.rule) {
    case 'tiers':
      return [
        ...(rule.tiers === null && rule.levels.length > 0 ? [] : [tableOf(rule, 'tiers', 'Credit', isDowntime)]),
        ...rule.levels.map((level) =>
          level.coverage === 'covered'
            ? tableOf(level, 'levels', `Credit where ${condition(level.when)}`, isDowntime)
            : {
                topic: `Credit where ${condition(level.when)}`,
                field: 'levels',
                says: level.coverage === 'excluded' ? 'none: no SLA' : 'not known',
              },
        ),
      ];
    case 'hours_table': {
      const unit = rule.unit === 'days' ? 'day' : 'hour';
      const table = rule.table.map((row) => ({
        range: range(row, minutes),
        allows: null,
        credit: `${counted(row.hours, unit)} of ${rule.unit === 'service_time' ? 'service' : 'charges'}`,
      }));
      return [{ topic: 'Credit', field: 'table', says: flat(table), table }];
    }
    case 'avg_daily_multiple': {
      const table = rule.tiers.map((row) => ({
        range: range(row, percent),
        allows: isDowntime ? downtimeRange(row) : null,
        credit: `${toText(row.multiple)} times the average day`,
      }));
      return [{ topic: 'Credit', field: 'tiers', says: flat(table), table }];
    }
    default:
      return [{ topic: 'Credit', field: FIELDS[rule.rule] ?? 'rule', says: inOneSentence(rule) }];
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  flat_percent: 'percent',
  step: 'step',
  per_failure: 'allowance',
  multiplier: 'multiplier',
  linear_shortfall: 'target',
  formula: 'expression',
};

function tableOf(given: TierTable, field: string, topic: string, isDowntime: boolean): Pays {
  if (given.tiers === null) return { topic, field, says: 'the table was not seen' };
  const kept = given.target && {
    range: `${percent(given.target)} or more`,
    allows: isDowntime ? `up to ${minutes(leaves(given.target))}` : null,
    credit: 'none',
  };
  const rows = given.tiers.map((row) => ({
    range: range(row, percent),
    allows: isDowntime ? downtimeRange(row) : null,
    credit: percent(row.percent),
  }));
  return { topic, field, says: flat(rows), table: kept ? [kept, ...rows] : rows };
}

function flat(rows: readonly TableRow[]): string {
  return rows.map((row) => `${row.range}: ${row.credit}`).join('; ');
}

function inOneSentence(rule: Exclude<CreditRule, { readonly rule: 'tiers' | 'hours_table' | 'avg_daily_multiple' }>) {
  switch (rule.rule) {
    case 'flat_percent':
      return `${percent(rule.percent)}${rule.target ? ` below ${percent(rule.target)}` : ''}`;
    case 'step': {
      const { size_s, percent: each, partial, grace_s, first_percent } = rule.step;
      const free = rule.allowance_percent ? `beyond ${percent(rule.allowance_percent)} of the period` : '';
      const grace = grace_s.n > 0n ? `after ${seconds(grace_s)}` : '';
      const first = first_percent ? `${percent(first_percent)} at once and ` : '';
      return [`${first}${percent(each)} for each ${seconds(size_s)}`, free, grace, `parts ${inWords(PARTIAL, partial)}`]
        .filter((part) => part !== '')
        .join(', ');
    }
    case 'per_failure': {
      const { count, per_thousand_gpu_days: rate } = rule.allowance;
      const free = count ? counted(count, 'failure') : `${toText(rate ?? exact(0))} failures per 1,000 GPU-days`;
      return `${percent(rule.percent)} for each failure beyond ${free}`;
    }
    case 'multiplier': {
      const by = rule.multiplier_by;
      const times = rule.multiplier
        ? toText(rule.multiplier)
        : Object.entries(by?.values ?? {})
            .map(([name, value]) => `${toText(value)} (${plainly(by?.attribute ?? '')} ${plainly(name)})`)
            .join(' or ');
      const factor = rule.duration_factor ? `, the time taken ${toText(rule.duration_factor)} times` : '';
      const free = rule.allowance_percent ? `, beyond ${percent(rule.allowance_percent)} of the period` : '';
      const round = rule.duration_round ? ', rounded up to the hour' : '';
      const time = rule.basis === 'event' && rule.duration === 'total' ? 'an hour' : inWords(DURATIONS, rule.duration);
      return `${times} times the price of ${time}${free}${factor}${round}`;
    }
    case 'linear_shortfall':
      return `${rule.percent_per_point ? percent(rule.percent_per_point) : '1 %'} for each percentage point below ${percent(rule.target)}`;
    case 'waive_unit':
      return 'the hour is not charged';
    case 'pro_rata':
      return 'the price of the time it was down';
    case 'formula':
      return rule.expression;
    case 'none':
      return 'none';
  }
}

const PARTIAL: Readonly<Record<string, string>> = {
  floor: 'do not count',
  ceil: 'count as whole',
  unspecified: 'not stated',
};

const DURATIONS: Readonly<Record<string, string>> = {
  total: 'the downtime',
  beyond_allowance: 'the downtime beyond what is allowed',
  since_last_start: 'the run time since the last start',
};

function trigger({ trigger: given }: CreditRule): string | null {
  if (!given) return null;
  const { unavailable_minutes_gt: above, window, text } = given;
  const length = above ? `more than ${minutes(above)} down${window ? ` in one ${plainly(window)}` : ''}` : '';
  return [length, text ?? ''].filter((part) => part !== '').join('; ') || null;
}
