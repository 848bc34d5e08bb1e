import { describe, expect, test } from 'vitest';
import { covers, evidenceOf, placeOf, yieldsFigure } from '../../../../src/engine/credit/promise/evidence.ts';
import { EVIDENCE_GRADES, type EvidenceGrade } from '../../../../src/engine/records/evidence-grade.ts';
import type { Evidence } from '../../../../src/engine/records/terms.ts';

const entry = (field: string, grade: EvidenceGrade): Evidence => ({
  field,
  grade,
  url: null,
  retrieved: null,
  version_date: null,
  quote_hash: null,
  note: null,
});
const { field: _, ...evidence_default } = entry('', 'third_party');
const edition = {
  evidence_default,
  evidence: [
    entry('commitments.a', 'mirror'),
    entry('commitments.a.credits.tiered.tiers', 'vendor_page'),
    entry('claim.step', 'not_found'),
    entry('period.tz', 'general_knowledge'),
    entry('period.tz', 'negotiated'),
  ],
};

describe('evidence of a field', () => {
  test.each([
    ['commitments.a.credits.tiered.tiers', 'vendor_page'],
    ['commitments.a.credits.tiered.base', 'mirror'],
    ['commitments.a', 'mirror'],
    ['commitments.ab.metric', 'third_party'],
    ['claim.steps', 'third_party'],
    ['commitments', 'third_party'],
    ['', 'third_party'],
  ])('%s is known as %s', (field, grade) => {
    expect(evidenceOf(edition, field).grade).toBe(grade);
  });

  test('of two entries for one field the later one holds', () => {
    expect(evidenceOf(edition, 'period.tz').grade).toBe('negotiated');
  });

  test('the default says by an empty field that it covers everything', () => {
    expect(evidenceOf(edition, 'payment').field).toBe('');
  });

  test('only the two weakest grades yield no figure', () => {
    expect(EVIDENCE_GRADES.filter((grade) => !yieldsFigure({ grade }))).toEqual(['general_knowledge', 'not_found']);
  });

  test('whole segments count', () => {
    expect(covers('claim', 'claim.steps')).toBe(true);
    expect(covers('claim.step', 'claim.steps')).toBe(false);
  });
});

describe('place of a field', () => {
  const places = new Map([
    ['claim', { file: 'a.yaml', line: 3 }],
    ['claim.steps', { file: 'a.yaml', line: 5 }],
  ]);

  test('its own, else that of what is above it', () => {
    expect(placeOf({ places }, 'claim.steps')?.line).toBe(5);
    expect(placeOf({ places }, 'claim.steps.claim.offset')?.line).toBe(5);
    expect(placeOf({ places }, 'claim.channel')?.line).toBe(3);
    expect(placeOf({ places }, 'payment')).toBeUndefined();
    expect(placeOf({}, 'claim')).toBeUndefined();
  });
});
