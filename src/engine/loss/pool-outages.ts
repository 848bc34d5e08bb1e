import type { Attribution, Incident } from '../records/assessment.ts';
import { derived, type Figure } from '../records/figure.ts';
import type { Run } from '../records/run.ts';
import type { StatedPool } from '../records/stated-facts.ts';
import { type Exact, exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { type Interval, intersect, totalSeconds, union } from '../values/interval.ts';
import type { Interruption } from './interruption.ts';

/** A time in which runs of a pool were down, and the incident that is known to be why. */
export interface PoolOutage {
  readonly incident: string | null;
  readonly attribution: Attribution;
  readonly begin: Instant;
  readonly end: Instant | null;
  /** The time in which all of its runs were down: in one piece, and in sum. */
  readonly span: Interval | null;
  readonly seconds: Exact | null;
  /** Why that time is not known. null: it is. */
  readonly open: string | null;
  /** GPUs of the runs that were on the pool. */
  readonly jobs: readonly Figure[];
  /** Moments of the runs that it rests on. */
  readonly inputs: readonly Figure[];
}

interface Down {
  readonly run: string;
  readonly interruption: Interruption;
  readonly begin: Instant;
  /** null: capacity was not seen to come back. */
  readonly end: Instant | null;
  readonly inputs: readonly Figure[];
}

const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * When a pool as a whole was down, by the logs of its runs: from the last step of each until it had capacity again, as
 * far as that is true of all of them at once (E8). A run that went on shows that not all of the pool was down, and then
 * nothing shows what of the rest was.
 */
export function poolOutages(
  pool: StatedPool,
  runs: readonly Run[],
  interruptions: readonly Interruption[],
  incidents: readonly Incident[],
): PoolOutage[] {
  const downs = interruptions.filter((one) => pool.runs.includes(one.run)).flatMap(downOf);
  const windows = union(downs.map(({ begin, end }) => ({ begin, end: Math.max(begin + 1, end ?? NEVER) })));
  return windows.map((window) => {
    const here = downs.filter(({ begin }) => begin >= window.begin && begin < window.end);
    const stopped = new Set(here.map(({ run }) => run));
    const alive = runs.filter((run) => pool.runs.includes(run.id) && (stopped.has(run.id) || wasAlive(run, window)));
    const wentOn = alive.filter((run) => !stopped.has(run.id));
    const common = [...stopped]
      .map((run) => union(here.filter((down) => down.run === run).map((down) => ({ ...down, end: down.end ?? NEVER }))))
      .reduce((all, spans) => intersect(all, spans));
    const open = whyOpen(wentOn, common);
    const [only] = common;
    return {
      ...causeOf(here, incidents),
      begin: window.begin,
      end: window.end === NEVER ? null : window.end,
      span: open === null && common.length === 1 && only ? only : null,
      seconds: open === null ? totalSeconds(common) : null,
      open,
      jobs: alive.map(
        (run) => here.find((down) => down.run === run.id)?.interruption.gpus ?? gpusOf(pool, run, window),
      ),
      inputs: here.flatMap((down) => down.inputs),
    };
  });
}

function downOf(interruption: Interruption): Down[] {
  const { stop, run } = interruption;
  if (!stop) return [];
  const { times } = stop;
  const from = times.failed ?? times.lastStepEnd;
  const back = times.capacityBack ?? times.granted ?? times.ready;
  const inputs = [from.figure, ...(back ? [back.figure] : [])];
  return [{ run, interruption, begin: from.at, end: back?.at ?? null, inputs }];
}

function whyOpen(wentOn: readonly Run[], common: readonly Interval[]): string | null {
  const [run] = wentOn;
  if (run) return `run ${run.id} of the pool went on, and nothing shows how much of the rest was down`;
  if (common.length === 0) return 'the runs of the pool were not down at the same time';
  return common.some(({ end }) => end === NEVER) ? 'no run of the pool is seen to have had capacity again' : null;
}

/** The earliest incident that stopped one of the runs. */
function causeOf(downs: readonly Down[], incidents: readonly Incident[]): Pick<PoolOutage, 'incident' | 'attribution'> {
  const shares = downs.flatMap(({ interruption }) => interruption.incidents.slice(0, 1));
  const first = incidents
    .filter(({ id }) => shares.some((share) => share.incident === id))
    .sort((a, b) => a.span.begin - b.span.begin || (a.id < b.id ? -1 : 1))[0];
  const share = shares.find((one) => one.incident === first?.id);
  return share
    ? { incident: share.incident, attribution: share.attribution }
    : { incident: null, attribution: 'unclear' };
}

function wasAlive(run: Run, { begin, end }: Interval): boolean {
  const first = run.events.reduce((least, { at }) => Math.min(least, at), NEVER);
  const last = run.events.reduce((most, { at }) => Math.max(most, at), -NEVER);
  return first < end && last >= begin;
}

function gpusOf(pool: StatedPool, run: Run, { begin }: Interval): Figure {
  const count = run.gpus ?? run.events.find((event) => event.gpus !== null)?.gpus ?? null;
  return derived({
    id: `pools.${pool.name}.runs.${run.id}.${begin}.gpus`,
    label: `GPUs of run ${run.id}`,
    value: count === null ? null : exact(count),
    unit: 'gpus',
    formula: count === null ? 'neither the case nor the log says' : 'as the case or its log says',
    origin: run.origin,
  });
}
