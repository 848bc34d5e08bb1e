import { describe, expect, it } from 'vitest';
import { needsOf } from '../../../src/engine/needs.ts';
import type { Contract } from '../../../src/engine/records/case-records.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { at } from '../library.ts';
import { monthOf } from './month-charge.ts';
import { judged, seen, smallContract } from './small-contract.ts';

/** Ten percent of a base, where anything was down at all. */
const tenPercent = (base: string) =>
  `- {id: flat, basis: period, rule: flat_percent, percent: 10, base: {level: resource, says: the base, basis: monthly_bill, ${base}}}`;

const MONTHS = Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(2026, 5 - back, 1)).toISOString().slice(0, 7));

function credit(base: string, charges: Charge[], parts: Partial<Contract> = {}, outage = seen('vm-1 10:00-10:50')) {
  const contract = smallContract({ credits: tenPercent(base) }, { hourlyPrice: null, ...parts });
  const [assessed] = judged(contract, [outage], { bill: { files: [], charges } });
  const { value, formula, grade } = assessed?.credit.base ?? {};
  return { paid: value ? toText(value) : null, formula, grade, base: assessed?.base, credit: assessed };
}

describe('the window of a base', () => {
  it('is the month before', () => {
    const charges = [monthOf('vm-1', '2026-06', '1000'), monthOf('vm-1', '2026-05', '600')];
    expect(credit('window: previous_month', charges).paid).toBe('60');
  });

  it('is thirty days before the outage, each row by its share', () => {
    // From 11 May 10:00 to 10 June 10:00: 20 days 14 hours of May at 10 a day, 9 days 10 hours of June at 20.
    const charges = [monthOf('vm-1', '2026-06', '600'), monthOf('vm-1', '2026-05', '310')];
    const { paid, base } = credit('window: preceding_30_days', charges);
    // (10 × 494 + 20 × 226) ÷ 24 = 394.1666…, and ten percent of it rounded once.
    expect(base?.value && toText(base.value)).toBe('2365/6');
    expect(paid).toBe('39.42');
  });

  it('says so where the bill does not go back thirty days', () => {
    const { grade, base } = credit('window: preceding_30_days', [monthOf('vm-1', '2026-06', '600')]);
    expect(grade).toBe('assumed');
    expect(base?.inputs[0]?.formula).toContain('the bill shows none before 2026-06-01T00:00:00Z');
  });

  it('is a twelfth of twelve months, and no fewer', () => {
    const year = MONTHS.map((month, index) => monthOf('vm-1', month, index === 0 ? '1000' : '200'));
    expect(credit('window: annual_div_12', year).paid).toBe('26.67');
    const { paid, formula } = credit('window: annual_div_12', year.slice(0, 11));
    expect([paid, formula]).toEqual([
      null,
      expect.stringContaining('in 11 of the twelve months to 2026-06; state annual_charge'),
    ]);
  });

  it('is a twelfth of the annual charge that the case states', () => {
    const { paid, credit: assessed } = credit('window: annual_div_12', [], { attributes: { annual_charge: '2400' } });
    expect([paid, assessed?.status]).toEqual(['20', 'claimable']);
  });

  it('is the share of a longer term that lies in the month', () => {
    const year = { begin: at('2026-01-01T00:00:00Z'), end: at('2027-01-01T00:00:00Z') };
    const fee = monthOf('vm-1', '2026-01', '3650', { chargePeriod: year });
    expect(credit('window: prorated_days', [fee]).paid).toBe('30');
    expect(credit('window: prorated_days', [fee, monthOf('vm-1', '2026-06', '100')]).paid).toBe('40');
  });

  it('of thirty days asks the bill for them', () => {
    const contract = smallContract({ credits: tenPercent('window: preceding_30_days') });
    const asking = {
      contracts: [contract],
      outages: [seen('vm-1 10:00-10:50')],
      runs: [],
      asOf: at('2026-07-01T00:00:00Z'),
    };
    expect(needsOf(asking).windows[0]?.begin).toBe(at('2026-05-11T10:00:00Z'));
  });
});

describe('a base that switches', () => {
  const base = 'switch: [{when: {zone_type: [local, wavelength]}, level: zone}]';
  const inZone = { AvailabilityZone: 'z-1', RegionId: 'r-1' };
  const charges = [monthOf('vm-1', '2026-06', '1000', inZone), monthOf('vm-2', '2026-06', '500', inZone)];
  const outage = seen('vm-1 10:00-10:50', { scope: { level: 'resource', id: 'vm-1', zone: 'z-1', region: 'r-1' } });

  it('stays as it is where nobody says so, and asks for nothing', () => {
    const { paid, credit: assessed } = credit(base, charges, {}, outage);
    expect([paid, assessed?.evidence.missing]).toEqual(['100', []]);
    expect(credit(base, charges, { attributes: { zone_type: 'region' } }, outage).paid).toBe('100');
  });

  it('takes the other level where the facts hold', () => {
    const { paid, base: taken } = credit(base, charges, { attributes: { zone_type: 'local' } }, outage);
    expect([paid, taken?.clause?.says]).toEqual(['150', 'the base, at the level of the zone']);
  });
});

describe('the price when the outage began', () => {
  it('holds for all of its time', () => {
    const hour = (begin: string, price: string) =>
      monthOf('vm-1', '2026-06', price, { chargePeriod: { begin: at(begin), end: at(begin) + 3_600_000 } });
    const charges = [hour('2026-06-10T10:00:00Z', '6'), hour('2026-06-10T11:00:00Z', '60')];
    const priced = (rate: string) => {
      const credits = `- {id: lost, basis: incident, rule: pro_rata, base: {level: resource, says: the time, basis: charges_paid${rate}}}`;
      const [assessed] = judged(smallContract({ credits }, { hourlyPrice: null }), [seen('vm-1 10:30-11:30')], {
        bill: { files: [], charges },
      });
      return assessed?.credit.base.value && toText(assessed.credit.base.value);
    };
    expect(priced('')).toBe('33');
    expect(priced(', rate_at: begin_of_unavailability')).toBe('6');
  });
});

describe('nobody gets back more than was paid', () => {
  const base = 'base: {level: resource, says: the bill, basis: monthly_bill}';
  const remedies = (...credits: string[]) => {
    const contract = smallContract({
      credits: credits.join('\n'),
      edition: 'stacking: {stated: true, same_incident_levels: sum}',
    });
    const bill = { files: [], charges: [monthOf('vm-1', '2026-06', '1000')] };
    const [assessed] = judged(contract, [seen('vm-1 10:00-10:50')], { bill });
    return assessed?.credit.base.value && toText(assessed.credit.base.value);
  };
  const whole = `- {id: whole, basis: period, rule: flat_percent, percent: 100, ${base}}`;

  it('by shares of the bill', () => {
    expect(remedies(whole, whole.replace('id: whole', 'id: again'))).toBe('1000');
    expect(
      remedies(`- {id: steps, basis: period, rule: step, step: {size_s: 60, percent: 10, partial: floor}, ${base}}`),
    ).toBe('1000');
  });

  it('unless the contract itself pays a multiple', () => {
    // Fifty minutes at 1 an hour, 6000 times.
    expect(remedies(`- {id: many, basis: incident, rule: multiplier, multiplier: 6000, ${base}}`)).toBe('5000');
    expect(remedies(whole, `- {id: many, basis: incident, rule: multiplier, multiplier: 6000, ${base}}`)).toBe('6000');
  });

  it('for hours that were free already, however many outages there were', () => {
    const refunds = `- {id: waiver, basis: incident, rule: waive_unit, waive: instance_hour, trigger: {unavailable_minutes_gt: 6, window: clock_hour}, ${base}}
- {id: refund, basis: incident, rule: pro_rata, ${base}}`;
    const contract = smallContract({
      credits: refunds,
      edition: 'stacking: {stated: true, same_incident_levels: sum}',
    });
    const paid = (...times: string[]) => {
      const [assessed] = judged(
        contract,
        times.map((time) => seen(`vm-1 ${time}`)),
      );
      return assessed?.credit.base.value && toText(assessed.credit.base.value);
    };
    expect(paid('10:00-10:20')).toBe('1');
    expect(paid('10:00-10:20', '10:30-10:50')).toBe('1');
    expect(paid('10:00-10:20', '12:00-12:20')).toBe('2');
    // Six minutes make no hour free: they are refunded.
    expect(paid('10:00-10:20', '12:00-12:06')).toBe('1.1');
  });
});
