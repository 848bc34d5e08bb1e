import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { downTogether } from '../../../../src/engine/credit/units/together.ts';
import { totalSeconds } from '../../../../src/engine/values/interval.ts';
import { judged, minutes, seen, smallContract } from '../small-contract.ts';

const SET = { 'vm-1': { group: 'a' }, 'vm-2': { group: 'a' }, 'vm-3': { group: 'a' }, 'vm-9': { group: 'b' } };

describe('a group of resources is judged by its members', () => {
  const log = [seen('vm-1 10:00-11:00'), seen('vm-2 10:20-11:10'), seen('vm-3 10:40-10:50')];

  test.each([
    ['all_down', '10'],
    ['more_than_one', '40'],
    ['any_down', '70'],
  ])('%s: %s minutes', (aggregation, expected) => {
    const scope = `level: resource, unit: set, group_by: group, aggregation: ${aggregation}`;
    const credits = judged(smallContract({ scope }, { unitAttributes: SET }), log);
    expect(credits.map((credit) => credit.scope.id)).toEqual(['a']);
    expect(minutes(credits)).toBe(expected);
  });

  test('k of n: down while fewer than k members are up', () => {
    const scope = 'level: resource, unit: set, group_by: group, aggregation: k_of_n, k: "2"';
    expect(minutes(judged(smallContract({ scope }, { unitAttributes: SET }), log))).toBe('40');
  });

  test('a member that nobody saw down keeps the group up', () => {
    const scope = 'level: resource, unit: set, group_by: group, aggregation: all_down';
    const [credit] = judged(smallContract({ scope }, { unitAttributes: SET }), log.slice(0, 2));
    expect([credit?.status, minutes(credit ? [credit] : [])]).toEqual(['not-met', '0']);
  });

  test('groups that the case does not name are no evidence, and it says which fact is missing', () => {
    const scope = 'level: resource, unit: set, group_by: group, aggregation: all_down';
    const [credit] = judged(smallContract({ scope }), log);
    expect(credit?.status).toBe('insufficient-evidence');
    expect(credit?.because).toContain('state `group` for each of them under unit_attributes');
  });
});

describe('a cluster of contracted nodes', () => {
  const scope = 'level: account, unit: cluster, aggregation: k_of_n, k: contracted_minus_spares';
  const log = [seen('node-1 10:00-11:00'), seen('node-2 10:30-11:30'), seen('node-3 10:45-11:00')];

  test('is down while fewer nodes are up than contracted without the spares', () => {
    const attributes = { contracted_nodes: '64', spare_nodes: '2' };
    expect(minutes(judged(smallContract({ scope }, { attributes }), log))).toBe('15');
  });

  test('without the number of spares nothing can be said', () => {
    const [credit] = judged(smallContract({ scope }, { attributes: { contracted_nodes: '64' } }), log);
    expect([credit?.status, credit?.because]).toEqual([
      'undetermined',
      'the contract counts its members without the spares; state spare_nodes',
    ]);
  });
});

describe('a pair of resources', () => {
  const contract = smallContract({ scope: 'level: resource, unit: pair, aggregation: pairwise' });

  test('is one unit in either order; a single resource is none', () => {
    const log = [seen('b<->a 10:00-10:30'), seen('a<->b 10:20-10:50'), seen('a 10:00-12:00')];
    const credits = judged(contract, log);
    expect(credits.map((credit) => credit.scope.id)).toEqual(['a<->b']);
    expect(minutes(credits)).toBe('50');
  });

  test('a log that names no pair is told how to', () => {
    const [credit] = judged(contract, [seen('a 10:00-12:00')]);
    expect(credit?.status).toBe('insufficient-evidence');
    expect(credit?.because).toContain('one<->other');
  });
});

test('down together agrees with counting minute by minute', () => {
  const spans = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 })), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(spans, { maxLength: 5 }), fc.integer({ min: 1, max: 5 }), (members, needed) => {
      const byMember = new Map(
        members.map((list, at) => [
          `m${at}`,
          list.map(([begin, length]) => ({ begin: begin * 60_000, end: (begin + length) * 60_000 })),
        ]),
      );
      let counted = 0n;
      for (let minute = 0; minute < 80; minute += 1) {
        const down = members.filter((list) =>
          list.some(([begin, length]) => begin <= minute && minute < begin + length),
        );
        if (down.length >= needed) counted += 60n;
      }
      expect(totalSeconds(downTogether(byMember, needed)).n).toBe(counted);
    }),
  );
});
