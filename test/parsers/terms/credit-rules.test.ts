import { describe, expect, test } from 'vitest';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, withCredit } from './minimal-terms.ts';

/** The code and the words of the first issue, and the text it points at. */
function problemOf(rule: string) {
  const text = withCredit(`- id: a\n  ${rule.trim().replaceAll('\n', '\n  ')}\n  ${BASE}`);
  const { value, issues } = parseTerms({ label: 'terms.yaml', text });
  const [issue] = issues;
  const line = text.split('\n')[(issue?.origin?.line ?? 0) - 1] ?? '';
  return {
    read: value !== null,
    code: issue?.code,
    message: issue?.message,
    fix: issue?.fix,
    at: line.slice((issue?.origin?.column ?? 1) - 1),
  };
}

describe('parts of a credit rule that do not fit together', () => {
  const MULTIPLIER = 'rule: multiplier\nmultiplier: 10';

  test.each([
    [
      'a cap for each incident of a month',
      'basis: period\nrule: pro_rata\ncaps: [{amount: 5, per: incident}]',
      '[{amount: 5',
    ],
    [
      'a minimum for each incident of a month',
      'basis: period\nrule: pro_rata\nminimum: {amount: 5, currency: USD, per: incident, below: no_credit}',
      '{amount: 5',
    ],
    ['tiers by event', 'basis: event\nrule: tiers\ntiers: [{lt: 99, percent: 10}]', 'tiers'],
    ['failures by incident', 'basis: incident\nrule: per_failure\nallowance: {count: 1}\npercent: 5', 'incident'],
    ['no multiplier', 'basis: incident\nrule: multiplier', 'id: a'],
    ['two multipliers', `basis: incident\n${MULTIPLIER}\nmultiplier_by: {attribute: a, values: {b: 1}}`, '10'],
    ['run time of an outage', `basis: incident\n${MULTIPLIER}\nduration: since_last_start`, 'since_last_start'],
    ['an allowance that is not said', `basis: period\n${MULTIPLIER}\nduration: beyond_allowance`, 'beyond_allowance'],
    [
      'an allowance said twice',
      `basis: period\n${MULTIPLIER}\nduration: beyond_allowance\ntarget: 99.9\nallowance_percent: 0.1`,
      'beyond_allowance',
    ],
    [
      'an allowance of each outage',
      `basis: incident\n${MULTIPLIER}\nduration: beyond_allowance\ntarget: 99.9`,
      'incident',
    ],
    [
      'a promise in the place of its allowance',
      'basis: period\nrule: step\nallowance_percent: 99.5\nstep: {size_s: 3600, percent: 5, partial: floor}',
      '99.5',
    ],
  ])('%s', (_, rule, place) => {
    const { code, at, read, fix } = problemOf(rule);
    expect([code, read]).toEqual(['terms/rule-parts', false]);
    expect(at.startsWith(place), at).toBe(true);
    expect(fix).toBeTruthy();
  });

  test('each of them alone is fine', () => {
    for (const rule of [
      'basis: incident\nrule: pro_rata\ncaps: [{amount: 5, per: incident}]',
      `basis: period\n${MULTIPLIER}\nduration: beyond_allowance\ntarget: 99.9`,
      `basis: incident\npays_for: lost_runtime\n${MULTIPLIER}\nduration: since_last_start`,
      'basis: period\npays_for: delay\nrule: tiers\ntiers: [{lt: 99, percent: 10}]\ntarget: 99',
    ])
      expect(problemOf(rule)).toMatchObject({ read: true, code: undefined });
  });

  test('an allowance of failures is a number or a rate', () => {
    for (const allowance of ['{}', '{count: 1, per_thousand_gpu_days: 1}'])
      expect(problemOf(`basis: period\nrule: per_failure\nallowance: ${allowance}\npercent: 5`)).toMatchObject({
        code: 'terms/wrong-value',
        fix: 'Give exactly one of the two.',
      });
  });
});

describe('the expression of a formula', () => {
  const formula = (expression: string, more = '') =>
    problemOf(`basis: period\nrule: formula\nexpression: ${JSON.stringify(expression)}${more}`);

  test.each([
    ['base * downtime_minuets / month_minutes', 8, 'there is no "downtime_minuets"'],
    ['base * target', 8, 'there is no "target"'],
    ['base / 0', 6, 'this divides by what is always zero'],
    ['base *', 7, 'the expression ends where a number or a name must follow'],
    ['base ** 2', 7, '"*" stands where a number or a name must'],
    ['min(base)', 1, 'min takes at least two values'],
  ])('%s is refused at its character %i', (expression, at, problem) => {
    expect(formula(expression)).toMatchObject({
      read: false,
      code: 'terms/bad-formula',
      message: `The expression cannot be read at its character ${at}: ${problem}.`,
      at: JSON.stringify(expression),
    });
  });

  test('knows the facts and the target that the rule names', () => {
    expect(formula('base * ratio', '\nfacts: [ratio]').read).toBe(true);
    expect(formula('max(0, target - uptime) * base', '\ntarget: 99.9').read).toBe(true);
    expect(formula('base', '\nfacts: [Ratio]').code).toBe('terms/wrong-value');
  });
});
