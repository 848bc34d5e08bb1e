import { describe, expect, it } from 'vitest';
import { applied, pays, ruleOf } from '../rule-trial.ts';

describe('multiplier', () => {
  it('pays fifty times the outage, up to the charges of the thirty days before (L6)', () => {
    const rule = ruleOf(
      'basis: incident\nrule: multiplier\nmultiplier: 50\ncaps: [{percent_of: charges, value: 100, per: incident, window: preceding_30_days}]',
    );
    const trial = { price: '10', spent: '7200' };
    expect(pays(rule, { ...trial, down: [[0, 864]] })).toBe('7200');
    expect(pays(rule, { ...trial, down: [[0, 1200]] })).toBe('7200');
    expect(pays(rule, { ...trial, down: [[0, 60]] })).toBe('500');
    // The cap is one of each outage.
    expect(
      pays(rule, {
        ...trial,
        down: [
          [0, 1200],
          [2000, 3200],
        ],
      }),
    ).toBe('14400');
  });

  it('pays by the class of the host, with a minimum that means two things (L7)', () => {
    const rule = ruleOf(`basis: incident
rule: multiplier
multiplier_by: {attribute: host_class, values: {top: 10, standard: 5}}
minimum: {amount: 5, currency: USD, per: incident, below: ambiguous}`);
    const hour = { down: [[0, 60]] as const, price: '10' };
    expect(pays(rule, { ...hour, facts: { host_class: 'top' } })).toBe('100');
    expect(pays(rule, { ...hour, facts: { host_class: 'standard' } })).toBe('50');
    const minute = { down: [[0, 1]] as const, price: '0.1', facts: { host_class: 'top' } };
    expect(pays(rule, { ...minute, choices: { minimum_below: 'no_credit' } })).toBe('0');
    expect(pays(rule, { ...minute, choices: { minimum_below: 'raise_to' } })).toBe('5');
    expect(pays(rule, { down: [[0, 60]] })).toBeNull();
  });

  it('holds the cap of a period against all its outages together', () => {
    const rule = ruleOf(
      'basis: incident\nrule: multiplier\nmultiplier: 10\ncaps: [{percent_of: spend, value: 100, per: period, window: previous_month}]',
    );
    expect(
      pays(rule, {
        base: '600',
        down: [
          [0, 1800],
          [2000, 4400],
        ],
      }),
    ).toBe('600');
    expect(
      pays(rule, {
        base: '600',
        down: [
          [0, 60],
          [2000, 2060],
        ],
      }),
    ).toBe('20');
  });

  it.each([
    ['allowance_percent: 0.1', 43.2],
    ['target: 99.9', 43.2],
  ])('pays ten times what lies beyond the allowance (%s)', (allowance, free) => {
    const rule = ruleOf(`basis: period\nrule: multiplier\nmultiplier: 10\nduration: beyond_allowance\n${allowance}`);
    expect(pays(rule, { down: [[0, free]] })).toBe('0');
    expect(pays(rule, { down: [[0, free + 60]] })).toBe('10');
    // The allowance is one of the month, used up by its first minutes.
    expect(
      pays(rule, {
        down: [
          [0, 20],
          [100, 123.2],
          [200, 260],
        ],
      }),
    ).toBe('10');
  });

  it('pays minutes times 1.5, up to the hour, for each outage', () => {
    const rule = ruleOf(
      'basis: incident\nrule: multiplier\nmultiplier: 1\nduration_factor: 1.5\nduration_round: ceil_hour',
    );
    expect(pays(rule, { price: '2', down: [[0, 40]] })).toBe('2');
    expect(pays(rule, { price: '2', down: [[0, 41]] })).toBe('4');
    expect(
      pays(rule, {
        price: '2',
        down: [
          [0, 41],
          [100, 101],
        ],
      }),
    ).toBe('6');
    expect(pays(rule, { price: '2' })).toBe('0');
  });

  it('pays a longer time without rounding it', () => {
    const rule = ruleOf('basis: incident\nrule: multiplier\nmultiplier: 2\nduration_factor: 1.5');
    expect(pays(rule, { down: [[0, 40]] })).toBe('2');
  });

  it('pays the run time that a crash cost, a day of it at most', () => {
    const rule = ruleOf(
      'basis: incident\npays_for: lost_runtime\nrule: multiplier\nmultiplier: 1\nduration: since_last_start\ncaps: [{hours: 24, per: incident}]',
    );
    expect(pays(rule, { price: '3', events: [{ begin: 0, at: 360 }] })).toBe('18');
    expect(pays(rule, { price: '3', events: [{ begin: 0, at: 30 * 60 }] })).toBe('72');
    expect(
      pays(rule, {
        price: '3',
        events: [
          { begin: 0, at: 1440 },
          { begin: 1440, at: 1500 },
        ],
      }),
    ).toBe('75');
    expect(applied(rule, { events: [{ at: 360 }] }).credit).toMatchObject({
      value: null,
      formula: expect.stringContaining('`begin`'),
    });
    // Downtime is none of its business.
    expect(pays(rule, { down: [[0, 600]] })).toBe('0');
  });

  it('pays forty hours for lost data, however long it took', () => {
    const rule = ruleOf('basis: event\npays_for: data_loss\nrule: multiplier\nmultiplier: 40');
    expect(pays(rule, { price: '10', events: [{ at: 600 }] })).toBe('400');
    expect(pays(rule, { price: '10', events: [{ begin: 0, at: 600 }] })).toBe('400');
    expect(pays(rule, { price: '10', events: [{ at: 600, count: 3 }] })).toBe('1200');
  });
});

describe('hours_table (L4)', () => {
  const table = (unit: string) =>
    ruleOf(
      `basis: incident\nrule: hours_table\nunit: ${unit}\ngap_policy: undefined\ntable: [{lt: 9, hours: 12}, {ge: 10, lt: 60, hours: 24}, {ge: 60, lt: 120, hours: 48}, {ge: 120, hours: 120}]`,
    );

  it('judges each outage alone, by its length', () => {
    expect(pays(table('hours'), { down: [[0, 60]] })).toBe('48');
    expect(
      pays(table('hours'), {
        down: [
          [0, 119],
          [200, 319],
        ],
      }),
    ).toBe('96');
    expect(pays(table('hours'), { down: [[0, 9.5]], choices: { gap: 'lower' } })).toBe('12');
    expect(pays(table('hours'), { down: [[0, 9.5]], choices: { gap: 'higher' } })).toBe('24');
  });

  it('pays days, and time that is given and not paid', () => {
    expect(pays(table('days'), { down: [[0, 60]] })).toBe('1152');
    const { credit, says } = applied(table('service_time'), { down: [[0, 60]] });
    expect([credit.value?.valueOf(), says]).toEqual([48, '48 hours of service, given as time']);
  });
});

describe('triggers', () => {
  const rule = (window: string) =>
    ruleOf(`basis: period\nrule: pro_rata\ntrigger: {unavailable_minutes_gt: 30, window: ${window}}`);

  it('of an outage leave out the short ones', () => {
    expect(
      pays(rule('incident'), {
        price: '60',
        down: [
          [0, 30],
          [100, 140],
        ],
      }),
    ).toBe('40');
  });

  it('of the period look at all of it', () => {
    expect(
      pays(rule('period'), {
        price: '60',
        down: [
          [0, 15],
          [100, 115],
        ],
      }),
    ).toBe('0');
    expect(
      pays(rule('period'), {
        price: '60',
        down: [
          [0, 15],
          [100, 116],
        ],
      }),
    ).toBe('31');
  });

  it('of an hour of the clock look at each hour', () => {
    // 00:20-01:20 is 40 minutes of the first hour and 20 of the second.
    expect(pays(rule('clock_hour'), { price: '60', down: [[20, 80]] })).toBe('40');
    expect(applied(rule('clock_hour'), { down: [[40, 70]] }).credit.formula).toBe(
      'no hour of the clock has more than 30 minutes of downtime',
    );
  });

  it('make one hour of the clock free for all the outages in it', () => {
    const waiver = ruleOf(
      'basis: incident\nrule: waive_unit\nwaive: instance_hour\ntrigger: {unavailable_minutes_gt: 6, window: clock_hour}',
    );
    expect(
      pays(waiver, {
        price: '7',
        down: [
          [5, 9],
          [30, 34],
        ],
      }),
    ).toBe('7');
    expect(
      pays(waiver, {
        price: '7',
        down: [
          [0, 10],
          [30, 40],
        ],
      }),
    ).toBe('7');
    expect(pays(waiver, { price: '7', down: [[55, 65]] })).toBe('0');
    expect(pays(waiver, { price: '7', down: [[50, 68]] })).toBe('14');
    expect(
      applied(waiver, {
        down: [
          [0, 10],
          [130, 140],
        ],
      }).waived,
    ).toHaveLength(2);
  });
});
