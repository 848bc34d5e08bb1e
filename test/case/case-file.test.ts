import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCaseFile } from '../../src/case/case-file.ts';
import { toText } from '../../src/engine/values/exact.ts';

const read = (text: string) => readCaseFile(text, 'makewhole.yaml');
const minimal = (rest: string) => read(`makewhole: 1\n${rest}`);

/** `code line:column` of every issue, as a person meets them. */
function found(text: string): string[] {
  return minimal(text).issues.map(({ code, origin }) => `${code} ${origin?.line}:${origin?.column}`);
}

test('the case of the design, field by field', () => {
  const { value, issues } = minimal(`
name: us-east-1, October 2025
as_of: 2025-11-03T00:00:00Z
currency: USD
billing:
  - files: billing/*.parquet
outages:
  - files: [health-events.json, more.json]
  - files: probes.csv
    maps: {target: gpu-0042, service: aws/ec2, resource: i-0abc}
contracts:
  - terms: aws/ec2
    attributes: {worst_disk_class: premium_ssd}
    unit_attributes: {i-0abc: {tenancy: dedicated}}
    exclusions:
      - {begin: 2025-10-20T07:00:00Z, end: 2025-10-20T08:00:00Z, tag: maintenance, proved: yes}
    contract_start: 2025-01-15
  - terms: contracts/our.yaml
    overlays: [order-form.yaml]
training:
  - run: llama-70b
    files: logs/progress.txt
    tz: America/Los_Angeles
    gpus: 512
    resources: "p5.48xlarge in use1-az4"
    price: {usd_per_gpu_hour: "2.25"}
    billing: reserved
readings: {month_zone: UTC}
zones:
  - {vendor: aws, id: use1-az4, name: us-east-1d}
other_losses:
  - {id: egress, says: egress to another region, document: invoice 12, amount: 120.50, cash: true}
`);
  expect(issues).toEqual([]);
  const file = value?.file;
  expect(file?.as_of).toBe(Date.UTC(2025, 10, 3));
  expect(file?.billing).toEqual([{ files: ['billing/*.parquet'] }]);
  expect(file?.outages[1]?.maps).toEqual([{ target: 'gpu-0042', service: 'aws/ec2', resource: 'i-0abc' }]);
  expect(file?.contracts[0]?.exclusions?.[0]).toEqual({
    begin: Date.UTC(2025, 9, 20, 7),
    end: Date.UTC(2025, 9, 20, 8),
    tag: 'maintenance',
    proved: true,
  });
  expect(file?.contracts[0]?.contract_start).toBe(Date.UTC(2025, 0, 15));
  expect(file?.training[0]).toMatchObject({
    gpus: 512,
    billing: 'reserved',
    resources: { written: 'p5.48xlarge in use1-az4' },
  });
  expect(toText(file?.other_losses[0]?.amount as never)).toBe('120.5');
});

test('a field without a value is a field that is not there', () => {
  expect(minimal('billing:\nname:\n').value?.file).toMatchObject({ billing: [] });
});

test('every problem is reported at its place, not just the first', () => {
  expect(
    found(`nmae: x
currency: usd
as_of: 2025-11-03
training:
  - run: a
    files: a.log
    gpus: twelve
    billing: rented
    tz: Mars/Olympus
contracts:
  - overlays: [x.yaml]
`).sort(),
  ).toEqual(
    [
      'case/unknown-key 2:1',
      'case/bad-value 3:11',
      'case/bad-value 4:8',
      'case/bad-value 8:11',
      'case/bad-value 9:14',
      'case/bad-value 10:9',
      'case/missing-field 12:5',
    ].sort(),
  );
});

test('an unknown field comes with the nearest known one', () => {
  expect(minimal('traning: []\n').issues[0]).toMatchObject({
    code: 'case/unknown-key',
    fix: 'Did you mean `training`?',
  });
  expect(minimal('training:\n  - {run: a, files: b, gpu: 8}\n').issues[0]?.fix).toBe('Did you mean `gpus`?');
});

test('a time without an offset is refused, and the fix is the same time with one', () => {
  expect(minimal('as_of: 2025-11-03\n').issues[0]?.message).toContain('2025-11-03T00:00:00Z');
});

test.each([
  ['training:\n  - {run: a, files: x, price: cheap}\n', 'from-bill'],
  ['training:\n  - {run: a, files: x, price: {usd_per_gpu_hour: -1}}\n', 'above zero'],
  ['training:\n  - {run: a, files: x, price: {usd_per_gpu_hour: 1e400}}\n', 'decimal'],
  ['training:\n  - {run: a, files: []}\n', 'at least one'],
  ['training:\n  - {run: a, files: {}}\n', 'must be'],
  ['outages: x\n', 'must be a list'],
  ['readings: x\n', 'must be a mapping'],
])('%j is refused with a sentence of ours', (text, says) => {
  const { value, issues } = minimal(text);
  expect(value).toBeNull();
  expect(issues.map(({ message }) => message).join('\n')).toContain(says);
});

test.each([
  [
    'contracts:\n  - terms: a\n    exclusions:\n      - {begin: 2025-10-02T00:00:00Z, end: 2025-10-01T00:00:00Z, tag: t, proved: no}\n',
    'case/end-before-start',
  ],
  ['training:\n  - {run: a, files: x}\n  - {run: a, files: y}\n', 'case/duplicate-run'],
  ['currency: EUR\ntraining:\n  - {run: a, files: x, price: {usd_per_gpu_hour: 2}}\n', 'case/price-currency'],
])('what no single field shows is checked across fields', (text, code) => {
  expect(minimal(text).issues[0]?.code).toBe(code);
});

test('another version of the format is refused', () => {
  expect(read('makewhole: 2\n').issues[0]).toMatchObject({ code: 'case/bad-value', message: '`makewhole` must be 1.' });
  expect(read('name: x\n').issues[0]?.code).toBe('case/missing-field');
});

test.each(['__proto__', 'constructor', 'hasOwnProperty'])('a unit or reading named %s harms nothing', (name) => {
  const { value, issues } = minimal(
    `readings: {${name}: x}\ncontracts:\n  - {terms: a, unit_attributes: {${name}: {a: b}}}\n`,
  );
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(value).not.toBeNull();
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

const repo = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const documented = () => /```yaml\n([\s\S]*?)```/.exec(repo('docs/case-file.md'))?.[1] ?? '';

test('the case file of the documentation is one', () => {
  const { value, issues } = read(documented());
  expect(issues).toEqual([]);
  expect(value?.file.training).toHaveLength(2);
});

test('the published schema takes what an editor sees, and refuses what the program refuses', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(repo('schemas/makewhole-case-1.schema.json')),
  );
  // An editor reads YAML with its numbers and booleans, which the program keeps as text.
  for (const text of [
    documented(),
    repo('test/fixtures/cases/small/makewhole.yaml'),
    repo('test/fixtures/cases/undetermined/makewhole.yaml'),
  ]) {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  }
  for (const text of [
    'makewhole: 2',
    'name: x',
    'makewhole: 1\nnmae: x',
    'makewhole: 1\noutages: x',
    'makewhole: 1\ntraining: [{run: a}]',
    'makewhole: 1\ntraining: [{run: a, files: b, billing: rented}]',
  ]) {
    expect(validate(parse(text)), text).toBe(false);
    expect(read(text).value, text).toBeNull();
  }
});
