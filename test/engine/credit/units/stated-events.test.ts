import { describe, expect, it } from 'vitest';
import { assess } from '../../../../src/engine/assess.ts';
import { needsOf } from '../../../../src/engine/needs.ts';
import type { Contract } from '../../../../src/engine/records/case-records.ts';
import { closure } from '../../../../src/engine/records/figure.ts';
import type { StatedEvent } from '../../../../src/engine/records/stated-event.ts';
import { exact, toText } from '../../../../src/engine/values/exact.ts';
import { at, recordsOf } from '../../library.ts';
import { monthOf } from '../month-charge.ts';
import { judged, seen, smallContract, TIERED } from '../small-contract.ts';

const CREDITS = `${TIERED}
- id: data-loss
  basis: event
  pays_for: data_loss
  rule: multiplier
  multiplier: 40
  base: {level: resource, says: the price of an hour, basis: contract_price}
- id: crash
  basis: incident
  pays_for: lost_runtime
  rule: multiplier
  multiplier: 1
  duration: since_last_start
  caps: [{hours: 24, per: incident}]
  base: {level: resource, says: the price of an hour, basis: contract_price}`;

const event = (parts: Partial<StatedEvent>): StatedEvent => ({
  rule: 'data-loss',
  at: at('2026-06-10T10:30:00Z'),
  begin: null,
  unit: 'vm-1',
  count: exact(1),
  document: 'ticket 4712',
  origin: { file: 'makewhole.yaml', line: 9 },
  ...parts,
});

const contractWith = (events: StatedEvent[], edition = ''): Contract =>
  smallContract({ credits: CREDITS, edition }, { events });
const money = (credits: ReturnType<typeof judged>) =>
  credits.map(({ scope, period, status, credit }) => [
    scope.id,
    period?.id,
    status,
    credit.base.value && toText(credit.base.value),
  ]);

describe('an event that the case states', () => {
  it('is claimed where no log shows anything', () => {
    const credits = judged(contractWith([event({})]), []);
    expect(money(credits)).toEqual([['vm-1', '2026-06', 'claimable', '40']]);
    expect(credits[0]?.downtime?.base.value?.n).toBe(0n);
    const proof = [...closure([credits[0]?.credit.base as never]).values()].find((figure) => figure.origin?.line === 9);
    expect(proof?.formula).toBe('at 2026-06-10T10:30:00Z, vm-1, ticket 4712');
  });

  it('is an incident of its own, and no outage', () => {
    const contract = contractWith([event({})]);
    const { incidents, losses, issues } = assess(
      recordsOf({ asOf: at('2026-07-01T00:00:00Z'), contracts: [contract] }),
    );
    expect(
      incidents.map(({ title, services, observedSeconds }) => [title, services, observedSeconds.value?.n]),
    ).toEqual([['data loss, stated by the customer', ['test/vm'], 0n]]);
    expect([losses, issues]).toEqual([[], []]);
  });

  it('pays beside the downtime of its unit as the contract stacks, and nothing for another unit', () => {
    const logged = [seen('vm-1 10:00-11:00'), seen('vm-2 10:00-11:00')];
    const sum = contractWith([event({})], 'stacking: {stated: true, same_incident_levels: sum}');
    const best = contractWith([event({})], 'stacking: {stated: true, same_incident_levels: better_of}');
    const charges = ['vm-1', 'vm-2'].map((id) => monthOf(id, '2026-06', '1000'));
    const parts = { bill: { files: [], charges } };
    expect(money(judged(sum, logged, parts)).map(([unit, , , paid]) => [unit, paid])).toEqual([
      ['vm-1', '140'],
      ['vm-2', '100'],
    ]);
    expect(money(judged(best, logged, parts)).map(([unit, , , paid]) => [unit, paid])).toEqual([
      ['vm-1', '100'],
      ['vm-2', '100'],
    ]);
  });

  it('pays once for each, and by their count', () => {
    const two = [event({}), event({ at: at('2026-06-20T00:00:00Z'), count: exact(2) })];
    expect(money(judged(contractWith(two), []))).toEqual([['vm-1', '2026-06', 'claimable', '120']]);
  });

  it('belongs to the month it happened in, and to none before the day of the case', () => {
    const edge = [event({ at: at('2026-06-01T00:00:00Z') }), event({ at: at('2026-06-30T23:59:59Z') })];
    expect(money(judged(contractWith(edge), []))).toEqual([['vm-1', '2026-06', 'claimable', '80']]);
    for (const one of edge)
      expect(money(judged(contractWith([one]), []))).toEqual([['vm-1', '2026-06', 'claimable', '40']]);
    const later = event({ at: at('2026-08-01T00:00:00Z') });
    expect(judged(contractWith([later]), [])).toEqual([]);
  });

  it('pays the run time since the last start, a day of it at most', () => {
    const crash = (begin: string) => event({ rule: 'crash', begin: at(begin) });
    expect(money(judged(contractWith([crash('2026-06-10T04:30:00Z')]), []))[0]?.[3]).toBe('6');
    expect(money(judged(contractWith([crash('2026-06-07T04:30:00Z')]), []))[0]?.[3]).toBe('24');
    expect(money(judged(contractWith([event({ rule: 'crash' })]), []))[0]).toEqual([
      'vm-1',
      '2026-06',
      'undetermined',
      null,
    ]);
  });

  it('may name its commitment', () => {
    expect(money(judged(contractWith([event({ rule: 'vm.data-loss' })]), []))[0]?.[3]).toBe('40');
  });
});

describe('without an event', () => {
  it('its rule pays nothing and is named', () => {
    const [credit] = judged(smallContract({ credits: CREDITS }), [seen('vm-1 10:00-11:00')]);
    expect(credit?.rules.map(({ rule }) => rule)).toEqual(['tiered']);
    expect(credit?.notes).toContain(
      'data-loss pays for data loss, which no log shows: state it under `events` of the contract, with `rule: data-loss`',
    );
  });
});

describe('what is asked of the bill', () => {
  it('holds the unit of an event, from its begin on', () => {
    const crash = event({ rule: 'crash', begin: at('2026-06-01T04:30:00Z') });
    const needs = needsOf({
      contracts: [contractWith([crash])],
      outages: [],
      runs: [],
      asOf: at('2026-07-01T00:00:00Z'),
    });
    expect(needs.detail.map(({ ResourceId }) => ResourceId?.[0])).toEqual(['vm-1']);
    expect(needs.windows[0]?.begin).toBe(at('2026-06-01T02:00:00Z'));
  });
});
