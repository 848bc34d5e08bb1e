import { describe, expect, test } from 'vitest';
import { assess } from '../../../../src/engine/assess.ts';
import type { BillFile } from '../../../../src/engine/records/charge.ts';
import { toDecimal } from '../../../../src/engine/values/exact.ts';
import { at, hourlyCharges, recordsOf } from '../../library.ts';
import { EXACT_COSTS } from '../../plain-records.ts';
import { seen, smallContract } from '../small-contract.ts';

/** S1 of examples/sla.md: a resource that lives 10 days of a 30-day month, down for 60 minutes. */
const LIVES = { 'vm-1': { begin: at('2026-06-01T00:00:00Z'), end: at('2026-06-11T00:00:00Z') } };
const LOG = [seen('vm-1 10:00-11:00')];

function uptimes(denominator: string, parts: Parameters<typeof smallContract>[1], records = {}): string[] {
  const metric = `denominator: ${denominator}`;
  const contract = smallContract({ metric }, parts);
  const [credit] = assess(
    recordsOf({ asOf: at('2026-08-01T00:00:00Z'), contracts: [contract], logged: LOG, ...records }),
  ).credits;
  return [credit?.uptime?.low, credit?.uptime?.high].map((figure) =>
    figure?.value ? toDecimal(figure.value, 3, 'down') : 'none',
  );
}

describe('S1: the denominator', () => {
  test.each([
    ['lifetime', '99.583'],
    ['started_to_stopped', '99.583'],
    ['enabled_minutes', '99.583'],
    ['period_minutes', '99.861'],
    ['lifetime_rest_up', '99.861'],
  ])('%s: %s %%', (denominator, expected) => {
    expect(uptimes(denominator, { lives: LIVES })).toEqual([expected, expected]);
  });

  test('unspecified is both, never one of them in silence', () => {
    expect(uptimes('unspecified', { lives: LIVES })).toEqual(['99.583', '99.861']);
  });

  test('a life that nobody knows is taken to be the whole month, and the figure says so', () => {
    expect(uptimes('lifetime', {})).toEqual(['99.861', '99.861']);
  });

  test('the bill shows the life where it holds the whole month in hours', () => {
    const charges = hourlyCharges('vm-1', '2026-06-01T00:00:00Z', 240, '1', {
      x_Vendor: 'test',
      ServiceName: 'VM',
      billingPeriod: { begin: at('2026-06-01T00:00:00Z'), end: at('2026-07-01T00:00:00Z') },
    });
    const bill = (dataCompleteTo: string): BillFile => ({
      file: 'bill.csv',
      format: 'focus',
      use: 'claims',
      rows: { read: 240, used: 240, excluded: [], rejected: [] },
      totals: { billed: null, effective: null, list: null },
      currency: 'USD',
      period: null,
      ...EXACT_COSTS,
      dataCompleteTo: at(dataCompleteTo),
      vendors: ['test'],
      services: [],
    });
    const withBill = (until: string) => ({ bill: { files: [bill(until)], charges } });
    expect(uptimes('lifetime', { hourlyPrice: null }, withBill('2026-07-01T00:00:00Z'))).toEqual(['99.583', '99.583']);
    // Rows summed over the month, as a large bill is read away from the outages, say nothing of the hours.
    const summed = charges.map((charge, at) => (at < 100 ? { ...charge, chargePeriod: null } : charge));
    const part = { bill: { files: [bill('2026-07-01T00:00:00Z')], charges: summed } };
    expect(uptimes('lifetime', { hourlyPrice: null }, part)).toEqual(['99.861', '99.861']);
    // A bill that ends with the rows tells nothing: the unit may have gone on.
    expect(uptimes('lifetime', { hourlyPrice: null }, withBill('2026-06-11T00:00:00Z'))).toEqual(['99.861', '99.861']);
  });
});
