import { z } from 'zod';
import {
  dayBegin,
  decimal,
  flag,
  id,
  listOf,
  named,
  object,
  oneOf,
  optional,
  percentage,
  quantity,
  someOf,
  text,
  texts,
} from './fields.ts';

/** How downtime becomes money: what every rule has (a base above all), and what each kind of rule has of its own. */

export const unitLevel = oneOf('resource', 'zone', 'region', 'account', 'global');

/** `{worst_disk_class: [standard_hdd]}`; one value needs no list. */
export const condition = named(texts);

const window = oneOf('same_period', 'previous_month', 'preceding_30_days', 'annual_div_12', 'prorated_days');

const base = object({
  level: unitLevel,
  says: text,
  basis: oneOf(
    'charges_paid',
    'monthly_bill',
    'amount_due',
    'net_fees',
    'list_price',
    'estimated_retail',
    'contract_price',
  ),
  window: window.default('same_period'),
  resale_basis: optional(text),
  rate_at: optional(oneOf('begin_of_unavailability')),
  includes: listOf(text),
  excludes: listOf(text),
  unstated: listOf(text),
  funding_excluded: listOf(text),
  switch: listOf(object({ when: condition, level: unitLevel })),
});

const cap = object({
  percent_of: optional(text),
  value: optional(quantity),
  amount: optional(quantity),
  hours: optional(quantity),
  per: oneOf('period', 'incident', 'event'),
  window: optional(oneOf('same_period', 'previous_month', 'preceding_30_days', 'annual_div_12')),
}).refine(
  (one) =>
    [one.value, one.amount, one.hours].filter((given) => given !== null).length === 1 &&
    (one.percent_of === null) === (one.value === null),
  'A cap needs `percent_of` with `value`, or `amount`, or `hours`.\nGive exactly one of the three.',
);

const minimum = object({
  amount: quantity,
  currency: text,
  strict: flag.default(false),
  per: oneOf('period', 'incident'),
  below: oneOf('no_credit', 'raise_to', 'ambiguous'),
});

const common = {
  id,
  basis: oneOf('period', 'incident', 'event'),
  pays_for: oneOf('downtime', 'lost_runtime', 'data_loss', 'delay').default('downtime'),
  automatic: flag.default(false),
  ref: optional(text),
  effective_from: optional(dayBegin),
  trigger: optional(
    object({
      unavailable_minutes_gt: optional(quantity),
      window: optional(oneOf('clock_hour', 'incident', 'period')),
      text: optional(text),
    }),
  ),
  base,
  caps: listOf(cap),
  minimum: optional(minimum),
};

const bounds = <Bound extends z.ZodType>(bound: Bound) => ({
  ge: optional(bound),
  gt: optional(bound),
  lt: optional(bound),
  le: optional(bound),
});

const gapPolicy = oneOf('higher_credit', 'lower_credit', 'undefined').default('undefined');

const tierTable = {
  tiers: optional(
    someOf(object({ ...bounds(percentage), percent: quantity }), 'Write `tiers: null` where the table was not seen.'),
  ),
  target: optional(percentage),
  tier_rule: oneOf('printed_range', 'deepest_match').default('printed_range'),
  gap_policy: gapPolicy,
};

const level = object({
  when: condition,
  coverage: oneOf('covered', 'excluded', 'unknown').default('covered'),
  ...tierTable,
});

const step = object({
  size_s: quantity.refine(
    (value) => value.n > 0n,
    'A step needs a length above 0 seconds.\nWrite the length of one step in seconds.',
  ),
  percent: quantity,
  partial: oneOf('floor', 'ceil', 'unspecified'),
  grace_s: quantity.prefault('0'),
  first_percent: optional(quantity),
});

const multiplierBy = object({ attribute: text, values: named(decimal) });

/** A fact that an expression can name. */
const factName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'Expected the name of a fact.\nUse lower-case letters, digits and "_".');

const allowance = object({ count: optional(quantity), per_thousand_gpu_days: optional(quantity) }).refine(
  ({ count, per_thousand_gpu_days: rate }) => (count === null) !== (rate === null),
  'An allowance of failures needs `count` or `per_thousand_gpu_days`.\nGive exactly one of the two.',
);

const KINDS =
  'tiers, flat_percent, step, per_failure, multiplier, hours_table, avg_daily_multiple, linear_shortfall, waive_unit, pro_rata, formula, none';

export const creditRule = z.discriminatedUnion(
  'rule',
  [
    object({ rule: z.literal('tiers'), ...common, ...tierTable, levels: listOf(level) }),
    object({ rule: z.literal('flat_percent'), ...common, percent: quantity, target: optional(percentage) }),
    object({ rule: z.literal('step'), ...common, allowance_percent: optional(percentage), step }),
    object({ rule: z.literal('per_failure'), ...common, allowance, percent: quantity }),
    object({
      rule: z.literal('multiplier'),
      ...common,
      multiplier: optional(quantity),
      multiplier_by: optional(multiplierBy),
      duration: oneOf('total', 'beyond_allowance', 'since_last_start').default('total'),
      allowance_percent: optional(percentage),
      target: optional(percentage),
      duration_factor: optional(quantity),
      duration_round: optional(oneOf('ceil_hour')),
    }),
    object({
      rule: z.literal('hours_table'),
      ...common,
      unit: oneOf('hours', 'days', 'service_time').default('hours'),
      table: someOf(
        object({ ...bounds(quantity), hours: quantity }),
        'Write the lengths of an outage in minutes and what each earns.',
      ),
      gap_policy: gapPolicy,
    }),
    object({
      rule: z.literal('avg_daily_multiple'),
      ...common,
      tiers: someOf(
        object({ ...bounds(percentage), multiple: quantity }),
        'Write the ranges of uptime and the multiple of each.',
      ),
      target: optional(percentage),
      gap_policy: gapPolicy,
    }),
    object({
      rule: z.literal('linear_shortfall'),
      ...common,
      target: percentage,
      percent_per_point: optional(quantity),
    }),
    object({ rule: z.literal('waive_unit'), ...common, waive: oneOf('instance_hour') }),
    object({ rule: z.literal('pro_rata'), ...common }),
    object({
      rule: z.literal('formula'),
      ...common,
      expression: text,
      target: optional(percentage),
      facts: listOf(factName),
    }),
    object({ rule: z.literal('none'), ...common }),
  ],
  { error: `The credit needs a \`rule\` that is known.\nThe rules are: ${KINDS}.` },
);
