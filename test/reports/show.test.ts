import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, exact, fromText } from '../../src/engine/values/exact.ts';
import { plain, showDuration, showMinutes, showNumber, showValue } from '../../src/reports/show.ts';

describe('how a value is shown', () => {
  it('rounds money half-up to the minor unit of its currency', () => {
    expect(showNumber(decimal('0.015'), 'USD')).toBe('0.02');
    expect(showNumber(decimal('1234567.005'), 'USD')).toBe('1,234,567.01');
    expect(showNumber(decimal('-0.005'), 'USD')).toBe('-0.01');
    expect(showNumber(decimal('1234.5'), 'JPY')).toBe('1,235');
    expect(showNumber(decimal('1.2345'), 'KWD')).toBe('1.235');
    expect(plain(decimal('1234567.005'), 'USD')).toBe('1234567.01');
  });

  it('does not round a rate to cents', () => {
    expect(showValue(decimal('2.2537'), 'USD per GPU-hour')).toBe('2.2537 USD per GPU-hour');
    expect(showValue(decimal('2'), 'USD/gpu-hour')).toBe('2.00 USD/gpu-hour');
  });

  it('cuts a percentage, so that no tier is shown as reached that was not', () => {
    expect(showNumber(decimal('98.99999999'), 'percent')).toBe('98.9999');
    expect(showNumber(exact(99), 'percent')).toBe('99');
    expect(plain(exact(296_999_999_999_999, 3_000_000_000_000), 'percent')).toBe('98.999999999999');
  });

  it('shows a share in percent, never nothing or everything where it is neither', () => {
    expect(showValue(exact(1, 14), 'fraction')).toBe('7.14 %');
    expect(showValue(exact(1, 1_000_000), 'fraction')).toBe('< 0.01 %');
    expect(showValue(exact(999_999, 1_000_000), 'fraction')).toBe('> 99.99 %');
    expect(showValue(exact(1), 'fraction')).toBe('100.00 %');
    expect(showValue(exact(0), 'fraction')).toBe('0.00 %');
  });

  it('says durations and instants as people do', () => {
    expect(showDuration(exact(32_400))).toBe('9 h');
    expect(showDuration(exact(90_061))).toBe('1 d 1 h 1 min 1 s');
    expect(showDuration(exact(0))).toBe('0 s');
    expect(showMinutes(exact(6_720))).toBe('112.0');
    expect(showValue(exact(Date.parse('2025-10-20T07:11:00Z'), 1000), 'instant')).toBe('2025-10-20T07:11:00Z');
    expect(showValue(decimal('1e25'), 'instant')).toMatch(/^1\d* ?0* s$/);
  });

  it('keeps every digit of a finite decimal in the record', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.integer({ min: 0, max: 12 }), (digits, places) => {
        const value = exact(digits, 10n ** BigInt(places));
        return fromText(plain(value, 'seconds'))?.equals(value) ?? false;
      }),
    );
  });
});
