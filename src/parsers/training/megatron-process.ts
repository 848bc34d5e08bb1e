import type { Origin } from '../../engine/records/issue.ts';
import type { RunEvent } from '../../engine/records/run.ts';
import { type Exact, exact } from '../../engine/values/exact.ts';
import { formatInstant, type Instant } from '../../engine/values/instant.ts';
import type { MegatronFact } from './megatron-lines.ts';

/** A fact with its stamp read. `at` is null for a line without a stamp of its own. */
export interface PlacedFact {
  readonly fact: MegatronFact;
  readonly at: Instant | null;
  readonly origin: Origin;
}

export type Taken = 'used' | 'duplicate' | 'other' | 'unplaced';

export interface MegatronTimeline {
  readonly take: (placed: PlacedFact) => Taken;
  readonly events: () => RunEvent[];
}

interface Process {
  readonly attempt: number;
  gpus: number | null;
  /** The newest stamp of this process. */
  clock: Instant | null;
  readonly steps: Map<number, Instant>;
  lastStep: number | null;
  loadedStep: number | null;
  begun: boolean;
  ended: boolean;
  save: { readonly step: number; readonly at: Instant; timed: boolean } | null;
  readonly saving: Set<string>;
  /** Commits whose line has no stamp: they wait for the next stamp below them. */
  waiting: { readonly step: number; readonly local: boolean; readonly after: Instant; readonly origin: Origin }[];
}

const SAME_MOMENT_MS = 1000;

/**
 * Turns the facts of a log into the events of a run, process by process. A new process begins where the log says so
 * (start-up lines, a loaded checkpoint) after steps were made, and where the step counter goes back.
 *
 * Lines about saves have no stamp of their own. A save starts no earlier than the stamp above it, which is the end of
 * the step it saves: that is taken. A commit is placed at the first stamp below it, by which it was durable; where the
 * process died before the next stamp, at the last one above, for the log shows that it was written before the end.
 */
export function followMegatron(run: string): MegatronTimeline {
  const events: RunEvent[] = [];
  let process: Process = startProcess(1);

  const emit = (
    placed: Pick<PlacedFact, 'origin'>,
    at: Instant,
    event: RunEvent['event'],
    more: Partial<RunEvent> = {},
  ) => {
    events.push({
      at,
      run,
      attempt: process.attempt,
      event,
      step: null,
      gpus: process.gpus,
      tier: null,
      stepSeconds: null,
      note: null,
      origin: placed.origin,
      ...more,
    });
  };
  const settle = (at: Instant | null) => {
    for (const commit of process.waiting) {
      const by = at !== null && at >= commit.after ? at : null;
      const note =
        by === null
          ? `no stamp of its own; after ${formatInstant(commit.after)}`
          : `no stamp of its own; between ${formatInstant(commit.after)} and ${formatInstant(by)}`;
      emit(commit, by ?? commit.after, 'save_committed', {
        step: commit.step,
        tier: commit.local ? 'local' : null,
        note,
      });
    }
    process.waiting = [];
  };
  const startNext = () => {
    settle(null);
    process = startProcess(process.attempt + 1);
  };
  const tick = (at: Instant) => {
    settle(at);
    process.clock = at;
  };

  const takeIteration = (placed: PlacedFact, at: Instant, step: number, stepSeconds: Exact | null): Taken => {
    const before = process.steps.get(step);
    const near = Math.max(SAME_MOMENT_MS, stepSeconds === null ? 0 : wholeMilliseconds(stepSeconds));
    if (before !== undefined && Math.abs(at - before) < near) return 'duplicate';
    const back = process.lastStep !== null && step <= process.lastStep;
    const note = back ? `the step counter went back from ${process.lastStep}` : null;
    if (back || process.ended) startNext();
    tick(at);
    process.begun = true;
    process.steps.set(step, at);
    process.lastStep = step;
    emit(placed, at, 'step', { step, stepSeconds, note });
    return 'used';
  };
  const takePhase = (placed: PlacedFact, at: Instant, phase: string): Taken => {
    const starts = phase === 'before the start of training step';
    const same = process.clock !== null && Math.abs(at - process.clock) < SAME_MOMENT_MS;
    if (starts && process.begun && process.steps.size === 0 && same) return 'duplicate';
    if (isStartUp(phase) && (process.steps.size > 0 || process.ended || (starts && process.begun))) startNext();
    tick(at);
    if (phase === 'after megatron is initialized')
      emit(placed, at, 'run_start', { note: 'first stamp of the process; it began earlier' });
    else if (starts) {
      process.begun = true;
      emit(placed, at, 'load_end', { step: process.loadedStep });
    } else if (!isEnd(phase)) return 'other';
    else if (process.ended) return 'duplicate';
    else {
      process.ended = true;
      emit(placed, at, 'run_end', { note: phase });
    }
    return 'used';
  };
  const takeSave = (placed: PlacedFact, fact: Extract<MegatronFact, { kind: 'saving' | 'saved' }>): Taken => {
    const key = `${fact.kind}${fact.kind === 'saved' && fact.local ? ' local' : ''} ${fact.step}`;
    if (process.saving.has(key)) return 'duplicate';
    if (process.clock === null) return 'unplaced';
    process.saving.add(key);
    if (fact.kind === 'saved') {
      process.waiting.push({ step: fact.step, local: fact.local, after: process.clock, origin: placed.origin });
      return 'used';
    }
    process.save = { step: fact.step, at: process.clock, timed: false };
    emit(placed, process.clock, 'save_start', {
      step: fact.step,
      note: `no stamp of its own; after ${formatInstant(process.clock)}`,
    });
    return 'used';
  };

  return {
    take(placed) {
      const { fact, at } = placed;
      if (fact.kind === 'iteration')
        return at === null ? 'unplaced' : takeIteration(placed, at, fact.step, fact.stepSeconds);
      if (fact.kind === 'phase') return at === null ? 'unplaced' : takePhase(placed, at, fact.phase);
      if (fact.kind === 'saving' || fact.kind === 'saved') return takeSave(placed, fact);
      if (fact.kind === 'stamped') {
        if (at !== null) tick(at);
        return 'other';
      }
      if (fact.kind === 'save-time') {
        const { save } = process;
        if (!save) return 'unplaced';
        if (save.timed) return 'duplicate';
        save.timed = true;
        emit(placed, save.at + wholeMilliseconds(fact.seconds), 'save_done', {
          step: save.step,
          note: 'start of the save and its logged time',
        });
        return 'used';
      }
      if (process.steps.size > 0 || process.ended) startNext();
      if (fact.kind === 'world') process.gpus = fact.gpus;
      else process.loadedStep = fact.step ?? 0;
      return 'used';
    },
    events() {
      settle(null);
      return [...events].sort(
        (a, b) => a.attempt - b.attempt || a.at - b.at || (a.origin.line ?? 0) - (b.origin.line ?? 0),
      );
    },
  };
}

function startProcess(attempt: number): Process {
  return {
    attempt,
    gpus: null,
    clock: null,
    steps: new Map(),
    lastStep: null,
    loadedStep: null,
    begun: false,
    ended: false,
    save: null,
    saving: new Set(),
    waiting: [],
  };
}

function isStartUp(phase: string): boolean {
  return (
    phase.startsWith('before the start of training') ||
    (phase.startsWith('after ') && phase !== 'after training is done')
  );
}

/** Time limit, signal, last iteration: Megatron ends by itself and says so. A crash leaves no such line. */
function isEnd(phase: string): boolean {
  return phase.startsWith('exiting program') || phase === 'after training is done';
}

function wholeMilliseconds(seconds: Exact): number {
  return Number(seconds.mul(exact(1000)).floor().n);
}
