import { describe, expect, test } from 'vitest';
import { evidenceOf, placeOf } from '../../../src/engine/credit/promise/evidence.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { BASE, minimalTerms } from './minimal-terms.ts';

const TIERS = 'commitments.vm.credits.tiered.tiers';
const PUBLIC = minimalTerms({
  edition: [
    'evidence_default: {grade: third_party}',
    'evidence:',
    `  - {field: ${TIERS}, grade: not_found}`,
    '  - {field: claim.steps, grade: vendor_page}',
    'ambiguity:',
    '  - {subject: month_zone, field: period.tz, state: silent, readings: [{name: UTC, grade: synthesis}]}',
    '  - {subject: deadline, field: claim.steps, state: ambiguous, readings: [{name: a, grade: synthesis}, {name: b, grade: synthesis}]}',
    'claim: {steps: [{id: claim, anchor: incident, offset: {days: 30}}]}',
  ].join('\n'),
});

const overlay = (overrides: string, head = 'terms: test/vm') =>
  `schema: sla-overlay/1\n${head}\ndocument: {title: Order form 7, date: 2025-03-01}\noverrides:\n${overrides.replace(/^/gm, '  ')}\n`;
const lay = (...texts: string[]) =>
  parseTerms(
    { label: 'terms.yaml', text: PUBLIC },
    texts.map((text, at) => ({ label: `overlay-${at}.yaml`, text })),
  );
const first = (result: ReturnType<typeof lay>) => {
  const edition = result.value?.versions[0];
  const rule = edition?.commitments[0]?.credits[0];
  return { edition, rule: rule?.rule === 'tiers' ? rule : undefined };
};

describe('a negotiated value', () => {
  const result = lay(
    overlay(
      `- field: ${TIERS}\n  value: [{ge: 95, lt: 99.9, percent: 20}, {lt: 95, percent: 50}]\n  source: section 4.2`,
    ),
  );
  const { edition, rule } = first(result);

  test('stands in the place of the public one', () => {
    expect(result.issues).toEqual([]);
    expect(rule?.tiers?.map((row) => toText(row.percent))).toEqual(['20', '50']);
  });

  test('is recorded: what was, what is, which document, where', () => {
    expect(result.value?.overridden).toEqual([
      {
        field: TIERS,
        document: 'Order form 7 (2025-03-01), section 4.2',
        was: '[{ge: 99.0, lt: 99.9, percent: 10}, {lt: 99.0, percent: 25}]',
        now: '[{ge: 95, lt: 99.9, percent: 20}, {lt: 95, percent: 50}]',
        origin: { file: 'overlay-0.yaml', line: 6, column: 12, pointer: '/overrides/0/value' },
      },
    ]);
  });

  test('is known as negotiated, and nothing else is', () => {
    expect(edition && evidenceOf(edition, TIERS)).toMatchObject({ grade: 'negotiated', version_date: '2025-03-01' });
    expect(edition && evidenceOf(edition, 'commitments.vm.credits.tiered.base').grade).toBe('third_party');
  });

  test('is cited where it was written', () => {
    expect(edition && placeOf(edition, TIERS)?.file).toBe('overlay-0.yaml');
    expect(edition && placeOf(edition, 'commitments.vm.credits.tiered.target')).toMatchObject({ file: 'terms.yaml' });
  });

  test('leaves the public terms as they are without it', () => {
    expect(first(lay()).rule?.tiers?.map((row) => toText(row.percent))).toEqual(['10', '25']);
    expect(lay().value?.overridden).toEqual([]);
  });
});

test('an optional field that the file leaves out can be negotiated', () => {
  const { edition, rule } = first(
    lay(
      overlay(
        '- {field: commitments.vm.credits.tiered.minimum, value: {amount: 50, currency: USD, per: period, below: no_credit}, source: s}\n- {field: remedy.sole_and_exclusive, value: false, source: s}',
      ),
    ),
  );
  expect(rule?.minimum && toText(rule.minimum.amount)).toBe('50');
  expect(edition?.remedy.sole_and_exclusive).toBe(false);
});

test('what is negotiated is no longer open: its ambiguities are gone, the others stay', () => {
  const { edition } = first(lay(overlay('- {field: period.tz, value: America/New_York, source: s}')));
  expect(edition?.period).toEqual({ kind: 'calendar_month', tz: 'America/New_York', tz_stated: true });
  expect(edition?.ambiguity.map((entry) => entry.subject)).toEqual(['deadline']);
});

test('evidence below a field that is replaced gives way', () => {
  const { edition } = first(
    lay(overlay('- {field: claim, value: {steps: [{id: claim, anchor: incident, offset: {days: 90}}]}, source: s}')),
  );
  expect(edition && evidenceOf(edition, 'claim.steps').grade).toBe('negotiated');
  expect(edition?.ambiguity.map((entry) => entry.subject)).toEqual(['month_zone']);
});

test('items of a list are named by their id', () => {
  const { edition } = first(lay(overlay('- {field: claim.steps.claim.offset, value: {days: 45}, source: s}')));
  expect(edition?.claim.steps[0]?.offset.days && toText(edition.claim.steps[0].offset.days)).toBe('45');
});

test('a later document replaces what an earlier one said, and both are recorded', () => {
  const result = lay(
    overlay('- {field: commitments.vm.credits.tiered.target, value: 99.9, source: a}'),
    overlay('- {field: commitments.vm.credits.tiered.target, value: 99.90, source: b}'),
  );
  expect(result.value?.overridden.map(({ was, now }) => [was, now])).toEqual([
    ['99.9', '99.9'],
    ['99.9', '99.90'],
  ]);
  expect(first(result).edition?.evidence.filter((entry) => entry.grade === 'negotiated')).toHaveLength(1);
});

describe('editions', () => {
  const two =
    PUBLIC.replace('  - edition: 2026-01-01\n', '  - edition: 2025-01-01\n    effective_to: 2026-01-01\n') +
    PUBLIC.slice(PUBLIC.indexOf('  - edition')).replace('    status', '    effective_from: 2026-01-01\n    status');
  const zones = (edition: string) =>
    parseTerms({ label: 't', text: two }, [
      { label: 'o', text: overlay(`- {field: period.tz, value: UTC, source: s${edition}}`) },
    ]).value?.versions.map((one) => one.period.tz);

  test('all of them, or the one that is named', () => {
    expect(zones('')).toEqual(['UTC', 'UTC']);
    expect(zones(', edition: 2026-01-01')).toEqual([null, 'UTC']);
  });

  test('one that does not exist', () => {
    const { value, issues } = lay(overlay('- {field: period.tz, value: UTC, source: s, edition: 2031-01-01}'));
    expect(value).toBeNull();
    expect(issues[0]).toMatchObject({
      code: 'terms/unknown-edition',
      fix: 'The editions are: 2026-01-01.',
      origin: { file: 'overlay-0.yaml', line: 5 },
    });
  });
});

describe('refused', () => {
  test.each([
    [
      'a field that does not exist',
      '- {field: commitments.vm.credits.tierd.tiers, value: [], source: s}',
      'terms/unknown-field',
      `Did you mean "${TIERS}"?`,
    ],
    [
      'a field of another commitment',
      '- {field: commitments.gpu.metric.min_run_s, value: 60, source: s}',
      'terms/unknown-field',
      'Did you mean',
    ],
    [
      'what describes the fields',
      '- {field: evidence_default.grade, value: vendor_page, source: s}',
      'terms/unknown-field',
      'Field paths look like',
    ],
    [
      'a grade that is not negotiated',
      `- {field: ${TIERS}, value: [], source: s, grade: vendor_page}`,
      'terms/unknown-word',
      'Leave the field out',
    ],
    ['no value', '- {field: period.tz, source: s}', 'terms/missing-field', 'value: null'],
    ['no source', `- {field: ${TIERS}, value: []}`, 'terms/missing-field', ''],
    [
      'the same field twice',
      '- {field: period.tz, value: UTC, source: s}\n- {field: period.tz, value: UTC, source: s}',
      'terms/overlay-conflict',
      '',
    ],
    [
      'a field inside another that is replaced',
      '- {field: period, value: {kind: billing_month}, source: s}\n- {field: period.tz, value: UTC, source: s}',
      'terms/overlay-conflict',
      '',
    ],
  ])('%s', (_, overrides, code, fix) => {
    const { value, issues } = lay(overlay(overrides));
    expect(value).toBeNull();
    expect(issues[0]?.code).toBe(code);
    expect(issues[0]?.fix).toContain(fix);
    expect(issues[0]?.origin).toMatchObject({
      file: 'overlay-0.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  test('an overlay for other terms', () => {
    const { value, issues } = lay(overlay('- {field: period.tz, value: UTC, source: s}', 'terms: other/vm'));
    expect(value).toBeNull();
    expect(issues[0]).toMatchObject({
      code: 'terms/overlay-mismatch',
      origin: { file: 'overlay-0.yaml', line: 2, column: 8 },
    });
  });

  test.each([
    ['a wrong value', 'commitments.vm.credits.tiered.target', '999', 'terms/wrong-value'],
    ['an unknown field inside a value', 'period', '{kind: calendar_month, zone: UTC}', 'terms/unknown-field'],
    [
      'a rule without a base',
      'commitments.vm.credits',
      '[{id: tiered, basis: period, rule: pro_rata}]',
      'terms/no-base',
    ],
    ['rows that overlap', TIERS, '[{ge: 90, lt: 99.9, percent: 20}, {lt: 95, percent: 50}]', 'terms/tier-overlap'],
    ['a gap below the target', TIERS, '[{lt: 99, percent: 20}]', 'terms/tier-gap'],
  ])('%s is placed in the overlay', (_, field, value, code) => {
    const result = lay(
      overlay(`- {field: period.tz, value: UTC, source: s}`.replace('period.tz', 'payment.currency')).concat(
        `  - field: ${field}\n    value: ${value}\n    source: s\n`,
      ),
    );
    expect(result.value).toBeNull();
    expect(result.issues[0]?.code).toBe(code);
    expect(result.issues[0]?.origin).toMatchObject({ file: 'overlay-0.yaml', line: 7 });
  });

  test('an overlay that is no YAML, or of another schema', () => {
    expect(lay('a: [').issues[0]?.code).toBe('terms/yaml-syntax');
    expect(lay(PUBLIC).issues[0]?.origin?.file).toBe('overlay-0.yaml');
  });

  test('an overlay does not mend terms that have an error', () => {
    const broken = PUBLIC.replace(BASE, 'minimum: null');
    const { value, issues } = parseTerms({ label: 'terms.yaml', text: broken }, [
      { label: 'o', text: overlay('- {field: period.tz, value: UTC, source: s}') },
    ]);
    expect(value).toBeNull();
    expect(issues[0]).toMatchObject({ code: 'terms/no-base', origin: { file: 'terms.yaml' } });
  });
});
