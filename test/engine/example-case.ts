import type { CaseRecords } from '../../src/engine/records/case-records.ts';
import type { Charge, SelectorColumn } from '../../src/engine/records/charge.ts';
import type { Outage } from '../../src/engine/records/outage.ts';
import type { LevelSample } from '../../src/engine/records/sample.ts';
import type { Commitment, Edition, Terms } from '../../src/engine/records/terms.ts';
import type { TermsExample } from '../../src/engine/records/terms-example.ts';
import { matchesAny } from '../../src/engine/select.ts';
import type { Exact } from '../../src/engine/values/exact.ts';
import type { Interval } from '../../src/engine/values/interval.ts';
import { addMonths, monthOf } from '../../src/engine/values/period.ts';
import { EXACT_COSTS, PLAIN } from './plain-records.ts';

const NEVER = Date.parse('1990-01-01T00:00:00Z');

/** The case that a worked example of a terms file describes: one unit, its charges, its outages, this one contract. */
export function caseOf(terms: Terms, edition: Edition, example: TermsExample): CaseRecords {
  const { given } = example;
  const commitment = edition.commitments.find((entry) => entry.id === given.commitment);
  if (!commitment) throw new Error(`${example.id}: no commitment ${given.commitment}`);
  const origin = { file: `${terms.id}#${example.id}` };
  const samples = samplesOf(terms, commitment, example);
  const ends = [...[...given.outages, ...samples].map(({ end }) => end), ...given.events.map((event) => event.at)];
  const lastEnd = ends.reduce((latest, end) => Math.max(latest, end), NEVER);
  return {
    name: example.id,
    asOf: given.as_of ?? lastEnd + 3_600_000,
    currency: edition.payment.currency ?? 'USD',
    bill: {
      files:
        given.charges === null
          ? []
          : [
              {
                file: 'bill',
                format: 'example',
                use: 'claims',
                rows: { read: 1, used: 1, excluded: [], rejected: [] },
                totals: { billed: given.charges, effective: given.charges, list: null },
                currency: 'USD',
                period: null,
                ...EXACT_COSTS,
                dataCompleteTo: null,
                vendors: [terms.vendor],
                services: [],
              },
            ],
      charges: chargesOf(terms, commitment, example),
    },
    outages: {
      coverage: [],
      samples,
      outages: given.outages.map(
        (outage, index): Outage => ({
          id: `${example.id}/${index}`,
          vendor: terms.vendor,
          ref: null,
          title: example.says,
          services: [(commitment.covers.services[0] ?? '').replaceAll('*', '')],
          scope: {
            level: outage.scope.level,
            id: outage.scope.id,
            region: outage.scope.region ?? undefined,
            zone: outage.scope.zone ?? undefined,
          },
          begin: outage.begin,
          end: outage.end,
          beginBasis: 'structured',
          endBasis: 'structured',
          kind: outage.kind,
          source: outage.source,
          acknowledgedAt: null,
          cause: null,
          origin,
        }),
      ),
    },
    contracts: [
      {
        // Only the edition that holds the example: whether editions are chosen right is tested apart.
        terms: {
          ...terms,
          versions: [{ ...edition, effective_from: null, effective_to: null, commitments: [commitment] }],
        },
        contractStart: null,
        attributes: given.attributes,
        unitAttributes: given.members,
        channel: given.channel ?? 'direct',
        exclusions: given.exclusions.map((exclusion) => ({ ...exclusion, origin })),
        tickets: given.tickets.map((ticket) => ({ ...ticket, document: null, origin })),
        lives: given.exists ? { [given.unit]: { begin: given.exists.from, end: given.exists.until } } : {},
        events: given.events.map((event) => ({
          ...event,
          unit: event.unit ?? (['account', 'global'].includes(commitment.scope.level) ? null : given.unit),
          document: null,
          origin,
        })),
        evidence: [],
        hourlyPrice: given.hourly_price,
        trusted: given.trust,
      },
    ],
    runs: [],
    zones: [],
    // An example lists the intervals in which something was asked for, unless it says otherwise.
    readings: { missing_intervals: 'empty', ...given.readings },
    otherLosses: [],
  };
}

function regionOf({ scope: { level } }: Commitment, { outages, samples, unit }: TermsExample['given']): string | null {
  const scope = outages[0]?.scope;
  if (!scope) return samples.length > 0 && level === 'region' ? unit : null;
  return scope.level === 'region' ? scope.id : scope.region;
}

/** The rows of an error-rate file about the unit. */
function samplesOf(terms: Terms, commitment: Commitment, { id, given }: TermsExample): LevelSample[] {
  const { level } = commitment.scope;
  const around = level === 'resource' ? { region: given.outages[0]?.scope.region ?? undefined } : {};
  return given.samples.flatMap(({ begin, interval_s, repeat, ...counts }, index) => {
    const length = Number(interval_s.mul(1000).valueOf());
    return Array.from({ length: Number(repeat.valueOf()) }, (_, nth) => ({
      vendor: terms.vendor,
      services: [(commitment.covers.services[0] ?? '').replaceAll('*', '')],
      scope: { level, id: given.unit, ...around },
      begin: begin + nth * length,
      end: begin + (nth + 1) * length,
      ...counts,
      origin: { file: `${terms.id}#${id}`, line: index + 1 },
    }));
  });
}

/** The charge of the period, and those of the windows that caps look at. */
function chargesOf(terms: Terms, commitment: Commitment, example: TermsExample): Charge[] {
  const { given } = example;
  const month = monthOf(Date.parse(`${given.period}-15T12:00:00Z`), 'UTC');
  const begin = given.outages[0]?.begin ?? month.begin;
  const stated: [Exact | null | undefined, Interval][] = [
    [given.charges, month],
    [given.charges_in?.previous_month, addMonths(month, -1)],
    [given.charges_in?.preceding_30_days, { begin: begin - 30 * 86_400_000, end: begin }],
  ];
  return stated.flatMap(([amount, period]) => (amount ? [chargeOf(terms, commitment, example, amount, period)] : []));
}

function chargeOf(
  terms: Terms,
  commitment: Commitment,
  { given }: TermsExample,
  amount: Exact,
  month: Interval,
): Charge {
  const selector = commitment.covers.charges[0] ?? {};
  const named = Object.fromEntries(
    Object.entries(selector).map(([column, values]) => [
      column as SelectorColumn,
      (values?.[0] ?? '').replaceAll('*', ''),
    ]),
  );
  const scope = given.outages[0]?.scope;
  return {
    x_SourceFile: 'bill',
    x_Vendor: terms.vendor,
    ServiceProviderName: terms.vendor,
    ServiceName: null,
    x_ServiceCode: null,
    RegionId: regionOf(commitment, given),
    AvailabilityZone: scope?.level === 'zone' ? scope.id : (scope?.zone ?? null),
    ResourceId: null,
    x_InstanceType: null,
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    billingPeriod: month,
    chargePeriod: month,
    BillingCurrency: 'USD',
    BilledCost: amount,
    EffectiveCost: amount,
    ListCost: null,
    ConsumedQuantity: null,
    ConsumedUnit: null,
    ...PLAIN,
    rows: 1,
    ...named,
    ...(commitment.scope.level === 'resource' && { ResourceId: nameOf(given.unit, selector.ResourceId) }),
  };
}

/** The unit as its row of the bill writes it: where a selector asks for a longer name, the unit is the end of it. */
function nameOf(unit: string, patterns: readonly string[] | undefined): string {
  const [first] = patterns ?? [];
  return first === undefined || matchesAny([first], unit) ? unit : `${first.replaceAll('*', '')}${unit}`;
}
