import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../src/engine/values/exact.ts';
import { applied, pays, ruleOf } from '../rule-trial.ts';

const TIERS = `basis: period
rule: tiers
target: 99.9
tiers: [{ge: 99.0, lt: 99.9, percent: 10}, {ge: 95.0, lt: 99.0, percent: 25}, {lt: 95.0, percent: 100}]`;

describe('caps', () => {
  it('count the smallest of several', () => {
    const rule = ruleOf(
      `${TIERS}\ncaps: [{percent_of: base, value: 50, per: period}, {amount: 300, per: period}, {percent_of: spend, value: 40, per: period}]`,
    );
    expect(pays(rule, { uptime: decimal('90') })).toBe('300');
    expect(pays(rule, { uptime: decimal('90'), base: '500' })).toBe('200');
    expect(pays(rule, { uptime: decimal('99.5') })).toBe('100');
  });

  it('in hours are priced at what the time cost', () => {
    const rule = ruleOf('basis: incident\nrule: multiplier\nmultiplier: 50\ncaps: [{hours: 24, per: incident}]');
    expect(pays(rule, { price: '3', down: [[0, 60]] })).toBe('72');
    expect(pays(rule, { price: '3', down: [[0, 20]] })).toBe('50');
  });

  it('that are not known leave the credit open, and nothing is nothing under any cap', () => {
    const rule = ruleOf(
      'basis: incident\nrule: multiplier\nmultiplier: 2\ncaps: [{percent_of: spend, value: 100, per: period, window: previous_month}]',
    );
    expect(applied(rule, { base: null, down: [[0, 60]] }).credit).toMatchObject({
      value: null,
      formula: 'the bill shows no charge',
    });
    expect(pays(rule, { base: null })).toBe('0');
  });
});

describe('minimums', () => {
  const with_ = (below: string, strict: boolean) =>
    ruleOf(`${TIERS}\nminimum: {amount: 100, currency: USD, strict: ${strict}, per: period, below: ${below}}`);

  it.each([
    ['no_credit', false, '999', '0'],
    ['no_credit', false, '1000', '100'],
    ['no_credit', true, '1000', '0'],
    ['raise_to', false, '999', '100'],
    ['raise_to', true, '1000', '100'],
  ])('%s, strict %s: ten percent of %s pay %s', (below, strict, base, expected) => {
    expect(pays(with_(below, strict), { uptime: decimal('99.5'), base })).toBe(expected);
  });

  it('raise nothing where nothing is owed', () => {
    expect(pays(with_('raise_to', false), { uptime: decimal('99.95') })).toBe('0');
  });

  it('of another currency leave the credit open', () => {
    const rule = ruleOf(`${TIERS}\nminimum: {amount: 1, currency: EUR, strict: false, per: period, below: no_credit}`);
    expect(pays(rule, { uptime: decimal('99.5') })).toBeNull();
  });
});

describe('whatever the month', () => {
  const RULES = {
    tiers: TIERS,
    step: 'basis: period\nrule: step\nallowance_percent: 0.1\nstep: {size_s: 1800, percent: 5, partial: ceil}',
    shortfall: 'basis: period\nrule: linear_shortfall\ntarget: 99.9\npercent_per_point: 5',
    multiplier: 'basis: incident\nrule: multiplier\nmultiplier: 10',
    beyond: 'basis: period\nrule: multiplier\nmultiplier: 10\nduration: beyond_allowance\ntarget: 99.9',
    daily:
      'basis: period\nrule: avg_daily_multiple\ntiers: [{ge: 99.0, lt: 99.9, multiple: 1}, {ge: 95.0, lt: 99.0, multiple: 3}, {lt: 95.0, multiple: 7}]\ntarget: 99.9',
    hours:
      'basis: incident\nrule: hours_table\ntable: [{lt: 60, hours: 1}, {ge: 60, lt: 600, hours: 10}, {ge: 600, hours: 100}]',
    flat: 'basis: period\nrule: flat_percent\npercent: 10\ntarget: 99.9',
    formula:
      'basis: period\nrule: formula\nexpression: max(0, downtime_minutes - month_minutes * 0.001) * hourly_price',
  };
  const capped = Object.fromEntries(
    Object.entries(RULES).map(([name, text]) => [name, ruleOf(`${text}\ncaps: [{amount: 777, per: period}]`)]),
  );
  const kind = fc.constantFrom(...Object.keys(RULES));
  const minutes = fc.integer({ min: 0, max: 40_000 });
  const month = fc.constantFrom('2026-02', '2028-02', '2026-06', '2026-07');

  it('a longer outage never pays less, and the cap is never passed', () => {
    fc.assert(
      fc.property(kind, month, minutes, minutes, (name, of, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
          (length) =>
            applied(capped[name] as ReturnType<typeof ruleOf>, { month: of, down: [[0, length]] }).credit.value,
        );
        expect(less && more && less.compare(more) <= 0 && more.compare(777) <= 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
