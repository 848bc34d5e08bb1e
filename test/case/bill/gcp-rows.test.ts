import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { chargeOfEach, chargesOf, csvOf, EVERYTHING, fixture, inspect, type Row } from './gcp-bill.ts';

const COMPUTE = { ...EVERYTHING, detail: [{ ServiceName: ['Compute Engine'], ChargeCategory: ['Usage'] }] };

/** Rows, and what is expected of the charge of each. */
type Cases<T> = readonly (readonly [row: Row, expected: T])[];

describe('rows of a Google Cloud bill', () => {
  it('are billed in Pacific months, in summer and in winter time, whenever their usage was', async () => {
    const cases: Cases<[string, string]> = [
      [{ 'invoice.month': '202503' }, ['2025-03-01T08:00:00.000Z', '2025-04-01T07:00:00.000Z']],
      [{ 'invoice.month': '202504' }, ['2025-04-01T07:00:00.000Z', '2025-05-01T07:00:00.000Z']],
      [{ 'invoice.month': '202511' }, ['2025-11-01T07:00:00.000Z', '2025-12-01T08:00:00.000Z']],
      [{ 'invoice.month': '202512' }, ['2025-12-01T08:00:00.000Z', '2026-01-01T08:00:00.000Z']],
    ];
    const charges = await chargeOfEach(cases.map(([row]) => row));
    const iso = (instant = 0) => new Date(instant).toISOString();
    expect(charges.map(({ billingPeriod }) => [iso(billingPeriod?.begin), iso(billingPeriod?.end)])).toEqual(
      cases.map(([, period]) => period),
    );
    const hour = { begin: Date.UTC(2025, 3, 10, 9), end: Date.UTC(2025, 3, 10, 10) };
    expect(charges.map(({ chargePeriod }) => chargePeriod)).toEqual(cases.map(() => hour));
  });

  it('have their usage times in UTC, with a zone or without', async () => {
    const charges = await chargeOfEach([
      { usage_start_time: '2025-04-10T09:00:00', usage_end_time: '2025-04-10T10:00:00' },
      { usage_start_time: '2025-04-10 09:00:00+00:00', usage_end_time: '2025-04-10 10:00:00+00:00' },
      { usage_start_time: '2025-04-10T02:00:00-07:00', usage_end_time: '2025-04-10T03:00:00-07:00' },
    ]);
    const hour = { begin: Date.UTC(2025, 3, 10, 9), end: Date.UTC(2025, 3, 10, 10) };
    expect(charges.map(({ chargePeriod }) => chargePeriod)).toEqual([hour, hour, hour]);
  });

  it('are rejected where the invoice month is none', async () => {
    const months = ['202513', '2025', '2025-04-01', 'April'].map((month) => ({ 'invoice.month': month }));
    const { file } = await inspect('month.csv', csvOf(months));
    expect(file?.rows).toMatchObject({ used: 0, rejected: [{ reason: 'bad-time', rows: 4 }] });
  });

  it('are in the region of their location; what lies above regions stays as it is', async () => {
    const at = (location: string, region = ''): Row => ({ 'location.location': location, 'location.region': region });
    const cases: Cases<string | null> = [
      [at('us-central1-a', 'us-central1'), 'us-central1'],
      [at('us-central1-a'), 'us-central1'],
      [at('northamerica-northeast1'), 'northamerica-northeast1'],
      [at('us'), 'us'],
      [at('global'), 'global'],
      [at(''), null],
    ];
    const charges = await chargeOfEach(cases.map(([row]) => row));
    expect(charges.map(({ RegionId }) => RegionId)).toEqual(cases.map(([, region]) => region));
    expect(charges[0]?.AvailabilityZone).toBe('us-central1-a');
  });

  it('are usage, purchases of commitments, taxes and adjustments', async () => {
    const cases: Cases<[category: string, frequency: string | null]> = [
      [{}, ['Usage', 'Usage-Based']],
      [{ cost_type: 'tax' }, ['Tax', null]],
      [{ cost_type: 'adjustment' }, ['Adjustment', null]],
      [{ cost_type: 'rounding_error' }, ['Adjustment', null]],
      [{ cost_type: 'something new' }, ['Unknown', null]],
      [{ 'sku.description': 'Commitment v1: A3 Cpu in Americas for 1 Year' }, ['Purchase', 'Recurring']],
      [{ 'sku.description': 'Commitment - dollar based v1: GCE for 3 years' }, ['Purchase', 'Recurring']],
      [{ 'sku.description': 'Commitment v1: A3 Cpu', cost_type: 'tax' }, ['Tax', null]],
      [{ 'adjustment_info.type': 'USAGE_CORRECTION' }, ['Usage', 'Usage-Based']],
      [{ 'adjustment_info.type': 'SLA_VIOLATION' }, ['Adjustment', null]],
      [{ 'adjustment_info.type': 'GOODWILL', cost_type: 'tax' }, ['Tax', null]],
    ];
    const charges = await chargeOfEach(cases.map(([row]) => row));
    expect(charges.map(({ ChargeCategory, ChargeFrequency }) => [ChargeCategory, ChargeFrequency])).toEqual(
      cases.map(([, expected]) => expected),
    );
  });

  it("are told apart by nature: sold by a third party, Google's support", async () => {
    const cases: Cases<string | null> = [
      [{ transaction_type: 'THIRD_PARTY_RESELLER' }, 'marketplace'],
      [{ transaction_type: 'THIRD_PARTY_AGENCY' }, 'marketplace'],
      [{ transaction_type: '', 'invoice.publisher_type': 'PARTNER' }, 'marketplace'],
      [{ 'service.id': '2062-016F-44A2', 'service.description': 'Support' }, 'support'],
      [{ transaction_type: '', 'invoice.publisher_type': '' }, null],
      [{}, null],
    ];
    const charges = await chargeOfEach(cases.map(([row]) => row));
    expect(charges.map(({ x_Nature }) => x_Nature)).toEqual(cases.map(([, nature]) => nature));
  });

  it('count hours of cores and hours of GPUs in units of their own', async () => {
    const gpu = 'Nvidia H100 80GB GPU running in Americas';
    const cases: Cases<[quantity: string, unit: string]> = [
      [{}, ['208', 'vCPU-hours']],
      [{ 'sku.description': gpu, 'usage.amount_in_pricing_units': '8' }, ['8', 'GPU-hours']],
      [
        { 'sku.description': 'A3 Instance Ram running in Americas', 'usage.pricing_unit': 'gibibyte hour' },
        ['208', 'gibibyte hour'],
      ],
      [{ 'sku.description': 'Made up node' }, ['208', 'hour']],
      [{ 'usage.pricing_unit': '' }, ['748800', 'seconds']],
      [{ 'usage.amount_in_pricing_units': '' }, ['748800', 'seconds']],
    ];
    const charges = await chargeOfEach(cases.map(([row]) => row));
    expect(
      charges.map(({ ConsumedQuantity, ConsumedUnit }) => [ConsumedQuantity && toText(ConsumedQuantity), ConsumedUnit]),
    ).toEqual(cases.map(([, expected]) => expected));
  });

  it('have their machine type and reservation in system labels, as JSON or as Python prints them', async () => {
    const cases: readonly (readonly [labels: Record<string, string>, expected: [string | null, string | null]])[] = [
      [{ cores: '208', machine_spec: 'a3-highgpu-8g' }, ['a3-highgpu-8g', null]],
      [{ is_unused_reservation: 'true', reservation_name: 'made-up' }, [null, 'Unused']],
      [{ is_unused_reservation: 'false', reservation_name: 'made-up' }, [null, 'Used']],
      [{ is_unused_reservation: 'false' }, [null, null]],
      [{ reservation_name: 'made-up' }, [null, 'Used']],
      [{}, [null, null]],
    ];
    const labels = cases.map(([named]) =>
      Object.entries(named).map(([key, value]) => ({ key: `compute.googleapis.com/${key}`, value })),
    );
    const printed = labels.map((list) => list.map(({ key, value }) => `{'key': '${key}', 'value': '${value}'}`));
    const charges = await chargeOfEach([
      ...labels.map((list) => ({ system_labels: JSON.stringify(list) })),
      ...printed.map((list) => ({ system_labels: `[${list.join(', ')}]` })),
    ]);
    expect(charges.map((charge) => [charge.x_InstanceType, charge.CapacityReservationStatus])).toEqual(
      [...cases, ...cases].map(([, expected]) => expected),
    );
  });

  it('that are fees of commitments are said to be in no effective cost', async () => {
    const { issues } = await inspect('fees.csv', csvOf([{ 'sku.description': 'Commitment v1: A3 Cpu' }, {}]));
    expect(issues.map(({ code, severity }) => [code, severity])).toEqual([
      ['billing/commitment-not-spread', 'warning'],
    ]);
  });

  it('give an SLA credit with its type, its words and the month it was issued in, outside of usage', async () => {
    const charges = await chargesOf(fixture('gcp-sla-credit.jsonl'), COMPUTE);
    const billed = charges.map(({ ChargeCategory, BilledCost, ResourceId }) => [
      ChargeCategory,
      BilledCost && toText(BilledCost),
      ResourceId,
    ]);
    expect(billed.sort()).toEqual([
      ['Adjustment', '-250.5', null],
      ['Usage', '5.01', 'made-up-vm'],
    ]);
    expect(charges.find(({ ChargeCategory }) => ChargeCategory === 'Adjustment')).toMatchObject({
      x_Vendor: 'gcp',
      ServiceName: 'Compute Engine',
      x_AdjustmentType: 'SLA_VIOLATION',
      ChargeClass: null,
      ChargeDescription: 'Made up SKU; Made up words on a credit',
      billingPeriod: { begin: Date.UTC(2025, 4, 1, 7), end: Date.UTC(2025, 5, 1, 7) },
    });
  });

  it('match the selectors of the Compute Engine terms', async () => {
    const machines = (await chargesOf(fixture('gcp-detailed.jsonl'), COMPUTE)).filter(({ ResourceId }) => ResourceId);
    expect(
      machines.map(({ x_Vendor, x_ServiceCode, x_InstanceType }) => [x_Vendor, x_ServiceCode, x_InstanceType]),
    ).toEqual(
      expect.arrayContaining([
        ['gcp', '6F81-5844-456A', 'a3-highgpu-8g'],
        ['gcp', '6F81-5844-456A', null],
      ]),
    );
    expect(machines).toHaveLength(3);
  });
});
