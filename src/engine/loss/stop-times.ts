import type { Attribution } from '../records/assessment.ts';
import type { Issue } from '../records/issue.ts';
import type { RunEvent } from '../records/run.ts';
import { formatInstant, type Instant } from '../values/instant.ts';
import type { FailedLoad, StopTimes } from './interruption.ts';
import { type Moment, milliseconds, momentOf } from './moment.ts';
import { hasToken } from './notes.ts';
import type { Segment } from './segments.ts';
import type { FoundStop } from './stops.ts';
import type { Timeline } from './timeline.ts';

/** The moments of a stop as its log shows them, in order; a line that contradicts the order is left out. */
export function stopTimes(id: string, timeline: Timeline, found: FoundStop): StopTimes {
  const { last, before, ready, caughtUp } = found;
  const lastStepEnd = momentOf(`${id}.lastStepEnd`, `end of step ${last.step}`, last.at, {
    grade: last.estimated ? 'assumed' : 'measured',
    origin: last.event.origin,
    how: last.estimated ?? (last.proof === 'save' ? 'its save began' : undefined),
  });
  const seen = inOrder(found, marksOf(timeline, found));
  const mark = (key: keyof Marks, label: string): Moment | null => {
    const event = seen[key];
    return event ? momentOf(`${id}.${key}`, label, event.at, { grade: 'measured', origin: event.origin }) : null;
  };
  return {
    lastStepEnd,
    failed:
      mark('failed', 'failure') ??
      momentOf(`${id}.failed`, 'failure', last.at, { grade: 'derived', how: NOT_LATER, inputs: [lastStepEnd.figure] }),
    detected: mark(
      'detected',
      before.failure && seen.detected === before.failure ? 'failure line' : 'failure detected',
    ),
    capacityBack: mark('capacityBack', 'capacity back'),
    granted: mark('granted', 'resources granted'),
    ready:
      ready &&
      momentOf(`${id}.ready`, 'ready to step', ready.at, {
        grade: ready.logged ? 'measured' : 'derived',
        origin: ready.event.origin,
        how: ready.logged ? undefined : 'first step seen less the steps that led to it',
      }),
    caughtUp:
      caughtUp &&
      momentOf(`${id}.caughtUp`, `step ${last.step} reached again`, caughtUp.at, {
        grade: caughtUp.exact && !last.estimated ? 'measured' : 'derived',
        origin: caughtUp.event.origin,
        how: caughtUp.exact ? undefined : 'in proportion, between two lines',
      }),
    observedUntil:
      timeline.last &&
      momentOf(`${id}.observedUntil`, 'last line of the log', timeline.last.at, {
        grade: 'measured',
        origin: timeline.last.origin,
      }),
  };
}

const NOT_LATER = 'no line says when; the run completed no later step';

/** Loads that failed between being granted resources and being ready, each until the next attempt began. */
export function failedLoads(id: string, times: StopTimes, found: FoundStop, attribution: Attribution): FailedLoad[] {
  const { granted, ready } = times;
  if (!granted || !ready) return [];
  const lives = found.after ? [...found.tries, found.after] : found.tries;
  const begins = lives.map(beginOf);
  const failed = found.tries.flatMap((life, index) => {
    const [begin, end] = [begins[index], begins[index + 1]];
    return begin && end ? [{ begin, end, isCustomers: blamesCheckpoint(life, found) }] : [];
  });
  const starts = found.after?.loadStarts ?? [];
  const [first, final] = [starts[0], starts.at(-1)];
  if (first && final && final !== first)
    failed.push({ begin: first, end: final, isCustomers: hasToken(first, 'corrupt') || isNewer(first, found) });
  return failed
    .filter((load) => load.begin.at >= granted.at && load.end.at <= ready.at && load.end.at > load.begin.at)
    .map((load, index) => ({
      begin: momentOf(`${id}.failedLoad.${index + 1}.begin`, 'load began', load.begin.at, {
        grade: 'measured',
        origin: load.begin.origin,
      }),
      end: momentOf(`${id}.failedLoad.${index + 1}.end`, 'next attempt began', load.end.at, {
        grade: 'measured',
        origin: load.end.origin,
      }),
      attribution: load.isCustomers ? 'customer' : attribution,
      says: load.isCustomers ? 'load of a damaged checkpoint' : 'attempt that did not get to a step',
    }));
}

/** Lines that the order of a stop does not allow, or that come too late to be what they say. */
export function timeIssues(timeline: Timeline, found: FoundStop): Issue[] {
  const marks = marksOf(timeline, found);
  const seen = inOrder(found, marks);
  const dropped = (Object.keys(marks) as (keyof Marks)[]).flatMap((key) =>
    marks[key] && !seen[key] ? [marks[key]] : [],
  );
  return dropped.map((event) => ({
    code: 'training/line-out-of-order',
    severity: 'warning',
    message: `${event.event} of run ${timeline.run.id} at ${formatInstant(event.at)} contradicts the lines around it and is left out.`,
    origin: event.origin,
    fix: 'Check the clocks of the nodes and the time zone of the log.',
  }));
}

interface Marks {
  readonly failed: RunEvent | null;
  readonly detected: RunEvent | null;
  readonly capacityBack: RunEvent | null;
  readonly granted: RunEvent | null;
}

function marksOf(timeline: Timeline, found: FoundStop): Marks {
  const { before, last, tries, after } = found;
  const until = after?.samples[0]?.at ?? Number.POSITIVE_INFINITY;
  const isNear = (event: RunEvent) => event.at >= last.at && event.at <= until;
  const marks = timeline.marks.filter(isNear);
  const { failure } = before;
  const late = failure !== null && isLate(found, failure.at);
  const capacityBack = marks.filter((event) => event.event === 'capacity_back').at(-1) ?? null;
  const begins = [...tries, ...(after ? [after] : [])].flatMap((life) =>
    [life.scheduled, life.begun].flatMap((event) => event ?? []),
  );
  const granted =
    begins.filter((event) => event.at >= (capacityBack?.at ?? last.at)).sort((a, b) => a.at - b.at)[0] ?? null;
  // Hangs end in a watchdog: an error line more than a step after the last step tells of the detection, not the fault.
  return {
    failed: late ? null : failure,
    detected: marks.find((event) => event.event === 'detected') ?? (late ? failure : null),
    capacityBack,
    granted,
  };
}

function isLate({ last, baseline }: FoundStop, at: Instant): boolean {
  const pace = baseline.figure.value;
  return pace !== null && at > last.at + milliseconds(pace.add(baseline.noise));
}

function inOrder(found: FoundStop, marks: Marks): Marks {
  const end = found.ready?.at ?? found.caughtUp?.at ?? Number.POSITIVE_INFINITY;
  let at = found.last.at;
  const keep = (event: RunEvent | null): RunEvent | null => {
    if (!event || event.at < at || event.at > end) return null;
    at = event.at;
    return event;
  };
  return {
    failed: keep(marks.failed),
    detected: keep(marks.detected),
    capacityBack: keep(marks.capacityBack),
    granted: keep(marks.granted),
  };
}

function beginOf(life: Segment): RunEvent | undefined {
  return life.begun ?? life.events[0];
}

function blamesCheckpoint(life: Segment, found: FoundStop): boolean {
  return (
    life.events.some((event) => hasToken(event, 'corrupt')) || life.loadStarts.some((load) => isNewer(load, found))
  );
}

/** It tried a checkpoint newer than the one that could be restored in the end. */
function isNewer(load: RunEvent, found: FoundStop): boolean {
  return load.step !== null && load.step > found.restored.step;
}
