import { expect, test } from 'vitest';
import { checkCase, readCaseFile } from '../../src/case/case-file.ts';
import { settle, sourceFromFlags, statingFlags } from '../../src/case/case-flags.ts';
import { readYaml } from '../../src/parsers/syntax/yaml.ts';

test('flags state the same case as a case file', () => {
  const flags = {
    name: 'x',
    'as-of': '2025-11-03T00:00:00Z',
    currency: 'USD',
    billing: ['a.csv', 'b.csv'],
    outages: ['o.json'],
    map: ['service=aws/ec2', 'region=us-east-1'],
    terms: ['aws/ec2'],
    overlay: ['form.yaml'],
    trust: ['period.tz'],
    attribute: ['worst_disk_class=premium_ssd'],
    'hourly-price': '2.10',
    reading: ['month_zone=UTC'],
    training: ['p.txt'],
    run: 'llama',
    gpus: '512',
    resources: 'p5.48xlarge in use1-az4',
    price: '2.25',
    'billing-mode': 'reserved',
    tz: 'UTC',
  };
  const written = readCaseFile(
    `makewhole: 1
name: x
as_of: 2025-11-03T00:00:00Z
currency: USD
billing: [{files: [a.csv, b.csv]}]
outages: [{files: [o.json], tz: UTC, maps: {service: aws/ec2, region: us-east-1}}]
contracts: [{terms: aws/ec2, overlays: [form.yaml], trust: [period.tz], attributes: {worst_disk_class: premium_ssd}, hourly_price: 2.10}]
readings: {month_zone: UTC}
training: [{run: llama, files: [p.txt], tz: UTC, gpus: 512, resources: p5.48xlarge in use1-az4, price: {usd_per_gpu_hour: 2.25}, billing: reserved}]
`,
    'makewhole.yaml',
  );
  const stated = checkCase(sourceFromFlags(flags).value);
  expect(written.issues).toEqual([]);
  expect(stated.issues).toEqual([]);
  expect(stated.value?.file).toEqual(written.value?.file);
});

test('a bad flag is shown as it was typed', () => {
  const { issues } = checkCase(
    sourceFromFlags({ training: ['p.txt'], gpus: 'twelve', 'as-of': '2025-11-03', reading: ['x=1'] }).value,
  );
  expect(issues.map(({ excerpt }) => excerpt).sort()).toEqual(['--as-of 2025-11-03', '--gpus twelve']);
  expect(issues[0]?.origin).toEqual({ file: 'command line' });
});

test.each([
  [{ reading: ['month_zone'] }, '--reading month_zone'],
  [{ map: ['=x'] }, '--map =x'],
  [{ terms: ['a', 'b'], overlay: ['c'] }, '--overlay'],
])('%j is refused', (flags, excerpt) => {
  expect(sourceFromFlags(flags).issues[0]).toMatchObject({ code: 'case/bad-flag', excerpt });
});

test('only flags that settle something may stand beside a case file', () => {
  expect(statingFlags({ 'as-of': 'x', reading: ['a=b'], name: 'n', currency: 'USD' })).toEqual([]);
  expect(statingFlags({ billing: ['a'], gpus: '1', name: 'n' })).toEqual(['--billing', '--gpus']);
});

test('flags settle a case file field by field, and keep the places of the rest', () => {
  const yaml = readYaml('makewhole: 1\nname: old\nreadings: {a: x, b: y}\ncurrency: us\n', {
    file: 'makewhole.yaml',
    room: 'case',
  });
  if (!yaml.value) throw new Error('the case file does not parse');
  const settled = settle(yaml.value, { name: 'new', reading: ['b=z'] }).value;
  const checked = checkCase({ ...settled, data: { ...(settled.data as object), currency: 'USD' } });
  expect(checked.value?.file).toMatchObject({ name: 'new', readings: { a: 'x', b: 'z' } });
  expect(settled.cite(['name'])).toEqual({ origin: { file: 'command line' }, excerpt: '--name new' });
  expect(settled.cite(['readings', 'b']).excerpt).toBe('--reading b=z');
  expect(settled.cite(['currency']).origin).toMatchObject({ file: 'makewhole.yaml', line: 4 });
});

test('a field trusted on the command line is trusted in every contract of the case file', () => {
  const yaml = readYaml('makewhole: 1\ncontracts:\n  - {terms: a, trust: x}\n  - {terms: b}\n', {
    file: 'makewhole.yaml',
    room: 'case',
  });
  if (!yaml.value) throw new Error('the case file does not parse');
  const { value } = checkCase(settle(yaml.value, { trust: ['y', 'z'] }).value);
  expect(value?.file.contracts.map(({ trust }) => trust)).toEqual([
    ['x', 'y', 'z'],
    ['y', 'z'],
  ]);
});

test.each(['just a text', '[a, b]'])('a case file that is no mapping is refused as such: %s', (text) => {
  const yaml = readYaml(text, { file: 'makewhole.yaml', room: 'case' });
  if (!yaml.value) throw new Error('the text does not parse');
  const { value, issues } = checkCase(settle(yaml.value, { name: 'x' }).value);
  expect(value).toBeNull();
  expect(issues.map(({ message }) => message)).toEqual(['The case must be a mapping.']);
});
