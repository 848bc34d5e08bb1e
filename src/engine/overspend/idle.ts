import { costWithin, touching } from '../credit/money/charge-sums.ts';
import { undetermined } from '../loss/compute.ts';
import { spanOf } from '../outage-span.ts';
import type { RunLoss } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { Charge } from '../records/charge.ts';
import { assumed, derived, type Figure } from '../records/figure.ts';
import type { Outage } from '../records/outage.ts';
import type { IdleSpend } from '../records/overspend.ts';
import { sameResource } from '../resource-id.ts';
import { matchesSelector } from '../select.ts';
import { type Exact, sum } from '../values/exact.ts';
import { type Interval, union } from '../values/interval.ts';
import { HOUR } from './ask.ts';
import { isUsage } from './hourly-bill.ts';

/** What a resource was billed while it was down. */
interface Idle {
  readonly resource: string;
  readonly spans: readonly Interval[];
  readonly rows: readonly Charge[];
}

/**
 * What was billed for resources while the customer's log, else the vendor's, says that they were down. Only resources
 * whose rows the case asked for one by one are known here; null where there is none.
 */
export function idleSpend(
  { id, incident, vendor }: { readonly id: string; readonly incident: string; readonly vendor: string },
  outages: readonly Outage[],
  records: CaseRecords,
  losses: readonly RunLoss[],
): IdleSpend | null {
  const idle = idleResources(vendor, outages, records);
  if (idle.length === 0) return null;
  const owners = ownersOf(incident, records, losses);
  const isOwned = (row: Charge) => owners.some(({ resources }) => matchesSelector(resources, row));
  const owned = idle.map((one) => ({ ...one, rows: one.rows.filter(isOwned) })).filter(({ rows }) => rows.length > 0);
  const runs = owners.filter(({ resources }) =>
    owned.some(({ rows }) => rows.some((row) => matchesSelector(resources, row))),
  );
  return {
    resources: idle.map(({ resource }) => resource),
    cost: costFigure(id, 'Billed while down', idle, records.currency),
    ofRuns: costFigure(
      `${id}.ofRuns`,
      'of which for resources of runs whose loss is computed',
      owned,
      records.currency,
    ),
    runs: runs.map(({ name }) => name),
  };
}

function idleResources(vendor: string, outages: readonly Outage[], { bill, asOf, currency }: CaseRecords): Idle[] {
  const down = outages.filter(({ kind, scope }) => kind === 'down' && scope.level === 'resource');
  if (down.length === 0) return [];
  const rowsById = new Map<string, Charge[]>();
  for (const charge of bill.charges) {
    if (charge.ResourceId === null || charge.x_Vendor !== vendor || charge.BillingCurrency !== currency) continue;
    if (charge.chargePeriod === null || !isUsage(charge)) continue;
    const rows = rowsById.get(charge.ResourceId);
    if (rows) rows.push(charge);
    else rowsById.set(charge.ResourceId, [charge]);
  }
  return [...rowsById]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([resource, rows]) => {
      const told = down.filter(({ scope }) => sameResource(scope.id, resource));
      const seen = told.filter(({ source }) => source === 'observed');
      const spans = union((seen.length > 0 ? seen : told).map((outage) => spanOf(outage, asOf)));
      const touched = touching(rows, spans);
      return touched.length > 0 ? [{ resource, spans, rows: touched }] : [];
    });
}

/** Runs and pools whose loss through this incident is computed, with the rows of the bill that are theirs. */
function ownersOf(incident: string, { runs, pools = [] }: CaseRecords, losses: readonly RunLoss[]) {
  const names = new Set(losses.filter((loss) => loss.incident === incident).map((loss) => loss.run));
  const all = [
    ...runs.map(({ id: name, resources }) => ({ name, resources })),
    ...pools.map(({ name, resources }) => ({ name, resources })),
  ];
  return all.flatMap(({ name, resources }) => (resources && names.has(name) ? [{ name, resources }] : []));
}

function costFigure(id: string, label: string, idle: readonly Idle[], unit: string): Figure {
  const rows = idle.flatMap((one) => one.rows);
  const column = rows.every((row) => row.EffectiveCost !== null) ? 'EffectiveCost' : 'BilledCost';
  const costs = idle.map((one) => costWithin(one.rows, one.spans, column));
  const known = costs.filter((cost): cost is Exact => cost !== null);
  if (known.length < costs.length)
    return undetermined({ id, label, unit }, 'a row of the bill gives no cost, or no time');
  const isLong = rows.some(({ chargePeriod }) => chargePeriod !== null && chargePeriod.end - chargePeriod.begin > HOUR);
  const build = isLong ? assumed : derived;
  const spreadOut = isLong ? '; assumed: a row of more than an hour is spent evenly' : '';
  return build({
    id,
    label,
    value: sum(known),
    unit,
    formula: `${column} of the rows of ${idle.length} resources, each by the share of its period that lies in the down time${spreadOut}`,
    inputs: [],
  });
}
