import type { Incident, RunLoss } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import { derived } from '../records/figure.ts';
import type { Issue, Result } from '../records/issue.ts';
import type { Run } from '../records/run.ts';
import { type Interval, overlaps, subtract, totalSeconds } from '../values/interval.ts';
import { withZoneAliases } from './affected.ts';
import type { Rate } from './buckets.ts';
import type { Interruption } from './interruption.ts';
import { interruptionsOf } from './interruptions.ts';
import { isIdle } from './piece.ts';
import { piecesOf } from './pieces.ts';
import { poolLosses } from './pool-losses.ts';
import { priceOf } from './price.ts';
import { lossesOf } from './run-loss.ts';
import { poolGpus, sharedGpus } from './shared-gpus.ts';
import { withCover } from './stated-cover.ts';
import { withStatedFacts } from './stated-facts.ts';
import { timelineOf } from './timeline.ts';
import { unbilledSpans } from './unbilled.ts';

/**
 * What each incident cost each run, and each pool beside its runs. A loss that no incident of the case explains has
 * `incident: null`.
 */
export function assessLosses(records: CaseRecords, incidents: readonly Incident[]): Result<RunLoss[]> {
  const named = withZoneAliases(incidents, records.zones);
  const runs = records.runs.map((run) => ({ run, ...interruptionsWithFacts(run, named, records) }));
  const ofRuns = runs.flatMap(({ run, value }) => value.map((interruption) => priced(interruption, run, records)));
  const ofPools = poolLosses(
    records,
    runs.flatMap(({ value }) => value),
    incidents,
  );
  const losses = [...ofRuns.flatMap(({ value }) => value), ...ofPools.value];
  const issues = [...runs.flatMap((one) => one.issues), ...ofRuns.flatMap((one) => one.issues), ...ofPools.issues];
  return { value: losses, issues: [...distinct(issues), ...unknownBilling(records, losses)] };
}

/** What its log shows, and what the user states of it. */
function interruptionsWithFacts(
  run: Run,
  incidents: readonly Incident[],
  { currency }: CaseRecords,
): Result<Interruption[]> {
  const timeline = timelineOf(run);
  const found = interruptionsOf(timeline.value, incidents);
  const stated = withStatedFacts(run, found.value);
  const covered = withCover(run, stated.value, incidents, currency);
  const issues = [...noSteps(run), ...timeline.issues, ...found.issues, ...stated.issues, ...covered.issues];
  return { value: covered.value, issues };
}

function priced(interruption: Interruption, run: Run, records: CaseRecords): Result<RunLoss[]> {
  const known = withBill(interruption, run, records);
  const price = priceOf(priceQuestion(known, run, records));
  const rate: Rate = { perGpuHour: price.value, mode: run.billing, currency: records.currency };
  return { value: lossesOf(known, rate), issues: price.issues };
}

/** On demand, the bill decides which of the idle hours were paid for, where the user does not say. */
function withBill(interruption: Interruption, run: Run, { bill }: CaseRecords): Interruption {
  if (run.billing !== 'on-demand') return interruption;
  const stated = interruption.unbilled;
  if (stated) return { ...interruption, released: outside(interruption, stated) };
  const idle = piecesOf(interruption).flatMap((piece) => (isIdle(piece.kind) && piece.span ? [piece.span] : []));
  const unbilled = idle.length === 0 ? [] : unbilledSpans(bill, run, idle);
  // What the bill does not show of the idle time holds the GPUs that were given back by then.
  return { ...interruption, unbilled, released: outside(interruption, unbilled ? idle : []) };
}

/** GPUs given back, less the time that is off the bill as a whole: nothing is taken off twice. */
function outside({ released }: Interruption, off: readonly Interval[]): Interruption['released'] {
  return released.map((one) => {
    if (!one.span || !off.some((span) => one.span && overlaps(span, one.span))) return one;
    const rest = subtract([one.span], off);
    const seconds = derived({
      id: `${one.seconds.id}.less`,
      label: one.seconds.label,
      value: totalSeconds(rest),
      unit: 'seconds',
      formula: 'less the time in which the whole run was not billed',
      inputs: [one.seconds],
    });
    return { ...one, seconds, span: rest.length === 1 ? (rest[0] ?? null) : null };
  });
}

function priceQuestion(interruption: Interruption, run: Run, records: CaseRecords) {
  const { id, gpus } = interruption;
  const window = hoursConcerned(interruption, run);
  const shared = poolGpus(id, run, records.pools ?? []) ?? sharedGpus(id, run, gpus, records.runs, window);
  const { bill, currency, gpus: table } = records;
  return { id, run, gpus, window, charges: bill.charges, currency, sharedGpus: shared, table };
}

/** From the last completed step, or the first slow one, until the run was back; a slow tail is part of it. */
function hoursConcerned({ stop, slow }: Interruption, run: Run): Interval {
  const spans = slow.flatMap((one) => one.span ?? []);
  const ends = stop
    ? [stop.times.lastStepEnd, stop.times.caughtUp ?? stop.times.observedUntil].flatMap((moment) => moment?.at ?? [])
    : [];
  const all = [...spans.flatMap((span) => [span.begin, span.end]), ...ends];
  const points = all.length > 0 ? all : [run.events[0]?.at ?? 0];
  const begin = Math.min(...points);
  return { begin, end: Math.max(begin + 1, ...points) };
}

function noSteps(run: Run): Issue[] {
  const stepped = run.events.some(
    (event) => event.step !== null && (event.event === 'step' || event.event.startsWith('save_')),
  );
  if (stepped) return [];
  return [
    {
      code: 'training/no-steps',
      severity: 'warning',
      message: `The log of run ${run.id} shows no completed step and no save, so that no loss can be computed.`,
      origin: run.origin,
      fix: 'Give a log with step lines or saves.',
    },
  ];
}

function unknownBilling({ runs, pools = [] }: CaseRecords, losses: readonly RunLoss[]): Issue[] {
  const hasLoss = (of: 'run' | 'pool', name: string) =>
    losses.some((loss) => (loss.of ?? 'run') === of && loss.run === name);
  const open = [
    ...runs.filter((run) => run.billing === null && hasLoss('run', run.id)).map((run) => ({ ...run, what: 'run' })),
    ...pools
      .filter((pool) => pool.billing === null && hasLoss('pool', pool.name))
      .map((pool) => ({ ...pool, id: pool.name, what: 'pool' })),
  ];
  return open.map(({ what, id, origin }) => ({
    code: 'training/billing-mode-unknown',
    severity: 'warning',
    message: `How ${what} ${id} pays for its GPUs is not known, so that its GPU-hours have no cost.`,
    origin,
    fix: `Give the ${what} \`billing: reserved\`, \`on-demand\` or \`owned\`.`,
  }));
}

function distinct(issues: readonly Issue[]): Issue[] {
  const keyed = issues.map((issue) => [JSON.stringify([issue.code, issue.message, issue.origin]), issue] as const);
  return [...new Map(keyed).values()];
}
