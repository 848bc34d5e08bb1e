import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../src/engine/values/exact.ts';
import { applied, pays, ruleOf } from '../rule-trial.ts';

describe('flat_percent', () => {
  it('pays once where the promise was missed, by its target', () => {
    const rule = ruleOf('basis: period\nrule: flat_percent\npercent: 10\ntarget: 99.9');
    expect(pays(rule, { uptime: decimal('99.9') })).toBe('0');
    expect(pays(rule, { uptime: decimal('99.899999') })).toBe('100');
    expect(pays(rule, { uptime: decimal('12') })).toBe('100');
  });

  it('pays where its trigger is exceeded, and at exactly the trigger it does not', () => {
    const rule = ruleOf(
      'basis: period\nrule: flat_percent\npercent: 10\ntrigger: {unavailable_minutes_gt: 30, window: incident}',
    );
    expect(
      pays(rule, {
        down: [
          [0, 30],
          [60, 90],
        ],
      }),
    ).toBe('0');
    expect(
      pays(rule, {
        down: [
          [0, 30],
          [60, 91],
        ],
      }),
    ).toBe('100');
    expect(applied(rule, { down: [[0, 30]] }).credit.formula).toBe('no outage lasts more than 30 minutes');
  });

  it('pays for each outage, or for each stated event', () => {
    const outages = ruleOf('basis: incident\nrule: flat_percent\npercent: 10');
    expect(
      pays(outages, {
        down: [
          [0, 5],
          [60, 65],
          [90, 95],
        ],
      }),
    ).toBe('300');
    const events = ruleOf('basis: event\nrule: flat_percent\npercent: 10');
    expect(pays(events, { events: [{ at: 10 }, { at: 20, count: 2 }] })).toBe('300');
    expect(pays(events, { down: [[0, 5]] })).toBe('0');
  });
});

describe('linear_shortfall', () => {
  it('pays the part of the month that the uptime falls short of the target by (ionstream)', () => {
    // 432 minutes of June are 1 %: 99 % against 99.9 % falls short by 0.9 % of 1000.
    const rule = ruleOf('basis: period\nrule: linear_shortfall\ntarget: 99.9');
    expect(pays(rule, { down: [[0, 432]] })).toBe('9');
    expect(pays(rule, { down: [[0, 43.2]] })).toBe('0');
    // A tenth of a minute more is 1/432,000 of the month.
    expect(pays(rule, { down: [[0, 43.3]] })).toBe('1/432');
  });

  it('pays so many percent for each point (reshapex)', () => {
    const rule = ruleOf('basis: period\nrule: linear_shortfall\ntarget: 99\npercent_per_point: 5');
    expect(pays(rule, { uptime: decimal('97') })).toBe('100');
    expect(pays(rule, { uptime: decimal('97.5') })).toBe('75');
    expect(pays(rule, { uptime: decimal('99.5') })).toBe('0');
  });
});

describe('avg_daily_multiple (L12)', () => {
  const rule = ruleOf(`basis: period
rule: avg_daily_multiple
target: 99.9
tiers: [{ge: 99.0, lt: 99.9, multiple: 1}, {ge: 95.0, lt: 99.0, multiple: 3}, {lt: 95.0, multiple: 7}]`);

  it.each([
    ['99.9', '2026-06', '0'],
    ['99.899', '2026-06', '100'],
    ['99', '2026-06', '100'],
    ['98.999', '2026-06', '300'],
    ['94', '2026-06', '700'],
  ])('%s percent in %s pays %s of 3000', (uptime, month, expected) => {
    expect(pays(rule, { uptime: decimal(uptime), month, base: '3000' })).toBe(expected);
  });

  it('averages over the days of that month', () => {
    expect(pays(rule, { uptime: decimal('94'), month: '2026-02', base: '2800' })).toBe('700');
    expect(pays(rule, { uptime: decimal('94'), month: '2028-02', base: '2900' })).toBe('700');
    expect(pays(rule, { uptime: decimal('94'), month: '2026-07', base: '3100' })).toBe('700');
  });
});

describe('per_failure', () => {
  const three: [number, number][] = [
    [0, 5],
    [60, 65],
    [90, 95],
  ];

  it('pays for each separate outage beyond the number allowed', () => {
    const rule = ruleOf('basis: period\nrule: per_failure\nallowance: {count: 1}\npercent: 5');
    expect(pays(rule, { down: three })).toBe('100');
    expect(pays(rule, { down: [[0, 5]] })).toBe('0');
    // Two reports of one outage are one failure.
    expect(
      pays(rule, {
        down: [
          [0, 5],
          [3, 8],
        ],
      }),
    ).toBe('0');
  });

  it('allows a rate for the GPUs under contract, and asks what a part of a failure allows', () => {
    const rule = ruleOf('basis: period\nrule: per_failure\nallowance: {per_thousand_gpu_days: 0.1}\npercent: 5');
    // 512 GPUs for 30 days are 15,360 GPU-days: 1.536 failures.
    const facts = { contracted_gpus: '512' };
    expect(pays(rule, { down: three, facts, choices: { failure_allowance: 'up' } })).toBe('50');
    expect(pays(rule, { down: three, facts, choices: { failure_allowance: 'down' } })).toBe('100');
    expect(pays(rule, { down: three, facts: { contracted_gpus: 'many' } })).toBeNull();
    expect(applied(rule, { down: three }).credit.formula).toContain('state contracted_gpus');
  });
});
