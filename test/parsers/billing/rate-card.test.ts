import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { decimal, exact, sum, toText, ZERO } from '../../../src/engine/values/exact.ts';
import { checkTwice } from '../../../src/parsers/billing/rate-card/check-twice.ts';
import { parseRateCard } from '../../../src/parsers/billing/rate-card/parse.ts';
import { priceUsage } from '../../../src/parsers/billing/rate-card/price-usage.ts';
import type { RateCard } from '../../../src/parsers/billing/rate-card/rate-card.ts';
import { reservedCharges, reservedUntil } from '../../../src/parsers/billing/rate-card/reserve.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2030, 2, 2, 5);

function cardOf(body: string): RateCard {
  const head = 'makewhole_rates: 1\nvendor: Example Cloud\ncurrency: USD\ndocument: order form 1\n';
  const { value, issues } = parseRateCard(`${head}${body}`, 'rates.yaml');
  if (!value) throw new Error(JSON.stringify(issues));
  return value;
}

function problemsOf(text: string): string[] {
  const { issues } = parseRateCard(text, 'rates.yaml');
  return issues.map(({ code, origin }) => `${code} ${origin?.line}:${origin?.column}`);
}

const USAGE: Charge = {
  x_SourceFile: 'usage.csv',
  x_Vendor: 'example cloud',
  ServiceProviderName: 'Example Cloud',
  ServiceName: 'GPU Compute',
  x_ServiceCode: null,
  RegionId: 'north-1',
  AvailabilityZone: null,
  ResourceId: 'c-1',
  x_InstanceType: 'gx-8x',
  ChargeCategory: 'Usage',
  ChargeFrequency: null,
  billingPeriod: null,
  chargePeriod: { begin: T0, end: T0 + HOUR },
  BillingCurrency: 'XXX',
  BilledCost: null,
  EffectiveCost: null,
  ListCost: null,
  ConsumedQuantity: decimal('15.25'),
  ConsumedUnit: 'Instance-Hour',
  x_Nature: null,
  CommitmentDiscountStatus: null,
  CapacityReservationStatus: null,
  ChargeClass: null,
  x_AdjustmentType: null,
  ChargeDescription: null,
  rows: 1,
};

test('usage costs quantity times rate, to the last digit, and names the card as its source', () => {
  const card = cardOf('rates: [{sku: gx-8x, unit: instance_hour, price: "19.600000000000000001"}]');
  const { value, issues } = priceUsage([USAGE], [card]);
  expect(issues).toEqual([]);
  const [charge] = value.charges;
  expect(charge).toMatchObject({ x_SourceFile: 'rates.yaml', BillingCurrency: 'USD', rows: 1 });
  expect(toText(charge?.BilledCost ?? ZERO)).toBe('298.90000000000000001525');
  expect(charge?.EffectiveCost).toBe(charge?.BilledCost);
});

test.each([
  ['another unit', 'sku: gx-8x, unit: gpu_hour'],
  ['another SKU', 'sku: gx-4x, unit: instance_hour'],
  ['another region', 'region: south-1, unit: instance_hour'],
  ['a rate that begins within the row', 'unit: instance_hour, from: 2030-03-02T05:30:00Z'],
  ['a rate that ended before', 'unit: instance_hour, until: 2030-03-02'],
])('%s prices nothing: unknown is not 0', (_, rate) => {
  const { value, issues } = priceUsage([USAGE, USAGE], [cardOf(`rates: [{${rate}, price: "1"}]`)]);
  expect(value.charges).toEqual([USAGE, USAGE]);
  expect(value.used.size).toBe(0);
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({ code: 'billing/no-rate', severity: 'warning', origin: { file: 'usage.csv' } });
  expect(issues[0]?.message).toContain('2 row(s) of gx-8x in Instance-Hour');
});

test('the card of another vendor prices nothing', () => {
  const card = { ...cardOf('rates: [{unit: instance_hour, price: "1"}]'), vendorKey: 'other' };
  expect(priceUsage([USAGE], [card]).value.used.size).toBe(0);
});

test('rates that follow each other price each hour by its own', () => {
  const card = cardOf(`rates:
  - {service: "GPU*", unit: instance-hours, price: "2", until: 2030-03-02T06:00:00Z}
  - {service: "GPU*", unit: Instance Hour, price: "3", from: 2030-03-02T06:00:00Z}`);
  const next = { ...USAGE, chargePeriod: { begin: T0 + HOUR, end: T0 + 2 * HOUR } };
  const { value } = priceUsage([USAGE, next], [card]);
  expect(value.charges.map(({ BilledCost }) => toText(BilledCost ?? ZERO))).toEqual(['30.5', '45.75']);
});

test('two rates for one row are an error, unless they say the same', () => {
  const two = (price: string) =>
    cardOf(`rates: [{unit: instance_hour, price: "2"}, {sku: gx-8x, unit: instance_hour, price: "${price}"}]`);
  expect(priceUsage([USAGE], [two('2.0')]).issues).toEqual([]);
  expect(priceUsage([USAGE, USAGE], [two('3')]).issues).toMatchObject([
    { code: 'billing/ambiguous-rate', severity: 'error', origin: { file: 'rates.yaml', line: 5 } },
  ]);
});

const RESERVED = cardOf(`reservations:
  - {service: GPU cloud, instance_type: 8xH100, region: eu-1, unit: gpu_hour, count: 512, price: "2.10",
     from: 2030-02-15T00:00:00Z, until: 2030-03-20T12:30:00Z}`);

test('a reservation comes to count × price × hours, however the windows cut it', () => {
  const windows = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 })).map(([begin, length]) => ({
      begin: Date.UTC(2030, 2, 1) + begin * HOUR,
      end: Date.UTC(2030, 2, 1) + (begin + length) * HOUR,
    })),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(windows, (asked) => {
      const charges = reservedCharges(RESERVED, { detail: [], windows: asked });
      const inMonth = (month: number) =>
        charges.filter(({ billingPeriod }) => billingPeriod?.begin === Date.UTC(2030, month, 1));
      const cost = (month: number) => toText(sum(inMonth(month).flatMap(({ BilledCost }) => BilledCost ?? [])));
      // 14 days of February (the 15th to the 28th), 19 days and 12.5 hours of March.
      expect(cost(1)).toBe(
        toText(
          exact(512)
            .mul(decimal('2.1'))
            .mul(exact(14 * 24)),
        ),
      );
      expect(cost(2)).toBe(toText(exact(512).mul(decimal('2.1')).mul(decimal('468.5'))));
      expect(inMonth(3)).toEqual([]);
      for (const { chargePeriod } of charges)
        if (chargePeriod) expect(chargePeriod.end - chargePeriod.begin).toBeLessThanOrEqual(HOUR);
    }),
    { numRuns: 40 },
  );
});

test('a reserved hour carries what the engine prices by', () => {
  const charges = reservedCharges(RESERVED, { detail: [], windows: [{ begin: T0, end: T0 + 2 * HOUR }] });
  expect(charges.filter(({ chargePeriod }) => chargePeriod)).toHaveLength(2);
  const hour = charges.find(({ chargePeriod }) => chargePeriod?.begin === T0);
  expect(hour).toMatchObject({
    x_SourceFile: 'rates.yaml',
    x_Vendor: 'example cloud',
    ConsumedUnit: 'GPU-Hours',
    RegionId: 'eu-1',
  });
  expect(toText(hour?.BilledCost ?? ZERO)).toBe('1075.2');
  expect(toText(hour?.ConsumedQuantity ?? ZERO)).toBe('512');
});

test('hours committed by the month are a charge of the month', () => {
  const card = cardOf(`reservations:
  - {service: s, unit: instance_hour, hours_per_month: 100, price: "8", from: 2030-02-01, until: 2030-04-01}`);
  const charges = reservedCharges(card, { detail: [], windows: [{ begin: T0, end: T0 + HOUR }] });
  expect(charges.map(({ chargePeriod, BilledCost }) => [chargePeriod?.begin, toText(BilledCost ?? ZERO)])).toEqual([
    [Date.UTC(2030, 1, 1), '800'],
    [Date.UTC(2030, 2, 1), '800'],
  ]);
});

test('after its end a reservation says nothing', () => {
  const needs = { detail: [], windows: [{ begin: Date.UTC(2030, 5, 1), end: Date.UTC(2030, 5, 2) }] };
  expect(reservedCharges(RESERVED, needs)).toEqual([]);
  expect(reservedUntil(RESERVED, needs)).toBeNull();
  expect(reservedUntil(RESERVED, { detail: [], windows: [{ begin: T0, end: T0 + HOUR }] })).toBe(
    Date.UTC(2030, 2, 20, 12, 30),
  );
});

test('hours that would be paid for twice are an error', () => {
  const card = cardOf(`reservations:
  - {sku: gx-8x, unit: instance_hour, count: 16, price: "8", from: 2030-03-01, until: 2030-04-01}`);
  const codes = (...given: Parameters<typeof checkTwice>) =>
    checkTwice(...given).map(({ code, severity }) => `${severity} ${code}`);
  expect(codes([card], [], [USAGE])).toEqual(['error billing/paid-twice']);
  expect(codes([card], [USAGE], [])).toEqual(['error billing/paid-twice']);
  expect(codes([card], [{ ...USAGE, x_Vendor: 'other' }], [{ ...USAGE, x_InstanceType: 'other' }])).toEqual([]);
  const unplaced = { ...USAGE, RegionId: null, ResourceId: null, x_SourceFile: 'plans.csv' };
  expect(codes([], [], [USAGE, unplaced])).toEqual(['error billing/paid-twice']);
  expect(codes([], [], [USAGE, USAGE])).toEqual([]);
});

const HEAD = 'makewhole_rates: 1\nvendor: x\ncurrency: USD\ndocument: d\n';
test.each([
  ['no document', HEAD.replace('document: d\n', 'rates: [{unit: h, price: "1"}]\n'), ['billing/missing-field 1:1']],
  ['no price at all', HEAD, ['billing/bad-field 1:1']],
  ['a price with a sign', `${HEAD}rates: [{unit: h, price: $1}]`, ['billing/bad-field 5:26']],
  ['a price below zero', `${HEAD}rates: [{unit: h, price: -1}]`, ['billing/bad-field 5:26']],
  ['a field that is none', `${HEAD}rates: [{units: h, unit: h, price: 1}]`, ['billing/unknown-field 5:10']],
  [
    'two names of one thing',
    `${HEAD}rates: [{sku: a, instance_type: b, unit: h, price: 1}]`,
    ['billing/bad-field 5:15'],
  ],
  [
    'an end before the begin',
    `${HEAD}rates: [{unit: h, price: 1, from: 2030-02-01, until: 2030-01-01}]`,
    ['billing/bad-field 5:54'],
  ],
  [
    'a time without a zone',
    `${HEAD}rates: [{unit: h, price: 1, from: "2030-02-01 10:00"}]`,
    ['billing/bad-field 5:35'],
  ],
  [
    'nothing reserved',
    `${HEAD}reservations: [{unit: gpu_hour, count: 1, price: 1, from: 2030-01-01, until: 2030-02-01}]`,
    ['billing/bad-field 5:16'],
  ],
  [
    'half a GPU',
    `${HEAD}reservations: [{service: s, unit: gpu_hour, count: 0.5, price: 1, from: 2030-01-01, until: 2030-02-01}]`,
    ['billing/bad-field 5:52'],
  ],
  [
    'hours of half a month',
    `${HEAD}reservations: [{service: s, unit: gpu_hour, hours_per_month: 5, price: 1, from: 2030-01-15, until: 2030-02-01}]`,
    ['billing/bad-field 5:81'],
  ],
])('a card with %s is refused at its place', (_, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});
