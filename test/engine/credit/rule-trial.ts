import { applyRule } from '../../../src/engine/credit/applying/apply-rule.ts';
import type { Pricing } from '../../../src/engine/credit/money/pricing.ts';
import type { RuleInput, RuleResult } from '../../../src/engine/credit/rule.ts';
import type { CreditRule } from '../../../src/engine/records/credit-rule.ts';
import { type Clause, type Figure, measured } from '../../../src/engine/records/figure.ts';
import { decimal, type Exact, exact, HUNDRED, toText } from '../../../src/engine/values/exact.ts';
import { type Interval, totalSeconds, union } from '../../../src/engine/values/interval.ts';
import { monthOf } from '../../../src/engine/values/period.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, withCredit } from '../../parsers/terms/minimal-terms.ts';

const MINUTE = 60_000;

/** A month in which one unit was down, at a constant price; money that the bill would show is given outright. */
export interface Trial {
  /** `2026-06` unless said. */
  readonly month?: string;
  /** Minutes from the beginning of the month, `[from, until]`. */
  readonly down?: readonly (readonly [number, number])[];
  /** Percent, where it is not what `down` comes to. */
  readonly uptime?: Exact;
  /** Charges of the base in whatever window it has; null: the bill shows none. */
  readonly base?: string | null;
  /** Price of an hour. */
  readonly price?: string;
  /** Charges of any other window. */
  readonly spent?: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly choices?: Readonly<Record<string, string>>;
  /** Stated events of the rule, in minutes from the beginning of the month. */
  readonly events?: readonly { readonly at: number; readonly begin?: number; readonly count?: number }[];
}

/** A credit rule as a terms file writes it: what stands between `- id: a` and its base. */
export function ruleOf(text: string, base = BASE): CreditRule {
  const { value, issues } = parseTerms({
    label: 'rule.yaml',
    text: withCredit(`- id: a\n${indented(text)}\n  ${base}`),
  });
  const rule = value?.versions[0]?.commitments[0]?.credits[0];
  if (!rule) throw new Error(issues.map(({ code, message }) => `${code}: ${message}`).join('; '));
  return rule;
}

export function applied(rule: CreditRule, trial: Trial): RuleResult {
  const month = monthOf(Date.parse(`${trial.month ?? '2026-06'}-15T12:00:00Z`), 'UTC');
  const span = ([from, until]: readonly [number, number]) => ({
    begin: month.begin + Math.round(from * MINUTE),
    end: month.begin + Math.round(until * MINUTE),
  });
  const down = union((trial.down ?? []).map(span));
  const length = exact(month.end - month.begin, 1000);
  const lost = totalSeconds(down);
  const input: RuleInput = {
    rule,
    id: 'a',
    field: 'commitments.vm.credits.a',
    currency: 'USD',
    month,
    counted: down,
    down,
    waived: [],
    downtime: figure('downtime', lost, 'seconds'),
    uptime: figure('uptime', trial.uptime ?? length.sub(lost).div(length).mul(HUNDRED), 'percent'),
    at: null,
    pricing: pricing(trial),
    attributes: trial.facts ?? {},
    choices: trial.choices ?? {},
    cite: (field, says): Clause => ({ terms: 'test', field, says, grade: 'vendor_page' }),
  };
  const events = (trial.events ?? []).map(({ at, begin, count }) => ({
    rule: rule.id,
    at: month.begin + at * MINUTE,
    begin: begin === undefined ? null : month.begin + begin * MINUTE,
    unit: 'vm-1',
    count: exact(count ?? 1),
    document: 'ticket 1',
    origin: { file: 'makewhole.yaml' },
  }));
  return applyRule(input, events);
}

/** The credit as text; null where it is undetermined. */
export function pays(rule: CreditRule, trial: Trial): string | null {
  const { value } = applied(rule, trial).credit;
  return value && toText(value);
}

function pricing({ base = '1000', price = '1', spent = '720' }: Trial): Pricing {
  const costOf = (spans: readonly Interval[]) => totalSeconds(spans).mul(decimal(price)).div(exact(3600));
  return {
    base: (_, id) => figure(id, base === null ? null : decimal(base)),
    priceOf: (spans, _, id) => figure(id, costOf(spans)),
    spent: (_, __, id) => figure(id, decimal(spent)),
  };
}

function figure(id: string, value: Exact | null, unit = 'USD'): Figure {
  return measured({ id, label: id, value, unit, formula: value ? 'given' : 'the bill shows no charge' });
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
