import { describe, expect, test } from 'vitest';
import { evidenceOf, placeOf } from '../../../src/engine/credit/promise/evidence.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import type { Families } from '../../../src/parsers/terms/inherit.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { indent, minimalTerms } from './minimal-terms.ts';

const FAMILY = `schema: sla-family/1
vendor: test
says: What the documents of the test vendor have in common
last_checked: 2026-11-20
clauses:
  period: {kind: billing_month, tz: UTC}
  payment: {form: invoice_credit, currency: USD, transferable: false}
  claim:
    channel: a ticket
    required_evidence: [incident_times]
    steps:
      - {id: claim, anchor: incident, offset: {days: 30}}
  remedy: {sole_and_exclusive: true}
evidence:
  - {field: claim, grade: vendor_page}
  - {field: "commitments.*.credits.*.minimum", grade: mirror}
  - {field: "commitments.*.credits.*.target", grade: transcript}
ambiguity:
  - {subject: partial_minutes, field: "commitments.*.metric.partial_minutes", state: silent, readings: [{name: drop, grade: vendor_page}]}
`;

const families =
  (text = FAMILY): Families =>
  (vendor) =>
    vendor === 'test' ? { label: 'test/_family.yaml', text } : null;

const EDITION = 'inherits: test\nevidence_default: {grade: third_party}';
const parse = (edition = EDITION, family = FAMILY) =>
  parseTerms(
    { label: 'terms.yaml', text: minimalTerms({ edition }).replace('    period: {kind: calendar_month}\n', '') },
    [],
    families(family),
  );

describe('an edition that inherits', () => {
  test('takes in what it does not say itself', () => {
    const { value, issues } = parse();
    expect(issues).toEqual([]);
    const [edition] = value?.versions ?? [];
    expect(edition?.period).toMatchObject({ kind: 'billing_month', tz: 'UTC' });
    expect(edition?.claim.channel).toBe('a ticket');
    expect(edition?.claim.steps.map((step) => step.offset.days && toText(step.offset.days))).toEqual(['30']);
    expect(edition?.remedy.sole_and_exclusive).toBe(true);
  });

  test('keeps what it says, key by key; a list is one thing', () => {
    const own = `${EDITION}\npayment: {currency: EUR}\nclaim: {required_evidence: [resource_ids], steps: [{id: notice, anchor: incident, offset: {hours: 24}}]}`;
    const [edition] = parse(own).value?.versions ?? [];
    expect(edition?.payment).toMatchObject({ form: 'invoice_credit', currency: 'EUR', transferable: false });
    expect(edition?.claim).toMatchObject({ channel: 'a ticket', required_evidence: ['resource_ids'] });
    expect(edition?.claim.steps.map((step) => step.id)).toEqual(['notice']);
  });

  test('is told where each clause stands: in its own file or in the family', () => {
    const own = `${EDITION}\npayment: {currency: EUR}`;
    const edition = parse(own).value?.versions[0];
    if (!edition) throw new Error('not read');
    expect(placeOf(edition, 'claim.steps')).toMatchObject({ file: 'test/_family.yaml', line: 11 });
    expect(placeOf(edition, 'payment.currency')).toMatchObject({ file: 'terms.yaml' });
    expect(placeOf(edition, 'payment.transferable')).toMatchObject({ file: 'test/_family.yaml', line: 7 });
  });

  test('knows its clauses as well as the family does, and its own fields by its own word first', () => {
    const own = `${EDITION}\nevidence: [{field: commitments.vm.credits.tiered.minimum, grade: vendor_archive}]`;
    const edition = parse(own).value?.versions[0];
    if (!edition) throw new Error('not read');
    expect(evidenceOf(edition, 'claim.steps').grade).toBe('vendor_page');
    expect(evidenceOf(edition, 'commitments.vm.credits.tiered.minimum').grade).toBe('vendor_archive');
    expect(evidenceOf(edition, 'commitments.vm.credits.tiered.target').grade).toBe('transcript');
    expect(evidenceOf(edition, 'commitments.vm.credits.tiered.tiers').grade).toBe('third_party');
  });

  test('has the readings of the family for each of its commitments', () => {
    const [edition] = parse().value?.versions ?? [];
    expect(edition?.ambiguity.map((entry) => entry.field)).toEqual(['commitments.vm.metric.partial_minutes']);
  });

  test('what a family says of fields that a document lacks is no error of the document', () => {
    const family = FAMILY.replace('field: claim,', 'field: commitments.other.metric,');
    expect(parse(EDITION, family).issues).toEqual([]);
  });
});

describe('a negotiated value over a clause of the family', () => {
  const overlay = (field: string, value: string) => ({
    label: 'order-form.yaml',
    text: `schema: sla-overlay/1
terms: test/vm
document: {title: Order form 7, date: 2026-02-01}
overrides:
  - {field: ${field}, value: ${value}, source: section 4}
`,
  });
  const laid = (field: string, value: string) =>
    parseTerms(
      {
        label: 'terms.yaml',
        text: minimalTerms({ edition: EDITION }).replace('    period: {kind: calendar_month}\n', ''),
      },
      [overlay(field, value)],
      families(),
    );

  test('wins, is negotiated, and stands in the order form', () => {
    const { value, issues } = laid('claim.steps', '[{id: claim, anchor: incident, offset: {days: 90}}]');
    expect(issues).toEqual([]);
    const edition = value?.versions[0];
    if (!edition) throw new Error('not read');
    expect(edition.claim.steps.map((step) => step.offset.days && toText(step.offset.days))).toEqual(['90']);
    expect(edition.claim.channel).toBe('a ticket');
    expect(evidenceOf(edition, 'claim.steps').grade).toBe('negotiated');
    expect(evidenceOf(edition, 'claim.channel').grade).toBe('vendor_page');
    expect(placeOf(edition, 'claim.steps')).toMatchObject({ file: 'order-form.yaml', line: 5 });
    expect(value?.overridden).toMatchObject([
      { field: 'claim.steps', document: 'Order form 7 (2026-02-01), section 4' },
    ]);
  });

  test('closes what the family leaves open', () => {
    const [edition] = laid('commitments.vm.metric.partial_minutes', 'count').value?.versions ?? [];
    expect(edition?.ambiguity).toEqual([]);
  });
});

describe('a family that cannot be used', () => {
  test('an unknown one is named at its place', () => {
    const { value, issues } = parse(EDITION.replace('test', 'tset'));
    expect(value).toBeNull();
    expect(issues).toMatchObject([{ code: 'terms/unknown-family', origin: { file: 'terms.yaml', line: 12 } }]);
  });

  test('a slip in the family is placed in the family', () => {
    const { value, issues } = parse(EDITION, FAMILY.replace('anchor: incident,', 'anchor: incidnt,'));
    expect(value).toBeNull();
    expect(issues).toMatchObject([{ code: 'terms/unknown-word', origin: { file: 'test/_family.yaml', line: 12 } }]);
  });

  test('an edition without a family says its period itself', () => {
    const { issues } = parse('evidence_default: {grade: third_party}');
    expect(issues).toMatchObject([{ code: 'terms/missing-field', message: 'The field "period" is missing.' }]);
  });
});

describe('one entry for many fields', () => {
  const text = (field: string) =>
    minimalTerms({
      edition: `evidence_default: {grade: third_party}\nevidence:\n${indent(`- {field: "${field}", grade: vendor_page}`, 2)}`,
    });

  test('a star stands for one name', () => {
    const [edition] = parseTerms({ label: 't', text: text('commitments.*.credits.*.tiers') }).value?.versions ?? [];
    expect(edition?.evidence.map((entry) => entry.field)).toEqual(['commitments.vm.credits.tiered.tiers']);
  });

  test('a star that means no field is a slip', () => {
    const { issues } = parseTerms({ label: 't', text: text('commitments.*.tiers') });
    expect(issues).toMatchObject([{ code: 'terms/unknown-reference' }]);
  });
});
