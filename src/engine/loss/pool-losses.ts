import type { Incident, RunLoss } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Issue, Result } from '../records/issue.ts';
import type { StatedPool } from '../records/stated-facts.ts';
import { exact, sum, ZERO } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { bucketOf, type Rate } from './buckets.ts';
import { undetermined } from './compute.ts';
import type { Interruption } from './interruption.ts';
import { totalsOf } from './loss-totals.ts';
import { unassignedPieces } from './pool.ts';
import { type PoolOutage, poolOutages } from './pool-outages.ts';
import { priceOf } from './price.ts';
import { statedFigure } from './stated-facts.ts';

/** What was lost of shared capacity beside its runs: a loss of its own for each time that all its runs were down. */
export function poolLosses(
  records: CaseRecords,
  interruptions: readonly Interruption[],
  incidents: readonly Incident[],
): Result<RunLoss[]> {
  const issues: Issue[] = [];
  const losses = (records.pools ?? []).flatMap((pool) => {
    const outages = poolOutages(pool, records.runs, interruptions, incidents);
    if (outages.length === 0) issues.push(notHit(pool));
    const names = new Map<string, number>();
    return outages.map((outage) => {
      const incident = outage.incident ?? `at-${formatInstant(outage.begin)}`;
      const count = (names.get(incident) ?? 0) + 1;
      names.set(incident, count);
      const id = `pools.${pool.name}.${incident}${count === 1 ? '' : `.${count}`}`;
      const loss = poolLoss(id, pool, outage, records);
      issues.push(...loss.issues);
      return loss.value;
    });
  });
  return { value: losses, issues };
}

function poolLoss(id: string, pool: StatedPool, outage: PoolOutage, records: CaseRecords): Result<RunLoss> {
  const { currency, bill } = records;
  const gpus = statedFigure(`${id}.gpus`, 'GPUs of the pool', exact(pool.gpus.value), 'gpus', pool, pool.gpus.origin);
  const queuedGpus =
    pool.queuedGpus &&
    statedFigure(
      `${id}.queuedGpus`,
      'GPUs that waiting jobs asked for',
      exact(pool.queuedGpus.value),
      'gpus',
      pool,
      pool.queuedGpus.origin,
    );
  const { span, attribution, jobs } = outage;
  const { otherJobs, unassigned } = unassignedPieces({
    id,
    gpus,
    seconds: downTime(id, outage),
    span,
    attribution,
    jobs,
    queuedGpus,
  });
  const price = priceOf({
    id,
    run: { id: pool.name, of: 'pool', price: pool.price, resources: pool.resources, origin: pool.origin },
    gpus,
    window: { begin: outage.begin, end: Math.max(outage.begin + 1, outage.end ?? outage.begin + 1) },
    charges: bill.charges,
    currency,
    sharedGpus: gpus,
    table: records.gpus,
  });
  const rate: Rate = { perGpuHour: price.value, mode: pool.billing, currency };
  // On demand nobody says whether capacity that no run was on was billed while it was out.
  const billed = pool.billing === 'on-demand' ? ('nobody-knows' as const) : ('yes' as const);
  const buckets = [
    ...(otherJobs ? [bucketOf({ ...otherJobs, billed }, rate)] : []),
    ...(unassigned ? [bucketOf(unassigned, rate)] : []),
  ];
  const totals = totalsOf({ id, label: 'loss of the pool beside its runs', currency, buckets, open: null });
  const noProgress = { id: `${id}.delaySeconds`, label: 'delay of the pool', unit: 'seconds' };
  return {
    value: {
      id,
      run: pool.name,
      of: 'pool',
      incident: outage.incident,
      gpus,
      usdPerGpuHour: price.value,
      buckets,
      ...totals,
      delaySeconds: undetermined(noProgress, 'a pool makes no progress of its own'),
      ...statusOf(totals.total),
      facts: [...jobs, ...(queuedGpus ? [queuedGpus] : [])],
    },
    issues: [...(buckets.length > 0 ? price.issues : []), ...smallerThanItsRuns(pool, jobs), ...demandUnknown(pool)],
  };
}

function downTime(id: string, { span, seconds, open, inputs }: PoolOutage): Figure {
  const parts = { id: `${id}.down.seconds`, label: 'time in which all runs of the pool were down', unit: 'seconds' };
  if (open) return undetermined(parts, open, inputs);
  const formula = span
    ? `${formatInstant(span.end)} − ${formatInstant(span.begin)}, when all its runs were down`
    : 'the spans in which all its runs were down';
  return derived({ ...parts, value: seconds, formula, inputs });
}

function statusOf({ value, formula }: Figure): Pick<RunLoss, 'status' | 'because'> {
  return value === null
    ? { status: 'undetermined', because: `${formula.charAt(0).toUpperCase()}${formula.slice(1)}.` }
    : { status: 'measured', because: 'The GPUs of the pool that belonged to no run while all its runs were down.' };
}

function smallerThanItsRuns(pool: StatedPool, jobs: readonly Figure[]): Issue[] {
  const used = sum(jobs.map((job) => job.value ?? ZERO));
  if (used.compare(exact(pool.gpus.value)) <= 0) return [];
  return [
    {
      code: 'training/pool-too-small',
      severity: 'warning',
      message: `Pool ${pool.name} has ${pool.gpus.value} GPUs and its runs ${used.toFraction()}: nothing of it is taken to have been free.`,
      origin: pool.gpus.origin,
      fix: 'Give all GPUs of the pool, those of its runs included.',
    },
  ];
}

function demandUnknown({ name, queuedGpus, origin }: StatedPool): Issue[] {
  if (queuedGpus) return [];
  return [
    {
      code: 'training/queued-demand-unknown',
      severity: 'warning',
      message: `Whether work was waiting for the free GPUs of pool ${name} is not known, so that their loss is undetermined.`,
      origin,
      fix: 'Give the pool `queued_gpus`: the GPUs that waiting jobs asked for, 0 where none did.',
    },
  ];
}

function notHit({ name, origin }: StatedPool): Issue {
  return {
    code: 'training/pool-not-hit',
    severity: 'warning',
    message: `No run of pool ${name} was stopped, so that nothing shows whether the pool was down.`,
    origin,
    fix: 'Check `runs`, or add the part of their logs that shows the outage.',
  };
}
