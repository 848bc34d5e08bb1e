import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTerms } from '../../../../src/parsers/terms/parse.ts';
import { fixture, importText } from './reading.ts';

const NORTHWIND = fixture('northwind.md').toString();

describe('a draft', () => {
  const { value } = importText('northwind.md', NORTHWIND);
  const terms = parseTerms({ label: 'draft.yaml', text: value?.draft ?? '' });
  const edition = terms.value?.versions[0];

  test('is terms that our own reader takes without a word', () => {
    expect(terms.issues).toEqual([]);
    expect(edition?.status).toBe('draft');
    expect(edition?.edition).toBe('2026-04-01');
    expect(edition?.commitments.map(({ id }) => id)).toEqual(['service']);
  });

  test('grades by how sure the reading is, and what was not found not at all', () => {
    const gradeOf = (field: string) =>
      edition?.evidence.find((entry) => entry.field === field)?.grade ?? edition?.evidence_default.grade;
    expect(gradeOf('commitments.service.credits.tiered.tiers')).toBe('transcript');
    expect(gradeOf('commitments.service.scope')).toBe('general_knowledge');
    expect(gradeOf('period.tz')).toBe('not_found');
  });

  test('keeps the sentence of each field, and the hash of the text', () => {
    const entry = edition?.evidence.find(({ field }) => field === 'commitments.service.credits.tiered.minimum');
    expect(entry?.note).toBe(
      'sure, line 27: A Service Credit is issued only if it is greater than five dollars ($5 USD).',
    );
    expect(edition?.text_sha256).toBe('0'.repeat(64));
  });

  test('states what was read', () => {
    expect(edition?.claim).toMatchObject({
      channel: 'support_case',
      subject_must_contain: 'SLA Claim',
      steps: [{ id: 'claim', anchor: 'incident_month_end', event: 'received' }],
      required_evidence: ['incident_times', 'region_and_zone', 'resource_ids', 'downtime_logs'],
    });
    expect(edition?.exclusions.map(({ tag }) => tag)).toEqual([
      'force_majeure',
      'maintenance',
      'customer_action',
      'third_party',
      'preview',
    ]);
  });

  test('leaves both ways to count from a breach open, the safe one marked', () => {
    const text =
      '# SLA\n\nWe guarantee 99.9% uptime.\n\n## Claims\n\nCustomer must notify us within 30 days from the time Customer becomes eligible to receive a credit.';
    const parsed = parseTerms({ label: 'd', text: importText('sla.md', text).value?.draft ?? '' });
    expect(parsed.value?.versions[0]?.claim.steps).toMatchObject([
      { anchor: 'eligibility', reading: 'from_breach', conservative: true },
      { anchor: 'incident_month_end', reading: 'from_month_end', conservative: false },
    ]);
  });

  test('tells the gaps of a table', () => {
    const text =
      '# SLA\n\nWe guarantee 99.9% uptime.\n\n| Uptime | Credit |\n|---|---|\n| 99.0% - 99.89% | 10% |\n| 95.0% - 98.99% | 25% |\n| < 95.0% | 50% |\n';
    const warnings = importText('sla.md', text).value?.warnings.map(({ message }) => message);
    expect(warnings).toEqual([
      'No row holds values above 98.99 to below 99 %; read as a range between the rows on both sides.',
      'No row holds values above 99.89 to below 99.9 %; read as a range between the rows on both sides.',
    ]);
  });
});

describe('whatever the text', () => {
  const words = fc.constantFrom(
    ...'99.9% 99.0% 10% 25% 0% 150% uptime credit below less than at least to - | \n \n\n # ## monthly fee within thirty (30) (60) days of the incident "SLA" $1 : ; null ~ & * ! { } [ ] \u202e \u0000 \u200b é — – ≥ < > \' " ` <td> </p> <table> 99,9 % claim must be received by us every hour'.split(
      ' ',
    ),
    '\n',
    ' ',
    'Service Credits are a percentage of',
    'We guarantee',
  );

  test('an import gives valid terms or refuses, and never throws', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 120 }), fc.constantFrom('a.md', 'a.txt', 'a.html'), (parts, label) => {
        const { value, issues } = importText(label, parts.join(' '));
        expect(issues.map(({ code }) => code)).not.toContain('terms/import-draft-invalid');
        expect(value === null || parseTerms({ label, text: value.draft }).value?.versions[0]?.status === 'draft').toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });

  test.each(['northwind.pdf', 'northwind.docx', 'northwind.html', 'northwind.md'])(
    'a damaged %s gives valid terms or refuses',
    (name) => {
      const original = fixture(name);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
          fc.nat(original.length),
          (hits, end) => {
            const bytes = Buffer.from(original.subarray(0, end % 3 === 0 ? end : original.length));
            for (const [at, byte] of hits) if (at < bytes.length) bytes[at] = byte;
            const { value, issues } = importText(name, bytes);
            expect(value !== null || issues.some(({ severity }) => severity === 'error')).toBe(true);
            expect(issues.map(({ code }) => code)).not.toContain('terms/import-draft-invalid');
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});
