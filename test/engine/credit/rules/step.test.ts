import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact } from '../../../../src/engine/values/exact.ts';
import { applied, pays, ruleOf } from '../rule-trial.ts';

const KMS = (partial: string) =>
  ruleOf(
    `basis: period\nrule: step\nallowance_percent: 0.5\nstep: {size_s: 3600, percent: 5, partial: ${partial}}\ncaps: [{percent_of: base, value: 30, per: period}]`,
  );

describe('a step for each hour beyond the allowance (examples/sla.md L5)', () => {
  // June: 0.5 % are 216 minutes. 300 minutes leave 84: one full hour, or two with the part.
  it.each([
    ['floor', undefined, '50'],
    ['ceil', undefined, '100'],
    ['unspecified', 'floor', '50'],
    ['unspecified', 'ceil', '100'],
  ])('300 minutes with part-hours read as %s %s pay %s of 1000', (partial, reading, expected) => {
    const choices = { partial_step: reading ?? 'not asked' };
    expect(pays(KMS(partial), { down: [[0, 300]], choices })).toBe(expected);
  });

  it.each([
    [216, '0'],
    [275, '0'],
    [276, '50'],
    [576, '300'],
    [5000, '300'],
  ])('%i minutes pay %s with full hours only, thirty percent at most', (minutes, expected) => {
    expect(pays(KMS('floor'), { down: [[0, minutes]] })).toBe(expected);
  });

  it('has an allowance of the month it is in', () => {
    // 0.5 % of the 40,320 minutes of February 2026 are 201.6; an hour beyond is 261.6.
    expect(pays(KMS('floor'), { month: '2026-02', down: [[0, 261.6]] })).toBe('50');
    expect(pays(KMS('floor'), { month: '2026-02', down: [[0, 261.59]] })).toBe('0');
  });

  it('is nothing without downtime, whatever the base', () => {
    expect(pays(KMS('floor'), { base: null })).toBe('0');
    expect(pays(KMS('floor'), { base: null, down: [[0, 300]] })).toBeNull();
  });
});

const GPUYARD = ruleOf(`basis: incident
pays_for: delay
rule: step
step: {first_percent: 10, grace_s: 43200, size_s: 43200, percent: 10, partial: floor}
caps: [{percent_of: base, value: 50, per: incident}]`);

describe('ten percent once twelve hours are over, and ten for each twelve more (L8)', () => {
  const HOUR = 60;
  it.each([
    [12, '0'],
    [12.1, '100'],
    [24, '200'],
    [40, '300'],
    [100, '500'],
  ])('a part replaced after %f hours pays %s of 1000', (hours, expected) => {
    expect(pays(GPUYARD, { events: [{ begin: HOUR, at: HOUR + hours * 60 }] })).toBe(expected);
  });

  it('caps each delay by itself', () => {
    const late = { begin: 0, at: 100 * 60 };
    expect(pays(GPUYARD, { events: [late, late] })).toBe('1000');
    expect(pays(GPUYARD, { events: [{ ...late, count: 3 }] })).toBe('1500');
  });

  it('asks when the clock began', () => {
    const { credit } = applied(GPUYARD, { events: [{ at: 3000 }] });
    expect([credit.value, credit.formula]).toEqual([null, 'the event is stated without its begin']);
  });
});

describe('against a clock that walks', () => {
  /** Takes steps off the time, one after the other, in whole seconds. */
  function walked(seconds: number, step: { size: number; grace: number; ceil: boolean }): number {
    let left = seconds - step.grace;
    let steps = 0;
    for (; left >= step.size; left -= step.size) steps += 1;
    return left > 0 && step.ceil ? steps + 1 : steps;
  }

  it('counts the same steps for any time, size and grace', () => {
    const parts = fc.record({
      seconds: fc.integer({ min: 0, max: 100_000 }),
      size: fc.integer({ min: 60, max: 20_000 }),
      grace: fc.integer({ min: 0, max: 20_000 }),
      ceil: fc.boolean(),
    });
    fc.assert(
      fc.property(parts, ({ seconds, size, grace, ceil }) => {
        const rule = ruleOf(
          `basis: period\nrule: step\nstep: {size_s: ${size}, grace_s: ${grace}, percent: 1, partial: ${ceil ? 'ceil' : 'floor'}}`,
        );
        const credit = applied(rule, { down: [[0, seconds / 60]], base: '100' }).credit.value;
        expect(credit?.equals(exact(walked(seconds, { size, grace, ceil })))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
