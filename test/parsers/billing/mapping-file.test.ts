import { expect, test } from 'vitest';
import { parseMapping } from '../../../src/parsers/billing/mapping-file/parse.ts';

const GOOD = `makewhole_columns: 1
vendor: example-cloud
delivery: adds
period: day
columns:
  ChargePeriodStart: Day
  BilledCost: Amount
constants: {ChargeCategory: Usage}
`;

/** Every issue as `code line:column`. */
function problemsOf(text: string): string[] {
  const { value, issues } = parseMapping(text, 'columns.yaml');
  expect(value === null).toBe(issues.length > 0);
  return issues.map(({ code, origin }) => `${code} ${origin?.line}:${origin?.column}`);
}

test('a complete mapping is a format that needs its columns', () => {
  const { value, issues } = parseMapping(GOOD, 'columns.yaml');
  expect(issues).toEqual([]);
  expect(value).toMatchObject({ id: 'mapped', use: 'claims', delivery: 'adds', required: [['Day'], ['Amount']] });
});

test('quantities without any cost are usage', () => {
  expect(parseMapping(GOOD.replace('BilledCost', 'ConsumedQuantity'), 'c').value?.use).toBe('usage');
});

test('a name that FOCUS does not have is refused, with the nearest that it has', () => {
  const { issues } = parseMapping(GOOD.replace('BilledCost', 'BiledCost'), 'columns.yaml');
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({
    code: 'billing/unknown-field',
    origin: { file: 'columns.yaml', line: 7, column: 3 },
    fix: 'Did you mean `BilledCost`?',
  });
});

test.each([
  ['no delivery', GOOD.replace('delivery: adds\n', ''), ['billing/missing-field 1:1']],
  ['no such delivery', GOOD.replace('adds', 'sometimes'), ['billing/bad-field 3:11']],
  ['another version', GOOD.replace('columns: 1', 'columns: 2'), ['billing/bad-field 1:20']],
  ['no begin', GOOD.replace('ChargePeriodStart', 'ResourceId'), ['billing/bad-field 6:3']],
  ['no end', GOOD.replace('period: day\n', ''), ['billing/bad-field 5:3']],
  ['two ends', GOOD.replace('columns:\n', 'columns:\n  ChargePeriodEnd: End\n'), ['billing/bad-field 4:9']],
  ['no amount', GOOD.replace('BilledCost', 'ResourceId'), ['billing/bad-field 6:3']],
  ['no category', GOOD.replace('constants: {ChargeCategory: Usage}\n', ''), ['billing/bad-field 6:3']],
  ['words of no column', `${GOOD}categories: {use: Usage}\n`, ['billing/bad-field 9:13']],
  [
    'a word for no category',
    GOOD.replace('constants: {ChargeCategory: Usage}', 'categories: {use: Use}'),
    ['billing/bad-field 8:19'],
  ],
  ['a zone that is none', `${GOOD}time_zone: Berlin\n`, ['billing/bad-field 9:12']],
  ['a clock without a zone', `${GOOD}time_format: "%d.%m.%Y %H:%M"\n`, ['billing/bad-field 9:14']],
  ['a pattern with a directive that is none', `${GOOD}time_format: "%Q"\n`, ['billing/bad-field 9:14']],
  ['a currency of its own spelling', `${GOOD}currency: dollars\n`, ['billing/bad-field 9:11']],
  [
    'a column and a constant',
    GOOD.replace('constants: {', 'constants: {BilledCost: x, '),
    ['billing/unknown-field 8:13'],
  ],
  [
    'both for one name',
    GOOD.replace('  BilledCost', '  ServiceName: Product\n  BilledCost').replace('{', '{ServiceName: x, '),
    ['billing/bad-field 9:26'],
  ],
  ['no YAML', 'makewhole_columns: [', ['case/yaml-syntax 1:21']],
])('%s is refused at its place', (_, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});
