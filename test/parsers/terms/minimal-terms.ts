/** The smallest terms file there is, around the parts that a test is about. */
export interface Parts {
  /** Fields of the edition, at no indentation. */
  readonly edition?: string;
  /** Fields of the one commitment beside its id. */
  readonly commitment?: string;
  /** Further commitments, each with its `- id:`. */
  readonly more?: string;
}

export const BASE = 'base: {level: resource, says: the bill of the unit, basis: monthly_bill}';

export const COMMITMENT = `scope: {level: resource, unit: VM}
metric: {kind: unavailable_minutes}
credits:
  - id: tiered
    basis: period
    rule: tiers
    target: 99.9
    tiers:
      - {ge: 99.0, lt: 99.9, percent: 10}
      - {lt: 99.0, percent: 25}
    ${BASE}`;

export function minimalTerms({ edition = '', commitment = COMMITMENT, more = '' }: Parts = {}): string {
  const evidence = /^evidence(_default)?:/m.test(edition) ? '' : 'evidence_default: {grade: vendor_page}';
  const period = /^period:/m.test(edition) ? '' : 'period: {kind: calendar_month}';
  return [
    'schema: sla-terms/1',
    'id: test/vm',
    'vendor: test',
    'operator: test',
    'service: VM',
    'document: {title: Test SLA}',
    'last_checked: 2026-11-20',
    'versions:',
    '  - edition: 2026-01-01',
    '    status: in_force',
    '    version_selection: {rule: incident_start, stated: true}',
    indent([evidence, period, edition].filter(Boolean).join('\n'), 4),
    '    commitments:',
    '      - id: vm',
    indent(commitment, 8),
    ...(more ? [indent(more, 6)] : []),
    '',
  ].join('\n');
}

/** The credit rule of the minimal file, with other fields. */
export function withCredit(credit: string): string {
  return minimalTerms({
    commitment: `scope: {level: resource, unit: VM}\nmetric: {kind: unavailable_minutes}\ncredits:\n${indent(credit, 2)}`,
  });
}

export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
