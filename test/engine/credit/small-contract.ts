import { assess } from '../../../src/engine/assess.ts';
import type { CreditAssessment } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords, Contract } from '../../../src/engine/records/case-records.ts';
import type { Outage } from '../../../src/engine/records/outage.ts';
import { exact, toText } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { indent, minimalTerms } from '../../parsers/terms/minimal-terms.ts';
import { at, contractOf, outage, recordsOf } from '../library.ts';

/** What a promise of a made-up vendor says beside its table: 10 % below 99.9, 25 % below 99, of 1,000 USD a unit. */
export interface Promise {
  readonly scope?: string;
  readonly metric?: string;
  /** Further fields of the edition, at no indentation. */
  readonly edition?: string;
  readonly credits?: string;
}

const COVERS = 'covers: {services: [test/vm], charges: [{ServiceName: VM}]}';
export const TIERED = `- id: tiered
  basis: period
  rule: tiers
  target: 99.9
  tiers: [{ge: 99.0, lt: 99.9, percent: 10}, {lt: 99.0, percent: 25}]
  base: {level: resource, says: the bill of the unit, basis: monthly_bill}`;

export function smallContract(promise: Promise, parts: Partial<Contract> = {}): Contract {
  const { scope = 'level: resource, unit: VM', metric = '', credits = TIERED } = promise;
  const commitment = [
    COVERS,
    `scope: {${scope}}`,
    `metric: {kind: unavailable_minutes, partial_minutes: count, ${metric || 'denominator: period_minutes'}}`,
    'credits:',
    indent(credits, 2),
  ].join('\n');
  const edition = `evidence_default: {grade: vendor_page}\nperiod: {kind: calendar_month, tz: UTC}\n${promise.edition ?? ''}`;
  const { value, issues } = parseTerms({ label: 'small.yaml', text: minimalTerms({ commitment, edition }) });
  if (!value) throw new Error(issues.map((issue) => issue.message).join('; '));
  return contractOf(value, { hourlyPrice: exact(1), ...parts });
}

/** `vm-1 10:00-10:50` on 10 June 2026, as the customer saw it. */
export function seen(text: string, parts: Partial<Outage> = {}): Outage {
  const [resource = '', times = ''] = text.split(' ');
  const [begin, end] = times.split('-').map((time) => at(`2026-06-10T${time}:00Z`));
  return outage({
    id: text,
    vendor: 'test',
    services: ['test/vm'],
    source: 'observed',
    scope: { level: 'resource', id: resource },
    begin: begin as number,
    end: end as number,
    ...parts,
  });
}

export function judged(
  contract: Contract,
  logged: Outage[],
  parts: Partial<CaseRecords> = {},
): readonly CreditAssessment[] {
  return assess(recordsOf({ asOf: at('2026-07-01T00:00:00Z'), contracts: [contract], logged, ...parts })).credits;
}

/** Minutes of downtime of the first unit; null where it is undetermined. */
export function minutes(credits: readonly CreditAssessment[]): string | null {
  const value = credits[0]?.downtime?.base.value;
  return value ? toText(value.div(exact(60))) : null;
}
