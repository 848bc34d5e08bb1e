import type { RunEvent, Tier } from '../records/run.ts';
import { type Exact, exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import { stepSamples } from './step-samples.ts';

/** One process life: what its lines say, in the order of their times. */
export interface Segment {
  readonly attempt: number;
  readonly events: readonly RunEvent[];
  readonly begun: RunEvent | null;
  readonly scheduled: RunEvent | null;
  readonly loadStarts: readonly RunEvent[];
  readonly loadEnds: readonly RunEvent[];
  readonly firstStep: RunEvent | null;
  readonly samples: readonly StepSample[];
  readonly saves: readonly Save[];
  readonly failure: RunEvent | null;
  readonly ended: RunEvent | null;
  /** It ended by itself or on request, not by a fault. */
  readonly planned: boolean;
  readonly gpus: number | null;
}

/** A completed step that the log shows, and the steps since the one it showed before. */
export interface StepSample {
  readonly step: number;
  readonly at: Instant;
  /** Steps since the sample before. null for the first of a segment: where it started is another question. */
  readonly steps: number | null;
  /** Wall-clock seconds since the sample before. */
  readonly wall: Exact | null;
  /** Seconds per step, free of saves: as logged, else from the stamps. null where neither can say. */
  readonly seconds: Exact | null;
  readonly basis: 'logged' | 'stamps' | 'saves';
  /** Steps of the saves made since the sample before. */
  readonly saves: readonly number[];
  readonly gpus: number | null;
  readonly event: RunEvent;
}

/** A checkpoint of one step in one tier, as far as the log follows it. */
export interface Save {
  readonly step: number;
  readonly tier: Tier | null;
  readonly started: RunEvent | null;
  readonly done: RunEvent | null;
  readonly committed: RunEvent | null;
  /** Seconds the job stood still for it: from start to done. null where the log does not say. */
  readonly stall: Exact | null;
}

/** The process lives of a run. A life ends where the next attempt begins or where the step counter goes back. */
export function segmentsOf(events: readonly RunEvent[]): Segment[] {
  const lives: RunEvent[][] = [];
  let life: RunEvent[] = [];
  let highest = -1;
  for (const event of inOrder(events)) {
    if (life.length > 0 && startsNewLife(event, life, highest)) {
      lives.push(life);
      life = [];
      highest = -1;
    }
    life.push(event);
    if (event.event === 'step' && event.step !== null) highest = Math.max(highest, event.step);
  }
  if (life.length > 0) lives.push(life);
  let gpus: number | null = null;
  return lives.map((lines) => {
    const segment = segmentFrom(lines, gpus);
    gpus = segment.gpus;
    return segment;
  });
}

function inOrder(events: readonly RunEvent[]): RunEvent[] {
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => a.event.attempt - b.event.attempt || a.event.at - b.event.at || a.index - b.index)
    .map(({ event }) => event);
}

function startsNewLife(event: RunEvent, life: readonly RunEvent[], highest: number): boolean {
  const last = life.at(-1) as RunEvent;
  if (event.attempt !== last.attempt) return true;
  // Ranks repeat a step within its own time; a lower step later is a restart inside the process.
  if (event.event === 'step' && event.step !== null) return event.step < highest;
  const failed = life.some((line) => line.event === 'failure');
  return failed && (event.event === 'run_start' || event.event === 'scheduled' || event.event === 'load_start');
}

function segmentFrom(events: readonly RunEvent[], gpusBefore: number | null): Segment {
  const all = (kind: RunEvent['event']) => events.filter((event) => event.event === kind);
  const first = (kind: RunEvent['event']) => all(kind)[0] ?? null;
  const saves = savesOf(events);
  const gpus = events.find((event) => event.gpus !== null)?.gpus ?? gpusBefore;
  const failure = first('failure');
  const ended = all('run_end').at(-1) ?? null;
  return {
    attempt: events[0]?.attempt ?? 1,
    events,
    begun: first('run_start'),
    scheduled: first('scheduled'),
    loadStarts: all('load_start'),
    loadEnds: all('load_end'),
    firstStep: first('first_step'),
    samples: stepSamples(events, saves, gpus),
    saves,
    failure,
    ended,
    planned: ended !== null && failure === null && !FAULT_WORDS.test((ended.note ?? '').slice(0, 500)),
    gpus: events.findLast((event) => event.gpus !== null)?.gpus ?? gpus,
  };
}

const FAULT_WORDS = /cancel|kill|fail|crash|error|abort|preempt|oom|signal 9|lost|node_fail/i;

function savesOf(events: readonly RunEvent[]): Save[] {
  const byKey = new Map<string, RunEvent[]>();
  for (const event of events) {
    if (event.step === null || !event.event.startsWith('save_')) continue;
    const key = `${event.step}/${event.tier ?? ''}`;
    const known = byKey.get(key);
    if (known) known.push(event);
    else byKey.set(key, [event]);
  }
  return [...byKey.values()].map(saveFrom).sort((a, b) => a.step - b.step);
}

function saveFrom(lines: readonly RunEvent[]): Save {
  const [line] = lines as [RunEvent];
  const started = lines.find((event) => event.event === 'save_start') ?? null;
  const done = lines.findLast((event) => event.event === 'save_done') ?? null;
  const committed = lines.find((event) => event.event === 'save_committed') ?? null;
  const stall = started && done && done.at >= started.at ? exact(done.at - started.at, 1000) : null;
  return { step: line.step as number, tier: line.tier, started, done, committed, stall };
}
