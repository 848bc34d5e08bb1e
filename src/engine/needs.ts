import { regionOf, spanOf } from './outage-span.ts';
import type { Contract } from './records/case-records.ts';
import type { BillNeeds, ChargeSelector } from './records/charge.ts';
import type { Outage } from './records/outage.ts';
import type { Run } from './records/run.ts';
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
  readonly runs: readonly Pick<Run, 'resources'>[];
  readonly asOf: Instant;
}

/**
 * What the engine will ask of the bill: the services of the contracts that an outage touches, in the places it
 * touches, and the resources of the runs, hour by hour around the outages.
 */
export function needsOf({ contracts, outages, runs, asOf }: Asking): BillNeeds {
  const detail = contracts
    .flatMap((contract) => contractDetail(contract, outages))
    .concat(runs.flatMap((run) => run.resources ?? []));
  const lookBack = contracts.some(asksForEarlierCharges) ? THIRTY_DAYS : 2 * HOUR;
  const windows = outages.filter((outage) => outage.kind !== 'info').map((outage) => windowOf(outage, lookBack, asOf));
  return { detail: distinct(detail), windows: detail.length > 0 ? union(windows) : [] };
}

function contractDetail({ terms }: Contract, outages: readonly Outage[]): ChargeSelector[] {
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  return commitments.flatMap(({ covers }) =>
    outages
      .filter(
        (outage) =>
          outage.vendor === terms.vendor && outage.services.some((service) => matchesAny(covers.services, service)),
      )
      .flatMap((outage) => {
        const region = regionOf(outage.scope);
        return covers.charges.map((selector) => (region ? { ...selector, RegionId: [region] } : selector));
      }),
  );
}

function asksForEarlierCharges({ terms }: Contract): boolean {
  return terms.versions.some((edition) =>
    edition.commitments.some(({ credits }) =>
      credits.some(({ caps }) => caps.some((cap) => cap.window === 'preceding_30_days')),
    ),
  );
}

/** Whole hours, so that the rows of an hour stay together. */
function windowOf(outage: Outage, lookBack: number, asOf: Instant): Interval {
  const span = spanOf(outage, asOf);
  const begin = span.begin - lookBack;
  const end = span.end + AFTERMATH;
  return { begin: begin - (begin % HOUR), end: end + (HOUR - (end % HOUR)) };
}

function distinct(selectors: readonly ChargeSelector[]): ChargeSelector[] {
  return [...new Map(selectors.map((selector) => [JSON.stringify(selector), selector])).values()];
}
