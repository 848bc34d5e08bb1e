import { describe, expect, it } from 'vitest';
import type { RuleInput } from '../../../src/engine/credit/rule.ts';
import { rule } from '../../../src/engine/credit/rules/tiers.ts';
import { measured } from '../../../src/engine/records/figure.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, withCredit } from '../../parsers/terms/minimal-terms.ts';

type Input = Parameters<(typeof rule)['compute']>[0];

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
  const hundred = measured({ id: 'base', label: 'Base', value: exact(100), unit: 'USD', formula: '', inputs: [] });
  const input: Pick<Input, 'rule' | 'id' | 'field' | 'currency' | 'uptime' | 'attributes' | 'choices'> = {
    rule: value?.versions[0]?.commitments[0]?.credits[0] as Input['rule'],
    id: 'tiered',
    field: 'credits.tiered',
    currency: 'USD',
    uptime: measured({ id: 'u', label: 'Uptime', value: decimal(uptime), unit: 'percent', formula: '', inputs: [] }),
    attributes: {},
    choices: gap ? { gap } : {},
  };
  const rest = { pricing: { base: () => hundred }, cite: () => null } as unknown as RuleInput;
  const result = rule.compute({ ...rest, ...input });
  return { pays: result.credit.value && toText(result.credit.value), says: result.says };
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
