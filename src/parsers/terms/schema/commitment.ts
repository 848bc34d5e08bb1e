import { condition, creditRule, unitLevel } from './credit-rule.ts';
import { flag, id, listOf, object, oneOf, optional, someOf, text, texts, wholeCount } from './fields.ts';
import { metric } from './metric.ts';

/** One promise: whom it covers, how it is measured, what it pays. */

const selector = object({
  x_Vendor: texts.optional(),
  ServiceProviderName: texts.optional(),
  ServiceName: texts.optional(),
  x_ServiceCode: texts.optional(),
  RegionId: texts.optional(),
  AvailabilityZone: texts.optional(),
  ResourceId: texts.optional(),
  x_InstanceType: texts.optional(),
  ChargeCategory: texts.optional(),
  ChargeFrequency: texts.optional(),
  x_Nature: texts.optional(),
}).refine(
  (given) => Object.keys(given).length > 0,
  'A selector needs a column.\nName at least one, e.g. `ServiceName`: an empty selector would take the whole bill.',
);

export const commitment = object({
  id,
  kind: oneOf('sla', 'slo', 'target').default('sla'),
  level_type: oneOf('availability', 'performance', 'delivery', 'event').default('availability'),
  coverage: oneOf('covered', 'excluded', 'not_published', 'unknown').default('covered'),
  routed_to: optional(id),
  covers: object({
    charges: listOf(selector),
    services: listOf(text),
    dimensions: listOf(text),
    kinds: someOf(
      oneOf('down', 'degraded', 'throttled', 'maintenance', 'info', 'retracted', 'unknown'),
      'Name the kinds of outage that the promise speaks of.',
    ).default(() => ['down' as const]),
  }).prefault({}),
  scope: object({
    level: unitLevel,
    unit: text,
    pool: optional(text),
    dimension: optional(text),
    group_by: optional(text),
    aggregation: oneOf('each', 'all_down', 'any_down', 'more_than_one', 'k_of_n', 'pairwise').default('each'),
    k: optional(text),
    members: optional(
      object({ concurrent: flag, zones_gte: optional(wholeCount), regions_gte_if_one_zone: optional(wholeCount) }),
    ),
  }),
  eligibility: object({ all: listOf(condition), any: listOf(condition), none: listOf(condition) }).prefault({}),
  excluded_resources: listOf(selector),
  metric,
  credits: someOf(creditRule, 'Write `rule: none` for a promise that pays nothing.'),
  note: optional(text),
});
