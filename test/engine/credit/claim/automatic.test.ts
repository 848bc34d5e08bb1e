import { expect, test } from 'vitest';
import { toDecimal } from '../../../../src/engine/values/exact.ts';
import { at, hourlyCharges } from '../../library.ts';
import { judged, seen, smallContract, TIERED } from '../small-contract.ts';

/** A VM at one dollar an hour: hours with more than six bad minutes are free by themselves, the tiers want a claim. */
const WAIVER = `- id: hours
  basis: incident
  rule: waive_unit
  waive: instance_hour
  automatic: true
  trigger: {unavailable_minutes_gt: 6, window: clock_hour}
  base: {level: resource, says: the hour, basis: charges_paid}`;
const STEPS =
  'claim: {steps: [{id: claim, anchor: incident, offset: {days: 10}}]}\nstacking: {same_incident_levels: sum}';

function on(day: string, credits: string): [string, string] {
  const contract = smallContract({ credits, edition: STEPS });
  const [credit] = judged(contract, [seen('vm-1 10:00-12:00')], { asOf: at(day) });
  const value = credit?.credit.base.value;
  return [credit?.status ?? 'none', value ? toDecimal(value, 2) : 'undetermined'];
}

test('a late claim does not lose what is due without one', () => {
  expect(on('2026-06-15T00:00:00Z', WAIVER)).toEqual(['claimable', '2.00']);
  expect(on('2026-07-15T00:00:00Z', WAIVER)).toEqual(['claimable', '2.00']);
});

test('and loses the rest', () => {
  const [late] = judged(
    smallContract({ credits: `${TIERED}\n${WAIVER}`, edition: STEPS }),
    [seen('vm-1 10:00-12:00')],
    {
      asOf: at('2026-07-15T00:00:00Z'),
    },
  );
  expect(late?.because).toContain('what is due without a claim remains');
  expect(late?.credit.base.value && toDecimal(late.credit.base.value, 2)).toBe('2.00');
  expect(on('2026-07-15T00:00:00Z', TIERED)).toEqual(['forfeited', '0.00']);
});

test('what shows nothing of the unit before the last day shows nothing after it', () => {
  const contract = smallContract({ credits: WAIVER, edition: STEPS });
  const zone = seen('z 10:00-12:00', { scope: { level: 'zone', id: 'z-1' }, source: 'vendor-declared' });
  const own = seen('vm-1 20:00-20:01', { scope: { level: 'resource', id: 'vm-1', zone: 'z-1' }, kind: 'info' });
  const charges = hourlyCharges('vm-1', '2026-06-01T00:00:00Z', 720, '1', {
    x_Vendor: 'test',
    ServiceName: 'VM',
    AvailabilityZone: 'z-1',
  });
  const on = (day: string) => judged(contract, [zone, own], { asOf: at(day), bill: { files: [], charges } })[0];
  expect(on('2026-06-15T00:00:00Z')?.status).toBe('insufficient-evidence');
  const late = on('2026-07-15T00:00:00Z');
  expect([late?.status, late?.credit.high.value && toDecimal(late.credit.high.value, 2)]).toEqual([
    'forfeited',
    '0.00',
  ]);
});

test('every amount that is shown beside it is what is due, not what was lost', () => {
  const contract = smallContract({ credits: `${TIERED}\n${WAIVER}`, edition: STEPS });
  const [late] = judged(contract, [seen('vm-1 10:00-12:00')], { asOf: at('2026-07-15T00:00:00Z') });
  expect([late?.tier, late?.base, late?.rules.map(({ rule }) => rule)]).toEqual([null, null, ['hours']]);
});
