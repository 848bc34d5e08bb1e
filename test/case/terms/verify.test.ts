import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyFile } from '../../../src/case/terms/verify/verify-file.ts';
import { verifyTerms } from '../../../src/case/terms/verify/verify-terms.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { minimalTerms } from '../../parsers/terms/minimal-terms.ts';

const OPTIONS = { asOf: Date.parse('2026-11-21T00:00:00Z'), maxAgeDays: 365 };

const found = (text: string, options = OPTIONS) =>
  verifyFile({ label: 'x.yaml', text }, () => null, options).findings.map(({ code, severity, origin }) => [
    code,
    severity,
    origin?.line,
  ]);

const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
const sourced = 'evidence_default: {grade: vendor_page, url: "https://example.com", retrieved: 2026-11-20}';
const edition = (text: string) => minimalTerms({ edition: text });

describe('what is wrong with a terms file', () => {
  test('a vendor’s grade without an address is an error, a source without a date a warning', () => {
    const text = edition('evidence_default: {grade: vendor_page}');
    const at = lineOf(text, 'evidence_default');
    expect(found(text)).toEqual(
      expect.arrayContaining([
        ['terms/no-source-url', 'error', at],
        ['terms/no-source-date', 'warning', at],
      ]),
    );
  });

  test('an entry of evidence is looked at as the default is, and stands where it is written', () => {
    const text = edition(`${sourced}\nevidence:\n  - {field: period.kind, grade: mirror}`);
    expect(found(text)).toContainEqual(['terms/no-source-date', 'warning', lineOf(text, 'grade: mirror')]);
    expect(found(edition(`${sourced}\nevidence:\n  - {field: period.kind, grade: not_found}`))).not.toContainEqual(
      expect.arrayContaining(['terms/no-source-date']),
    );
  });

  test('a source that was seen after the comparison', () => {
    const text = edition(sourced.replace('2026-11-20', '2026-11-21'));
    expect(found(text)).toContainEqual(['terms/source-after-check', 'error', lineOf(text, 'evidence_default')]);
  });

  test('the age counts from the day asked for, to the day: the edge is not too old', () => {
    const text = edition(sourced);
    const stale = (day: string, maxAgeDays: number) =>
      found(text, { asOf: Date.parse(`${day}T00:00:00Z`), maxAgeDays }).some(([code]) => code === 'terms/stale');
    expect(stale('2027-11-20', 365)).toBe(false);
    expect(stale('2027-11-21', 365)).toBe(true);
    expect(stale('2026-11-21', 0)).toBe(true);
    expect(found(text, { ...OPTIONS, asOf: Date.parse('2026-11-19T00:00:00Z') })).toContainEqual([
      'terms/checked-later',
      'warning',
      7,
    ]);
  });

  test('two readings of a deadline of which none is the safe one', () => {
    const steps = (safe: string) =>
      edition(
        `${sourced}\nclaim:\n  steps:\n    - {id: a, anchor: incident, offset: {days: 30}, reading: first${safe}}\n    - {id: b, anchor: incident_end, offset: {days: 30}, reading: second}\nambiguity:\n  - {subject: deadline, field: claim.steps, state: ambiguous, readings: [{name: first, grade: mirror}, {name: second, grade: mirror}]}`,
      );
    expect(found(steps(''))).toContainEqual(['terms/no-safe-deadline', 'warning', expect.any(Number)]);
    expect(found(steps(', conservative: true')).map(([code]) => code)).not.toContain('terms/no-safe-deadline');
  });

  test('an edition that yields figures and shows none', () => {
    expect(found(edition(sourced)).map(([code]) => code)).toContain('terms/few-examples');
  });

  test('fields too weakly known are one note an edition', () => {
    const text = edition('evidence_default: {grade: general_knowledge}');
    expect(found(text).filter(([code]) => code === 'terms/weak-grade')).toEqual([
      ['terms/weak-grade', 'note', expect.any(Number)],
    ]);
  });

  test('what the reader refuses is a finding like any other', () => {
    expect(found('schema: [')).toEqual([['terms/yaml-syntax', 'error', 1]]);
    expect(found(minimalTerms().replace('basis: monthly_bill', 'basis: bill'))).toContainEqual([
      'terms/unknown-word',
      'error',
      expect.any(Number),
    ]);
  });

  test('a family is looked at by itself', () => {
    const family = (evidence: string) =>
      `schema: sla-family/1\nvendor: test\nsays: shared\nlast_checked: 2024-01-01\nclauses: {period: {kind: calendar_month}}\nevidence:\n  - ${evidence}\n`;
    expect(found(family('{field: period, grade: vendor_page}'))).toEqual([
      ['terms/stale', 'warning', 4],
      ['terms/no-source-url', 'error', 7],
      ['terms/no-source-date', 'warning', 7],
    ]);
    expect(found('schema: sla-family/1\nvendor: test\n').map(([code]) => code)).toContain('terms/missing-field');
  });
});

describe('docs/terms.md', () => {
  const [terms = '', overlay = ''] = [...readFileSync('docs/terms.md', 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(
    (match) => match[1],
  );

  test('shows a file to begin with that lacks its examples and nothing else', () => {
    expect(found(terms).map(([code]) => code)).toEqual(['terms/few-examples']);
  });

  test('shows an overlay that fits it', () => {
    const { value, issues } = parseTerms({ label: 'terms.yaml', text: terms }, [{ label: 'form.yaml', text: overlay }]);
    expect(issues).toEqual([]);
    expect(value?.overridden.map(({ field }) => field)).toEqual([
      'remedy.sole_and_exclusive',
      'commitments.vm.credits.tiered.tiers',
    ]);
  });
});

describe('the library', () => {
  const { value, issues } = verifyTerms([], process.cwd(), OPTIONS);

  test('has no error', () => {
    expect(issues).toEqual([]);
    expect(value.files.length).toBeGreaterThan(7);
    const errors = value.files.flatMap(({ file, findings }) =>
      findings.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${file} ${code} ${message}`),
    );
    expect(errors).toEqual([]);
  });

  test('is looked at whole: every document and every family', () => {
    expect(value.files.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['terms/aws/_family.yaml', 'terms/aws/ec2.yaml']),
    );
  });
});
