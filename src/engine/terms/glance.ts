import type { CreditRule } from '../records/credit-rule.ts';
import type { Commitment } from '../records/terms.ts';
import type { PromiseAtAGlance } from '../records/terms-page.ts';
import { type Exact, max, min, toText } from '../values/exact.ts';
import { isTime } from './clauses/promise.ts';
import { leaves, minutes } from './words.ts';

/** A promise in three cells: what is promised, how much downtime that leaves, what is paid. */
export function atAGlance({ credits, metric, coverage }: Commitment): PromiseAtAGlance {
  if (coverage !== 'covered') return { target: null, allows: null, credit: null };
  const targets = credits.flatMap(targetsOf);
  return {
    target: between(targets, toText, ' %'),
    allows: isTime(metric.kind) ? between(targets.map(leaves), minutes) : null,
    credit: credits.map(creditOf).find((says) => says !== null) ?? null,
  };
}

function targetsOf(rule: CreditRule): Exact[] {
  const tables = rule.rule === 'tiers' ? [rule, ...rule.levels] : 'target' in rule ? [rule] : [];
  return tables.flatMap(({ target }) => (target ? [target] : []));
}

function creditOf(rule: CreditRule): string | null {
  switch (rule.rule) {
    case 'tiers': {
      const rows = [rule, ...rule.levels].flatMap(({ tiers }) => tiers ?? []);
      return between(
        rows.map((row) => row.percent),
        toText,
        ' %',
      );
    }
    case 'multiplier': {
      const times = rule.multiplier ? [rule.multiplier] : Object.values(rule.multiplier_by?.values ?? {});
      return between(times, toText, ' times the price');
    }
    case 'hours_table': {
      const hours = rule.table.map((row) => row.hours);
      return between(hours, toText, rule.unit === 'days' ? ' days' : ' hours');
    }
    case 'flat_percent':
      return `${toText(rule.percent)} %`;
    case 'step':
      return `${toText(rule.step.percent)} % a step`;
    case 'per_failure':
      return `${toText(rule.percent)} % a failure`;
    case 'none':
      return 'none';
    default:
      return 'by rule';
  }
}

/** `10 to 100 %`, or the one value there is. */
function between(values: readonly Exact[], say: (value: Exact) => string, unit = ''): string | null {
  const [first, ...rest] = values;
  if (!first) return null;
  const [least, most] = [min(first, ...rest), max(first, ...rest)];
  return `${least.equals(most) ? say(least) : `${say(least)} to ${say(most)}`}${unit}`;
}
