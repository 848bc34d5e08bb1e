import { describe, expect, it } from 'vitest';
import { decimal } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, withCredit } from '../../parsers/terms/minimal-terms.ts';
import { applied, pays, type Trial } from './rule-trial.ts';

/** Rows written to two decimals, as Cohere's agreement writes them: nothing is said of the space between 97.99 and 98. */
const ROWS = '[{ge: 98, lt: 99.5, percent: 10}, {ge: 95, le: 97.99, percent: 20}, {lt: 95, percent: 30}]';

function credit(uptime: string, gapPolicy: string, gap?: string) {
  const text = withCredit(`- id: tiered
  basis: period
  rule: tiers
  target: 99.5
  gap_policy: ${gapPolicy}
  tiers: ${ROWS}
  ${BASE}`);
  const { value, issues } = parseTerms({ label: 'gap.yaml', text });
  // The gap is warned of, whatever the policy; nothing else is wrong.
  expect(issues.map(({ code }) => code)).toEqual(['terms/tier-gap']);
  const rule = value?.versions[0]?.commitments[0]?.credits[0];
  if (!rule) throw new Error('no rule');
  const trial: Trial = { uptime: decimal(uptime), base: '100', ...(gap && { choices: { gap } }) };
  return { pays: pays(rule, trial), says: applied(rule, trial).says };
}

describe('an uptime between two rows of the table', () => {
  it.each([
    // By hand: 97.995 is above 97.99 (20 %) and under 98 (10 %); of a base of 100 that is 20 or 10.
    ['undefined', undefined, '10'],
    ['undefined', 'lower', '10'],
    ['undefined', 'higher', '20'],
    ['higher_credit', undefined, '20'],
    ['lower_credit', undefined, '10'],
    ['lower_credit', 'higher', '10'],
  ])('under gap_policy %s and the reading %s pays %s', (policy, reading, pays) => {
    expect(credit('97.995', policy, reading).pays).toBe(pays);
  });

  it.each([
    ['98', '10'],
    ['97.99', '20'],
    ['94.999', '30'],
    ['99.5', '0'],
  ])('on the row at %s no reading matters', (uptime, pays) => {
    expect(credit(uptime, 'undefined', 'lower').pays).toBe(pays);
    expect(credit(uptime, 'undefined', 'higher').pays).toBe(pays);
  });

  it('says which commitment is met', () => {
    expect(credit('99.5', 'lower_credit').says).toBe('commitment of 99.5 % met');
  });
});
