import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/engine/assess.ts';
import { toDecimal } from '../../src/engine/values/exact.ts';
import { at, contractOf, hourlyCharges, outage, recordsOf, termsOf } from './library.ts';

/**
 * A second calculator that shares no code with the engine: minutes in a set, whole cents in BigInt, tables typed in
 * from examples/sla.md. It and the engine must agree on random months.
 */
const VENDORS = {
  'aws/ec2': {
    commitment: 'instance',
    service: 'EC2',
    rows: [
      [9900n, 9950n, 10n],
      [9500n, 9900n, 30n],
      [-1n, 9500n, 100n],
    ],
    minimumCents: 100n,
  },
  'gcp/compute-engine': {
    commitment: 'single-instance',
    service: 'Google Compute Engine',
    rows: [
      [9500n, 9990n, 10n],
      [9000n, 9500n, 25n],
      [-1n, 9000n, 100n],
    ],
    minimumCents: -1n,
  },
} as const;

const TERMS = { 'aws/ec2': termsOf('aws/ec2'), 'gcp/compute-engine': termsOf('gcp/compute-engine') };

type Vendor = keyof typeof VENDORS;
interface Trial {
  readonly vendor: Vendor;
  readonly month: string;
  readonly cents: bigint;
  readonly spans: readonly (readonly [number, number])[];
}

function naive({ vendor, month, cents, spans }: Trial): { minutes: number; credit: string } {
  const begin = new Date(`${month}-01T00:00:00Z`);
  const total = (Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1) - begin.getTime()) / 60_000;
  const down = new Set<number>();
  for (const [from, length] of spans)
    for (let minute = from; minute < from + length; minute += 1) if (minute < total) down.add(minute);
  const up = BigInt(total - down.size) * 10_000n;
  const { rows, minimumCents } = VENDORS[vendor];
  const row = rows.find(([low, high]) => up >= low * BigInt(total) && up < high * BigInt(total));
  const hundredths = row ? cents * row[2] : 0n;
  const issued = hundredths > minimumCents * 100n ? (hundredths + 50n) / 100n : 0n;
  return { minutes: down.size, credit: `${issued / 100n}.${String(issued % 100n).padStart(2, '0')}` };
}

function engine({ vendor, month, cents, spans }: Trial): { minutes: number; credit: string } {
  const { commitment, service } = VENDORS[vendor];
  const begin = at(`${month}-01T00:00:00Z`);
  const vendorName = vendor.split('/')[0] as string;
  const charges = hourlyCharges(
    'vm-1',
    `${month}-01T00:00:00Z`,
    1,
    `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`,
    {
      x_Vendor: vendorName,
      ServiceName: vendorName === 'aws' ? 'Amazon Elastic Compute Cloud' : 'Compute Engine',
      x_ServiceCode: vendorName === 'aws' ? 'AmazonEC2' : null,
      RegionId: 'r-1',
    },
  );
  const logged = spans.map(([from, length], index) =>
    outage({
      id: `o${index}`,
      vendor: vendorName,
      services: [service],
      source: 'observed',
      scope: { level: 'resource', id: 'vm-1', region: 'r-1' },
      begin: begin + from * 60_000,
      end: begin + (from + length) * 60_000,
    }),
  );
  const attributes = { network_tier: 'premium', machine_family: 'other', region_group: 'standard' };
  const readings = { month_zone: 'UTC', base_basis: 'billed' };
  const { credits } = assess(
    recordsOf({
      charges,
      logged,
      contracts: [contractOf(TERMS[vendor], { attributes })],
      readings,
      asOf: begin + 40 * 86_400_000,
    }),
  );
  const credit = credits.find((entry) => entry.commitment === commitment && entry.period?.id === month);
  const rule = credit?.rules.find((entry) => entry.rule === 'tiered') ?? credit?.rules[0];
  return {
    minutes: Number(credit?.downtime?.base.value?.div(60).valueOf() ?? 0),
    credit: rule?.credit.base.value ? toDecimal(rule.credit.base.value, 2) : 'undetermined',
  };
}

const trial: fc.Arbitrary<Trial> = fc.record({
  vendor: fc.constantFrom<Vendor>('aws/ec2', 'gcp/compute-engine'),
  month: fc.constantFrom('2025-11', '2025-06', '2025-07', '2026-02', '2025-12'),
  cents: fc.bigInt({ min: 1n, max: 10_000_000n }),
  spans: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 30_000 }),
      fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 100, max: 4_000 })),
    ),
    { minLength: 1, maxLength: 6 },
  ),
});

describe('a second calculator', () => {
  it('agrees on minutes and on money', () => {
    fc.assert(
      fc.property(trial, (given) => {
        expect(engine(given)).toEqual(naive(given));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [223, 0],
    [224, 10],
    [446, 10],
    [447, 30],
    [2232, 30],
    [2233, 100],
  ])('agrees at the edges of EC2: %i minutes of a 31-day month are %i %%', (minutes, percent) => {
    const given: Trial = { vendor: 'aws/ec2', month: '2025-07', cents: 1_000_000n, spans: [[100, minutes]] };
    expect(engine(given)).toEqual({ minutes, credit: `${percent * 100}.00` });
    expect(naive(given).credit).toBe(`${percent * 100}.00`);
  });
});
