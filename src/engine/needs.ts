import { eventOutages } from './credit/units/stated-events.ts';
import {
  groupSamples,
  isImpaired,
  isShare,
  readsSamples,
  type SampleGroup,
  spanOfRows,
} from './credit/units/unit-samples.ts';
import { regionOf, spanOf } from './outage-span.ts';
import { hourlyNeeds } from './overspend/ask.ts';
import type { Contract } from './records/case-records.ts';
import type { BillNeeds, ChargeSelector } from './records/charge.ts';
import type { Outage } from './records/outage.ts';
import type { Run } from './records/run.ts';
import type { LevelSample } from './records/sample.ts';
import type { Commitment } from './records/terms.ts';
import { resourcePatterns } from './resource-id.ts';
import { matchesAny } from './select.ts';
import type { Instant } from './values/instant.ts';
import { type Interval, union } from './values/interval.ts';

const HOUR = 3_600_000;
/** After an outage come reload, warm-up and rework: their hours are priced too. */
const AFTERMATH = 24 * HOUR;
const THIRTY_DAYS = 30 * 24 * HOUR;

export interface Asking {
  readonly contracts: readonly Contract[];
  readonly outages: readonly Outage[];
  /** Rows of error-rate files. Absent: there are none. */
  readonly samples?: readonly LevelSample[];
  readonly runs: readonly Pick<Run, 'resources'>[];
  readonly asOf: Instant;
}

/**
 * What the engine will ask of the bill: the services of the contracts that an outage touches, in the places it
 * touches, and the resources of the runs, hour by hour around the outages; the hours of every service for its spending.
 */
export function needsOf({ contracts, outages: logged, samples = [], runs, asOf }: Asking): BillNeeds {
  const outages = [...logged, ...eventOutages(contracts)];
  const sampled = groupSamples({ outages: { outages, coverage: [], samples }, asOf });
  const asked = contracts.flatMap((contract) => askedBy(contract, [...outages, ...sampled]));
  const own = runs.flatMap(({ resources }) => resources ?? []);
  const detail = distinct([...asked.flatMap((one) => one.detail), ...own]);
  const places = distinct(asked.flatMap((one) => one.places));
  const lookBack = contracts.some(asksForEarlierCharges) ? THIRTY_DAYS : 2 * HOUR;
  const priced = sampled.filter((group) => contracts.some((contract) => pricesTime(contract, group)));
  const windows = [
    ...outages.filter((outage) => outage.kind !== 'info').map((outage) => outage.event ?? spanOf(outage, asOf)),
    ...priced.flatMap(impairedSpan),
  ].map((span) => windowOf(span, lookBack));
  return {
    detail,
    places,
    windows: detail.length + places.length > 0 ? union(windows) : [],
    ...hourlyNeeds({ contracts, outages: logged, asOf }),
    ...(contracts.some(takesCredits) && { credits: true }),
  };
}

/** Whether a base may take in credits: then each must say what it is, for a service credit is in no base. */
function takesCredits({ terms }: Contract): boolean {
  const selectors = terms.versions.flatMap(({ commitments }) => commitments.flatMap(({ covers }) => covers.charges));
  return selectors.some(
    ({ ChargeCategory: named }) => !named || matchesAny(named, 'Credit') || matchesAny(named, 'Adjustment'),
  );
}

/** What an entry of a log says of where and of what. */
type Spoken = Pick<Outage, 'vendor' | 'services' | 'scope'>;

type Asked = Required<Pick<BillNeeds, 'detail' | 'places'>>;

/** A resource that a log names is asked for by name; where only a place is named, or is the base, its sums will do. */
function askedBy({ terms }: Contract, outages: readonly Spoken[]): Asked[] {
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  return commitments.flatMap((commitment) =>
    outages
      .filter((outage) => outage.vendor === terms.vendor && judges(commitment, outage))
      .map((outage) => asked(commitment, outage)),
  );
}

function asked({ covers, scope, credits }: Commitment, outage: Spoken): Asked {
  const region = regionOf(outage.scope);
  const place = region ? { RegionId: [region] } : {};
  const isNamed = scope.level === 'resource' && outage.scope.level === 'resource';
  const isBase = credits.some((rule) => rule.base.level !== 'resource');
  return {
    detail: isNamed
      ? covers.charges.map((selector) => ({ ...selector, ResourceId: resourcePatterns(outage.scope.id) }))
      : [],
    places: !isNamed || isBase ? covers.charges.map((selector) => ({ ...selector, ...place })) : [],
  };
}

function judges({ covers }: Commitment, outage: Spoken): boolean {
  return outage.services.some((service) => matchesAny(covers.services, service));
}

function asksForEarlierCharges({ terms }: Contract): boolean {
  return terms.versions.some((edition) =>
    edition.commitments.some(({ credits }) =>
      credits.some(({ base, caps }) => [base, ...caps].some(({ window }) => window === 'preceding_30_days')),
    ),
  );
}

/** Whether a promise that counts time is judged by the rows: then hours are priced, and not only months. */
function pricesTime({ terms }: Contract, group: SampleGroup): boolean {
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  const byTime = commitments.filter((one) => readsSamples(one) && !isShare(one.metric));
  return group.vendor === terms.vendor && byTime.some((one) => judges(one, group));
}

function impairedSpan({ rows }: SampleGroup): Interval[] {
  const impaired = rows.filter(isImpaired);
  return impaired.length === 0 ? [] : [spanOfRows(impaired)];
}

/** Whole hours, so that the rows of an hour stay together. */
function windowOf(span: Interval, lookBack: number): Interval {
  const begin = span.begin - lookBack;
  const end = span.end + AFTERMATH;
  return { begin: begin - (begin % HOUR), end: end + (HOUR - (end % HOUR)) };
}

function distinct(selectors: readonly ChargeSelector[]): ChargeSelector[] {
  return [...new Map(selectors.map((selector) => [JSON.stringify(selector), selector])).values()];
}
