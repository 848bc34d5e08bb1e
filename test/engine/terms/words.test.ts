import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { downtimeRange, leaves, listed, minutes, offset, range, seconds } from '../../../src/engine/terms/words.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';

const NONE = { ge: null, gt: null, lt: null, le: null };

describe('allowed downtime', () => {
  test.each([
    ['99.99', '4.32 min'],
    ['99.95', '21.6 min'],
    ['99.9', '43.2 min'],
    ['99.5', '3 h 36 min'],
    ['99', '7 h 12 min'],
    ['95', '36 h'],
    ['99.995', '2.16 min'],
    ['99.3', '5 h 2.4 min'],
    ['100', '0 min'],
  ])('%s %% leaves %s of a 30-day month', (uptime, says) => {
    expect(minutes(leaves(decimal(uptime)))).toBe(says);
  });

  test('a row of a table in minutes: what is below the upper bound is more, what is from the lower one is at most', () => {
    expect(downtimeRange({ ...NONE, ge: decimal('99'), lt: decimal('99.5') })).toBe(
      'more than 3 h 36 min, up to 7 h 12 min',
    );
    expect(downtimeRange({ ...NONE, gt: decimal('99'), le: decimal('99.5') })).toBe(
      '3 h 36 min or more, less than 7 h 12 min',
    );
    expect(downtimeRange({ ...NONE, lt: decimal('95') })).toBe('more than 36 h');
  });

  test('hours and minutes add up to the minutes they say, nothing rounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (hundredths) => {
        const value = exact(hundredths, 100);
        const [, hours = '0', rest = '0'] = /^(?:(\d+) h ?)?(?:([\d.]+) min)?$/.exec(minutes(value)) ?? [];
        expect(toText(decimal(hours).mul(60n).add(decimal(rest)))).toBe(toText(value));
      }),
    );
  });
});

describe('words', () => {
  test('bounds say which end belongs to them', () => {
    const say = (value: { toFraction: () => string }) => value.toFraction();
    expect(range({ ...NONE, ge: exact(1), lt: exact(2) }, say)).toBe('1 to below 2');
    expect(range({ ...NONE, gt: exact(1), le: exact(2) }, say)).toBe('above 1 and up to 2');
    expect(range({ ...NONE, ge: exact(1) }, say)).toBe('1 or more');
    expect(range({ ...NONE, le: exact(2) }, say)).toBe('up to 2');
  });

  test('a deadline keeps the unit of its text: two months are not sixty days', () => {
    expect(offset({ calendar_months: exact(2) })).toBe('2 calendar months');
    expect(offset({ days: exact(60) })).toBe('60 days');
    expect(offset({ days: exact(5) }, 'business')).toBe('5 business days');
    expect(offset({ billing_cycles: exact(2), to: 'end' })).toBe('the end of the second billing cycle');
  });

  test('seconds are minutes where they are whole ones', () => {
    expect([60, 300, 90, 7200].map((value) => seconds(exact(value)))).toEqual(['1 min', '5 min', '90 s', '2 h']);
  });

  test('lists', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
      '',
      'a',
      'a and b',
      'a, b or c',
    ]);
  });
});
