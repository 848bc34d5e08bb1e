import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../../../src/engine/records/case-records.ts';
import { toText } from '../../../../src/engine/values/exact.ts';
import { at } from '../../library.ts';
import { judged, minutes, seen, smallContract } from '../small-contract.ts';

const ticket = (time: string, kind: Ticket['kind'] = 'ticket', unit: string | null = null): Ticket => ({
  kind,
  at: at(`2026-06-10T${time}:00Z`),
  unit,
  document: null,
  origin: { file: 'makewhole.yaml' },
});

describe('a clock that a notice starts', () => {
  const outages = [seen('vm-1 10:00-12:00')];
  const under = (clock: string, tickets: Ticket[], log = outages) =>
    judged(smallContract({ metric: `clock_start: ${clock}` }, { tickets }), log);

  test('counts from the ticket, not from the outage', () => {
    expect(minutes(under('ticket', [ticket('10:45')]))).toBe('75');
  });

  test('counts from the outage where the ticket was there before it', () => {
    expect(minutes(under('ticket', [ticket('09:00')]))).toBe('120');
  });

  test('a ticket is a notice; a notice is no confirmation', () => {
    expect(minutes(under('customer_notice', [ticket('10:30')]))).toBe('90');
    expect(under('provider_confirms', [ticket('10:30')])[0]?.status).toBe('insufficient-evidence');
  });

  test('the ticket of one outage does not start the clock of a later one', () => {
    const two = [seen('vm-1 10:00-11:00'), seen('vm-1 14:00-15:00')];
    const credits = under('ticket', [ticket('10:30')], two);
    expect(minutes(credits)).toBe('30');
    expect(credits[0]?.notes.join()).toContain('the case shows none for an outage');
  });

  test("another unit's ticket starts nothing", () => {
    expect(under('ticket', [ticket('10:30', 'ticket', 'vm-2')])[0]?.status).toBe('insufficient-evidence');
    expect(minutes(under('ticket', [ticket('10:30', 'ticket', 'vm-1')]))).toBe('90');
  });

  test('without a notice nothing is claimable, and what it would be worth at most is shown', () => {
    const [credit] = under('ticket', []);
    expect(credit?.status).toBe('insufficient-evidence');
    expect(credit?.because).toContain('the case shows none for an outage');
    expect(credit?.worth).not.toBeNull();
    expect(credit?.credit.base.value && toText(credit.credit.base.value)).toBe('0');
  });
});

describe('maintenance beyond an allowance', () => {
  const log = [
    seen('vm-1 02:00-03:00', { kind: 'maintenance' }),
    seen('vm-1 04:00-05:30', { kind: 'maintenance' }),
    seen('vm-1 10:00-10:20'),
  ];

  test('the first minutes of the month are free, the rest is downtime', () => {
    const metric = 'maintenance: {counts: beyond_allowance, allowance_minutes: 120}';
    expect(minutes(judged(smallContract({ metric }), log))).toBe('50');
  });

  test('counted whole, and not at all', () => {
    expect(minutes(judged(smallContract({ metric: 'maintenance: {counts: "yes"}' }), log))).toBe('170');
    expect(minutes(judged(smallContract({ metric: 'maintenance: {counts: "no"}' }), log))).toBe('20');
  });
});
