import type { Incident } from '../records/assessment.ts';
import { derived, type Figure, measured } from '../records/figure.ts';
import type { Issue, Result } from '../records/issue.ts';
import { exact } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import type { Interval } from '../values/interval.ts';
import { canHaveStopped, incidentsReaching, LATEST_CAUSE_MS, type Reach } from './affected.ts';
import { undetermined } from './compute.ts';
import type { IncidentShare, Interruption } from './interruption.ts';
import { momentOf } from './moment.ts';
import { plannedExitIssue } from './planned-exit.ts';
import type { StepSample } from './segments.ts';
import { slowdownOf } from './slowdowns.ts';
import { stopFrom } from './stop-facts.ts';
import { timeIssues } from './stop-times.ts';
import { type FoundStop, stopIssues, stopsOf } from './stops.ts';
import type { Timeline } from './timeline.ts';

/** What interrupted a run or slowed it, tied to the incidents of the case by place and time. */
export function interruptionsOf(timeline: Timeline, incidents: readonly Incident[]): Result<Interruption[]> {
  const reaching = incidentsReaching(timeline.run, wholeLife(timeline), incidents).map(({ incident }) => incident);
  const stops = stopsOf(timeline, reaching);
  const names = nameGiver(timeline.run.id);
  const stopped = stops.flatMap((found, index) => {
    if (found.planned) return [];
    const reach = incidentsReaching(timeline.run, downTime(timeline, found), incidents);
    return [fromStop(timeline, found, stops.slice(index), reach, names)];
  });
  const slow = slowOnes(timeline, incidents, stops, stopped, names);
  const isOpen = slow.value.some((one) => one.stop?.resumed === false);
  const silent = isOpen ? [] : reaching.flatMap((incident) => endsDuring(timeline, incident));
  return {
    value: slow.value,
    issues: [...stops.flatMap((stop) => issuesOf(timeline, stop, incidents)), ...slow.issues, ...silent],
  };
}

function fromStop(
  timeline: Timeline,
  found: FoundStop,
  stops: readonly FoundStop[],
  reach: readonly Reach[],
  names: NameGiver,
): Interruption {
  const [first] = reach;
  const id = names(first?.incident.id ?? `attempt-${found.before.attempt}`);
  const attribution = first && canHaveStopped(first.incident, found.last.at) ? first.attribution : 'unclear';
  const baseline: Figure = { ...found.baseline.figure, id: `${id}.baseline` };
  const { stop, warmupAfter } = stopFrom({ id, timeline, found, stops, attribution, baseline });
  const slow = warmupAfter
    ? [{ seconds: warmupAfter, span: null, says: 'slow first steps after the restart', attribution }]
    : [];
  const gpusBefore = found.before.samples.at(-1)?.gpus ?? found.before.gpus;
  return {
    id,
    run: timeline.run.id,
    incidents: reach.map((one, index) => shareOf(one, index === 0 ? id : names(one.incident.id), attribution)),
    attribution,
    gpus: gpusOf(id, timeline, found.before.gpus),
    baseline,
    stop,
    slow,
    reduced: gpusBefore !== null && found.after !== null && found.after.gpus !== null && found.after.gpus < gpusBefore,
    stalls: [],
    spares: [],
    released: [],
    covers: [],
    unbilled: null,
    facts: [],
  };
}

function shareOf({ incident, attribution }: Reach, id: string, first: Interruption['attribution']): IncidentShare {
  const source = {
    grade: incident.endBasis === 'capture-bound' ? ('assumed' as const) : ('measured' as const),
    origin: incident.origins.at(-1),
  };
  const end = momentOf(`${id}.incidentEnd`, `end of incident ${incident.id}`, incident.span.end, source);
  return { incident: incident.id, id, end, attribution: first === 'outage' ? attribution : first };
}

/** Steps that were slow while an incident lasted join its interruption, or stand alone where it stopped nothing. */
function slowOnes(
  timeline: Timeline,
  incidents: readonly Incident[],
  stops: readonly FoundStop[],
  stopped: readonly Interruption[],
  names: NameGiver,
): Result<Interruption[]> {
  const all = [...stopped];
  const issues: Issue[] = [];
  const claimed = new Set<StepSample>();
  for (const { incident, attribution } of incidentsReaching(timeline.run, wholeLife(timeline), incidents)) {
    const home = all.findLastIndex((one) => one.incidents[0]?.incident === incident.id);
    const known = all[home];
    const id = known?.id ?? names(incident.id);
    const found = slowdownOf({ id, timeline, incident, incidents, stops, attribution, claimed });
    if (!found) {
      if (!all.some((one) => one.incidents.some((share) => share.incident === incident.id)))
        issues.push(notHit(timeline, incident));
      continue;
    }
    for (const sample of found.samples) claimed.add(sample);
    if (known) all[home] = { ...known, slow: [...known.slow, found.slow], reduced: known.reduced || found.reduced };
    else all.push(slowOnly(timeline, id, { incident, attribution }, found));
  }
  return { value: all, issues };
}

function slowOnly(
  timeline: Timeline,
  id: string,
  reach: Reach,
  found: NonNullable<ReturnType<typeof slowdownOf>>,
): Interruption {
  return {
    id,
    run: timeline.run.id,
    incidents: [shareOf(reach, id, reach.attribution)],
    attribution: reach.attribution,
    gpus: gpusOf(id, timeline, null),
    baseline: found.baseline,
    stop: null,
    slow: [found.slow],
    reduced: found.reduced,
    stalls: [],
    spares: [],
    released: [],
    covers: [],
    unbilled: null,
    facts: [],
  };
}

/** Paid GPUs of the whole job: as the case says, else as its log says. */
function gpusOf(id: string, { run, segments }: Timeline, atFailure: number | null): Figure {
  const parts = { id: `${id}.gpus`, label: 'GPUs of the job', unit: 'gpus' };
  const count = run.gpus ?? atFailure ?? segments.find((segment) => segment.gpus !== null)?.gpus ?? null;
  if (count === null) return undetermined(parts, 'neither the case nor the log says how many GPUs the job has');
  const line = segments.flatMap((segment) => segment.events).find((event) => event.gpus === count);
  const build = line ? measured : derived;
  return build({
    ...parts,
    value: exact(count),
    formula: line ? 'as logged' : 'as the case states',
    origin: line?.origin ?? run.origin,
  });
}

function issuesOf(timeline: Timeline, stop: FoundStop, incidents: readonly Incident[]): Issue[] {
  if (stop.planned)
    return [plannedExitIssue(timeline, stop, incidentsReaching(timeline.run, downTime(timeline, stop), incidents))];
  return [...stopIssues(timeline, stop), ...timeIssues(timeline, stop)];
}

/** The run was stepping when its log ends, and the incident was not over: the rest is not known. */
function endsDuring({ run, last, segments }: Timeline, incident: Incident): Issue[] {
  const { span } = incident;
  if (!last || segments.at(-1)?.ended || last.at < span.begin || last.at >= span.end) return [];
  return [
    {
      code: 'training/log-ends-in-incident',
      severity: 'warning',
      message: `The log of run ${run.id} ends at ${formatInstant(last.at)}, before incident ${incident.id} does: what happened to it later is not known.`,
      origin: last.origin,
      fix: 'Add the later part of the log.',
    },
  ];
}

function notHit({ run, last }: Timeline, incident: Incident): Issue {
  const ended = last !== null && last.at <= incident.span.begin;
  return {
    code: ended ? 'training/log-ends-before-incident' : 'training/run-not-interrupted',
    severity: ended ? 'warning' : 'note',
    message: ended
      ? `The log of run ${run.id} ends before incident ${incident.id} begins: whether the run was hit is not known.`
      : `Run ${run.id} was in the reach of incident ${incident.id}, and its log shows neither an interruption nor slower steps.`,
    origin: last?.origin ?? run.origin,
    fix: ended ? 'Add the later part of the log.' : undefined,
  };
}

// A log that just stops may have been stopped by what began within the day; later incidents are none of its business.
const SILENCE_MS = 86_400_000;

function wholeLife({ first, last, segments }: Timeline): Interval {
  const [begin, end] = [first?.at ?? 0, last?.at ?? 0];
  return { begin, end: segments.at(-1)?.ended ? end + 1 : end + SILENCE_MS };
}

/** From the last step until the run was ready again; of a run that never was, as long as something can have stopped it. */
function downTime({ last }: Timeline, { last: step, ready, caughtUp }: FoundStop): Interval {
  const end = ready?.at ?? caughtUp?.at ?? Math.max(last?.at ?? 0, step.at) + LATEST_CAUSE_MS;
  return { begin: step.at, end };
}

/** One incident can interrupt a run twice: the second loss under a name gets `.2`. */
function nameGiver(run: string): NameGiver {
  const given = new Map<string, number>();
  return (incident) => {
    const count = (given.get(incident) ?? 0) + 1;
    given.set(incident, count);
    return `losses.${run}.${incident}${count === 1 ? '' : `.${count}`}`;
  };
}

type NameGiver = (incident: string) => string;
