import { assess } from '../../../src/engine/assess.ts';
import type { CreditAssessment } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import { closure, type Figure } from '../../../src/engine/records/figure.ts';
import type { Outage } from '../../../src/engine/records/outage.ts';
import type { LevelSample } from '../../../src/engine/records/sample.ts';
import { type Exact, exact, toText } from '../../../src/engine/values/exact.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { at, contractOf, hourlyCharges, outage, recordsOf } from '../library.ts';

/** A made-up promise: how it is measured, and what differs from one commitment for a region, paid by two rows. */
export interface Promised {
  readonly metric: string;
  readonly scope?: string;
  readonly covers?: string;
  readonly period?: string;
  readonly credits?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly exclusions?: readonly [string, string][];
}

const TIERED = `{id: tiered, basis: period, rule: tiers, target: 99.9, base: {level: account, says: the bill, basis: charges_paid}, tiers: [{ge: 99, lt: 99.9, percent: 10}, {lt: 99, percent: 25}]}`;

function termsText({ metric, scope, covers, period, credits }: Promised): string {
  return `schema: sla-terms/1
id: test/store
vendor: test
operator: test
service: Made-up store
document: {title: A made-up agreement}
last_checked: 2026-11-21
versions:
  - edition: one
    status: in_force
    version_selection: {rule: incident_start, stated: true}
    evidence_default: {grade: vendor_page}
    period: ${period ?? '{kind: calendar_month, tz: UTC}'}
    commitments:
      - id: store
        covers: {services: [test/store], charges: [{x_Vendor: test}]${covers ?? ''}}
        scope: ${scope ?? '{level: region, unit: store}'}
        metric: {${metric}}
        credits: [${credits ?? TIERED}]
    payment: {form: invoice_credit}
    claim: {}
`;
}

/** The assessments of a made-up case under the promise: 1,000 USD of charges in June 2026 unless \`parts\` say otherwise. */
export function assessed(
  promised: Promised,
  logged: readonly Outage[],
  samples: readonly LevelSample[],
  parts: Partial<CaseRecords> = {},
): readonly CreditAssessment[] {
  const { value, issues } = parseTerms({ label: 'store.yaml', text: termsText(promised) });
  if (!value) throw new Error(issues.map(({ message, origin }) => `${origin?.line}: ${message}`).join('; '));
  const exclusions = (promised.exclusions ?? []).map(([begin, end]) => ({
    begin: at(begin),
    end: at(end),
    tag: 'maintenance',
    proved: true,
    origin: { file: 'case.yaml' },
  }));
  return assess(
    recordsOf({
      asOf: at('2026-12-01T00:00:00Z'),
      charges: hourlyCharges('store-1', '2026-06-01T00:00:00Z', 1, '1000', {
        x_Vendor: 'test',
        x_ServiceCode: null,
        RegionId: 'r-1',
      }),
      contracts: [contractOf(value, { attributes: promised.attributes ?? {}, exclusions })],
      ...parts,
      outages: { outages: logged, coverage: [], samples },
    }),
  ).credits;
}

/** Uptime of the only assessment, in percent and exact; the reason where there is none. */
export function uptime(credits: readonly CreditAssessment[], name: 'low' | 'base' | 'high' = 'base'): string {
  const figure = credits[0]?.uptime?.[name];
  return figure?.value ? toText(figure.value) : (figure?.formula ?? 'no assessment');
}

export interface Rows {
  readonly begin: string;
  readonly seconds: number;
  /** That many intervals, one after another. */
  readonly repeat?: number;
  readonly requests?: number | bigint | Exact;
  readonly errors?: number | bigint | Exact;
  readonly value?: number | Exact;
  readonly unit?: string;
  readonly dimension?: string;
  readonly resource?: string;
}

let line = 1;

/** Rows of an error-rate file about region r-1 (or a resource in it). */
export function rows(...given: readonly Rows[]): LevelSample[] {
  line = 1;
  return given.flatMap(({ begin, seconds, repeat = 1, requests, errors, value, unit, dimension, resource }) =>
    Array.from({ length: repeat }, (_, nth): LevelSample => {
      const start = at(begin) + nth * seconds * 1000;
      line += 1;
      return {
        vendor: 'test',
        services: ['test/store'],
        scope: resource ? { level: 'resource', id: resource, region: 'r-1' } : { level: 'region', id: 'r-1' },
        dimension: dimension ?? null,
        begin: start,
        end: start + seconds * 1000,
        requests: number(requests),
        errors: requests === undefined ? null : (number(errors) ?? exact(0)),
        value: number(value),
        unit: unit ?? null,
        origin: { file: 'rates.csv', line },
      };
    }),
  );
}

function number(given: number | bigint | Exact | undefined): Exact | null {
  if (given === undefined) return null;
  return typeof given === 'object' ? given : exact(given);
}

/** An outage of region r-1, by the day of June 2026 and the times: `10 10:00-10:50`. */
export function down(text: string, parts: Partial<Outage> = {}): Outage {
  const [day = '', times = ''] = text.split(' ');
  const [begin, end] = times.split('-').map((time) => at(`2026-06-${day}T${time}Z`));
  return outage({
    id: text,
    vendor: 'test',
    services: ['test/store'],
    scope: { level: 'region', id: 'r-1' },
    begin: begin as number,
    end: end as number,
    ...parts,
  });
}

/** Every figure an assessment's uptime rests on. */
export function behind(credits: readonly CreditAssessment[]): Figure[] {
  const root = credits[0]?.uptime?.base;
  return root ? [...closure([root]).values()] : [];
}
