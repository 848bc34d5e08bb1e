import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { termsSchemas } from '../../../scripts/generate-terms-schema.ts';
import { libraryFiles } from '../../terms/library-files.ts';
import { minimalTerms } from './minimal-terms.ts';

const schemas = termsSchemas();
const validatorOf = (path: string) => new Ajv2020({ strict: false }).compile(JSON.parse(schemas.get(path) ?? ''));

test.each([...schemas.keys()])('%s is current', (path) => {
  expect(readFileSync(path, 'utf8')).toBe(schemas.get(path));
});

// An editor reads YAML with numbers and booleans, the parser reads texts: both must take the same files.
test.each(libraryFiles())('%s is good in an editor', (path) => {
  const validate = validatorOf('schemas/sla-terms-1.schema.json');
  expect(validate(parse(readFileSync(path, 'utf8'))) || validate.errors).toBe(true);
});

test.each([
  ['an unknown field', 'target:', 'traget:'],
  ['an unknown word', 'rule: tiers', 'rule: tires'],
  ['a missing base', /base: .*/, ''],
  ['a text for a flag', 'stated: true', 'stated: maybe'],
])('%s is bad in an editor', (_, good, bad) => {
  const validate = validatorOf('schemas/sla-terms-1.schema.json');
  expect(validate(parse(minimalTerms()))).toBe(true);
  expect(validate(parse(minimalTerms().replace(good, bad)))).toBe(false);
});

test('an overlay is good in an editor', () => {
  const validate = validatorOf('schemas/sla-overlay-1.schema.json');
  const overlay = {
    schema: 'sla-overlay/1',
    terms: 'aws/ec2',
    document: { title: 'Order form', date: '2026-01-01' },
    overrides: [{ field: 'period.tz', value: 'UTC', source: '4.2' }],
  };
  expect(validate(overlay) || validate.errors).toBe(true);
  expect(validate({ ...overlay, terms: 'ec2' })).toBe(false);
});
