import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { decimal, exact, sum, toText, ZERO } from '../../../src/engine/values/exact.ts';
import { HOUR, OUTAGE, overspendOf, recordsOf, row, shown, week } from './hourly-case.ts';

const cents = fc.integer({ min: 0, max: 1_000_000 }).map((amount) => toText(exact(amount, 100)));
const hours = fc.tuple(cents, cents, cents);
const days = fc.array(hours, { minLength: 3, maxLength: 7 });

it('a bill without change has no overspend', () => {
  fc.assert(
    fc.property(hours, hours, fc.integer({ min: 3, max: 7 }), (logs, disks, count) => {
      const charges = [
        ...week('Logs', 'us-east-1', logs, Array(count).fill(logs)),
        ...week('Disks', 'us-west-2', disks, Array(count).fill(disks)),
      ];
      expect(shown(overspendOf(recordsOf(charges)))).toEqual({
        more: '0',
        less: '0',
        net: '0',
        days: count,
        lines: {},
      });
    }),
  );
});

it('what is added to one hour of one service is its overspend to the cent, once it is out of the usual range', () => {
  fc.assert(
    fc.property(hours, days, fc.integer({ min: 0, max: 2 }), cents, (incident, before, hour, extra) => {
      const charges = week('Logs', 'us-east-1', incident, before);
      const calm = week(
        'Disks',
        'us-east-1',
        ['1', '1', '1'],
        before.map(() => ['1', '1', '1']),
      );
      const most = sum([...incident, ...before.flat()].map(decimal))
        .mul(4n)
        .add(exact(1));
      const excess = (added: string) => {
        const [spend] = overspendOf(recordsOf([...charges, ...calm, row('Logs', 'us-east-1', hour, added)]));
        expect(spend?.lines.map((line) => line.service)).toEqual(['Logs']);
        return spend?.more.value ?? ZERO;
      };
      const first = excess(toText(most));
      expect(toText(excess(toText(most.add(decimal(extra)))).sub(first))).toBe(extra);
    }),
  );
});

it('the order of the rows, and how they are split, change nothing', () => {
  const charges = (incident: readonly string[], before: readonly (readonly string[])[]) => [
    ...week('Logs', 'us-east-1', incident, before),
    ...week('Disks', 'us-west-2', [...incident].reverse(), before),
  ];
  const mixed = fc.tuple(hours, days).chain(([incident, before]) => {
    const rows = charges(incident, before);
    return fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }));
  });
  const halves = (charge: Charge) => {
    const half = (charge.BilledCost ?? ZERO).div(2n);
    return [
      { ...charge, BilledCost: half },
      { ...charge, BilledCost: half },
    ];
  };
  fc.assert(
    fc.property(mixed, ([rows, shuffled]) => {
      const plain = shown(overspendOf(recordsOf(rows)));
      expect(shown(overspendOf(recordsOf(shuffled)))).toEqual(plain);
      expect(shown(overspendOf(recordsOf(shuffled.flatMap(halves))))).toEqual(plain);
    }),
  );
});

it('hours are those of UTC: the same week at another time of the year, over any change of clocks, gives the same', () => {
  fc.assert(
    fc.property(hours, days, fc.integer({ min: -4000, max: 4000 }), (incident, before, shift) => {
      const by = shift * HOUR;
      const rows = week('Logs', 'us-east-1', incident, before);
      const moved = rows.map((charge) => ({
        ...charge,
        chargePeriod: charge.chargePeriod && {
          begin: charge.chargePeriod.begin + by,
          end: charge.chargePeriod.end + by,
        },
      }));
      const outage = { ...OUTAGE, begin: OUTAGE.begin + by, end: (OUTAGE.end ?? 0) + by };
      const later = { asOf: OUTAGE.begin + 5000 * HOUR };
      expect(shown(overspendOf(recordsOf(moved, later, [outage])))).toEqual(shown(overspendOf(recordsOf(rows))));
    }),
  );
});
