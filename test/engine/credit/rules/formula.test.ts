import { describe, expect, it } from 'vitest';
import { applied, pays, ruleOf } from '../rule-trial.ts';

describe('a credit by formula', () => {
  const accelerated = ruleOf(
    'basis: period\nrule: formula\nexpression: base * downtime_minutes * acceleration_ratio / month_minutes\nfacts: [acceleration_ratio]',
  );

  it('takes the base, the downtime, the month and the facts of the unit (Algolia)', () => {
    // 1000 × 432 × 3 ÷ 43,200
    expect(pays(accelerated, { down: [[0, 432]], facts: { acceleration_ratio: '3' } })).toBe('30');
    expect(
      pays(accelerated, { month: '2026-02', down: [[0, 432]], base: '1120', facts: { acceleration_ratio: '3' } }),
    ).toBe('36');
  });

  it('names what is missing', () => {
    expect(applied(accelerated, { down: [[0, 432]] }).credit).toMatchObject({
      value: null,
      formula: 'the formula needs acceleration_ratio; state it as a number',
    });
    const trial = { down: [[0, 432]] as const, base: null, facts: { acceleration_ratio: '3' } };
    expect(applied(accelerated, trial).credit).toMatchObject({ value: null, formula: 'the bill shows no charge' });
  });

  it('knows the price of an hour, the target and the days', () => {
    const rule = ruleOf(
      'basis: period\nrule: formula\ntarget: 99.9\nexpression: max(0, target - uptime) * month_days + hourly_price * downtime_hours',
    );
    // 432 minutes: 0.9 × 30 + 2 × 7.2
    expect(pays(rule, { price: '2', down: [[0, 432]] })).toBe('41.4');
  });

  it('owes nothing without downtime, and never less than nothing', () => {
    const rule = ruleOf('basis: period\nrule: formula\nexpression: downtime_hours - 2');
    expect(pays(rule, {})).toBe('0');
    expect(pays(rule, { down: [[0, 60]] })).toBe('0');
    expect(pays(rule, { down: [[0, 180]] })).toBe('1');
  });

  it('is undetermined where it divides by zero', () => {
    const rule = ruleOf('basis: period\nrule: formula\nexpression: base / (downtime_hours - 1)');
    expect(applied(rule, { down: [[0, 60]] }).credit).toMatchObject({
      value: null,
      formula: 'the formula divides by zero',
    });
    expect(pays(rule, { down: [[0, 120]] })).toBe('1000');
  });

  it('pays for stated events', () => {
    const rule = ruleOf('basis: event\nrule: formula\nexpression: hourly_price * 40');
    expect(pays(rule, { price: '3', events: [{ at: 10 }] })).toBe('120');
    const timed = ruleOf('basis: event\nrule: formula\nexpression: hourly_price * downtime_hours');
    expect(pays(timed, { price: '3', events: [{ begin: 0, at: 120 }] })).toBe('6');
    expect(pays(timed, { price: '3', events: [{ at: 120 }] })).toBeNull();
  });
});
