import type { Incident, RunLoss } from '../records/assessment.ts';
import type { CaseRecords } from '../records/case-records.ts';
import type { Figure } from '../records/figure.ts';
import type { Issue, Result } from '../records/issue.ts';
import type { Run } from '../records/run.ts';
import type { Interval } from '../values/interval.ts';
import { withZoneAliases } from './affected.ts';
import type { Rate } from './buckets.ts';
import type { Interruption } from './interruption.ts';
import { interruptionsOf } from './interruptions.ts';
import { isIdle } from './piece.ts';
import { piecesOf } from './pieces.ts';
import { priceOf } from './price.ts';
import { lossesOf } from './run-loss.ts';
import { sharedGpus } from './shared-gpus.ts';
import { timelineOf } from './timeline.ts';
import { unbilledSpans } from './unbilled.ts';

/** What each incident cost each run. A loss that no incident of the case explains has `incident: null`. */
export function assessLosses(records: CaseRecords, incidents: readonly Incident[]): Result<RunLoss[]> {
  const issues: Issue[] = [];
  const named = withZoneAliases(incidents, records.zones);
  const losses = records.runs.flatMap((run) => {
    const timeline = timelineOf(run);
    const interruptions = interruptionsOf(timeline.value, named);
    issues.push(...noSteps(run), ...timeline.issues, ...interruptions.issues);
    return interruptions.value.flatMap((interruption) => {
      const known = withBill(interruption, run, records);
      const price = priceOf(priceQuestion(known, run, records));
      issues.push(...price.issues);
      const rate: Rate = { perGpuHour: price.value, mode: run.billing, currency: records.currency };
      return lossesOf(known, rate);
    });
  });
  return { value: losses, issues: [...distinct(issues), ...unknownBilling(records.runs, losses)] };
}

/** On demand, the bill decides which of the idle hours were paid for. */
function withBill(interruption: Interruption, run: Run, { bill }: CaseRecords): Interruption {
  if (run.billing !== 'on-demand' || interruption.unbilled) return interruption;
  const idle = piecesOf(interruption).flatMap((piece) => (isIdle(piece.kind) && piece.span ? [piece.span] : []));
  return { ...interruption, unbilled: idle.length === 0 ? [] : unbilledSpans(bill, run, idle) };
}

function priceQuestion(interruption: Interruption, run: Run, records: CaseRecords) {
  const { id, gpus } = interruption;
  const window = hoursConcerned(interruption, run);
  const shared: Figure = sharedGpus(id, run, gpus, records.runs, window);
  return { id, run, gpus, window, charges: records.bill.charges, currency: records.currency, sharedGpus: shared };
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

function unknownBilling(runs: readonly Run[], losses: readonly RunLoss[]): Issue[] {
  return runs
    .filter((run) => run.billing === null && losses.some((loss) => loss.run === run.id))
    .map((run) => ({
      code: 'training/billing-mode-unknown',
      severity: 'warning',
      message: `How run ${run.id} pays for its GPUs is not known, so that its GPU-hours have no cost.`,
      origin: run.origin,
      fix: 'Give the run `billing: reserved`, `on-demand` or `owned`.',
    }));
}

function distinct(issues: readonly Issue[]): Issue[] {
  const keyed = issues.map((issue) => [JSON.stringify([issue.code, issue.message, issue.origin]), issue] as const);
  return [...new Map(keyed).values()];
}
