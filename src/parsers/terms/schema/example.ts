import { z } from 'zod';
import {
  decimal,
  flag,
  id,
  listOf,
  moment,
  monthId,
  named,
  object,
  oneOf,
  optional,
  quantity,
  text,
} from './fields.ts';

/** Worked examples: what is given, what must come out, which wrong answers to refuse. */

const scopeLevel = oneOf('global', 'region', 'zone', 'resource', 'account');

const outage = object({
  scope: object({ level: scopeLevel, id: text, region: optional(text), zone: optional(text) }),
  begin: moment,
  end: moment,
  kind: oneOf('down', 'degraded', 'throttled', 'maintenance', 'info', 'retracted', 'unknown').default('down'),
  source: oneOf('vendor-declared', 'observed').default('vendor-declared'),
});

const sample = object({
  begin: moment,
  interval_s: quantity.refine(
    (seconds) => seconds.n > 0n && (seconds.n * 1000n) % seconds.d === 0n,
    'Expected a length of time.\nWrite the seconds of one interval, e.g. `300`.',
  ),
  repeat: quantity
    .refine(
      (count) => count.n > 0n && count.d === 1n && count.compare(100_000) <= 0,
      'Expected a number of intervals.\nWrite how many follow each other, e.g. `12`.',
    )
    .prefault('1'),
  dimension: optional(text),
  requests: optional(quantity),
  errors: optional(quantity),
  value: optional(quantity),
  unit: optional(text),
}).refine(
  ({ requests, errors, value }) =>
    (requests === null) === (errors === null) &&
    (requests !== null || value !== null) &&
    (requests === null || errors === null || errors.compare(requests) <= 0),
  'A sample counts requests and their errors, or gives a value.\nWrite `requests: 100, errors: 2`, or `value: 45`.',
);

const ticketKind = oneOf('ticket', 'customer_notice', 'reported', 'provider_confirms', 'identified', 'aware', 'claim');

/** A fact may count something: an editor sees a number. */
const fact = text.meta({ editor: { type: ['string', 'number', 'boolean'] } });

const event = object({
  rule: text,
  at: moment,
  begin: optional(moment),
  unit: optional(text),
  count: quantity.prefault('1'),
});

const given = object({
  commitment: id,
  period: monthId,
  as_of: optional(moment),
  attributes: named(fact).default(() => ({})),
  readings: named(text).default(() => ({})),
  unit: text,
  charges: optional(quantity),
  hourly_price: optional(quantity),
  charges_in: object({ previous_month: optional(quantity), preceding_30_days: optional(quantity) }).prefault({}),
  channel: id.default('direct'),
  outages: listOf(outage),
  samples: listOf(sample),
  exclusions: listOf(object({ begin: moment, end: moment, proved: flag, tag: id })),
  tickets: listOf(object({ kind: ticketKind, at: moment, unit: optional(text) })),
  exists: optional(object({ from: moment, until: moment })),
  members: named(named(fact)).default(() => ({})),
  trust: listOf(text),
  events: listOf(event),
});

const RANGE = 'Expected a number or a range.\nWrite `10`, or `{low: 10, high: 20}`.';

const range = z
  .union([decimal.transform((value) => ({ low: value, high: value })), object({ low: decimal, high: decimal })], RANGE)
  .meta({
    editor: {
      anyOf: [
        { type: ['string', 'number'] },
        {
          type: 'object',
          properties: { low: { type: ['string', 'number'] }, high: { type: ['string', 'number'] } },
          required: ['low', 'high'],
          additionalProperties: false,
        },
      ],
    },
  });

const expect = object({
  status: oneOf('claimable', 'not-met', 'not-covered', 'no-sla', 'forfeited', 'undetermined', 'insufficient-evidence'),
  downtime_minutes: optional(range),
  uptime: optional(
    z
      .string()
      .regex(
        /^\d{1,3}(\.\d{1,30}(\.\.\.)?)?$/,
        'Expected a percentage.\nWrite it exactly, `99.0`, or cut, `96.418011...`.',
      ),
  ).meta({
    editor: { type: ['string', 'number', 'null'] },
  }),
  percent: optional(range),
  credit: optional(range),
  rules: named(range).default(() => ({})),
  deadlines: listOf(object({ step: id, reading: optional(id), date: text })),
});

const rejected = object({ credit: optional(decimal), downtime_minutes: optional(decimal), why: text });

export const example = object({ id, says: text, source: text, given, expect, reject: listOf(rejected) });
