import type { RunEvent } from '../records/run.ts';
import { type Exact, exact, sum, ZERO } from '../values/exact.ts';
import type { Save, StepSample } from './segments.ts';

/**
 * The completed steps that a segment's lines prove. Where the log has no step lines at all (Megatron's progress.txt),
 * its saves prove them: a save of step s begins when s is complete.
 */
export function stepSamples(
  events: readonly RunEvent[],
  saves: readonly Save[],
  gpusBefore: number | null,
): StepSample[] {
  const lines = events.filter((event) => event.event === 'step' && event.step !== null);
  return lines.length > 0 ? fromSteps(lines, saves, gpusBefore) : fromSaves(saves, gpusBefore);
}

function fromSteps(lines: readonly RunEvent[], saves: readonly Save[], gpusBefore: number | null): StepSample[] {
  const samples: StepSample[] = [];
  const byTime = saves.flatMap((save) => timed(save)).sort((a, b) => a.at - b.at);
  let next = 0;
  let gpus = gpusBefore;
  for (const event of lines) {
    const before = samples.at(-1);
    const step = event.step as number;
    gpus = event.gpus ?? gpus;
    if (before && step <= before.step) continue;
    const steps = before ? step - before.step : null;
    const wall = before ? exact(event.at - before.at, 1000) : null;
    // A save that begins with the step before, or after it, stands between the two stamps.
    const between: Save[] = [];
    for (let timely = byTime[next]; timely && timely.at < event.at; timely = byTime[next]) {
      if (before && timely.at >= before.at) between.push(timely.save);
      next += 1;
    }
    samples.push({
      step,
      at: event.at,
      steps,
      wall,
      seconds: positive(event.stepSeconds) ?? positive(fromStamps(wall, steps, between)),
      basis: positive(event.stepSeconds) ? 'logged' : 'stamps',
      saves: between.map((save) => save.step),
      gpus,
      event,
    });
  }
  return samples;
}

function fromSaves(saves: readonly Save[], gpus: number | null): StepSample[] {
  const samples: StepSample[] = [];
  for (const save of saves) {
    const event = save.started ?? save.done ?? save.committed;
    const before = samples.at(-1);
    if (!event || (before && (save.step <= before.step || event.at < before.at))) continue;
    const steps = before ? save.step - before.step : null;
    const wall = before ? exact(event.at - before.at, 1000) : null;
    // Its own seconds hold the saves in between: they recur at the same pace on the way back.
    const seconds = wall && steps ? positive(wall.div(exact(steps))) : null;
    samples.push({
      step: save.step,
      at: event.at,
      steps,
      wall,
      seconds,
      basis: 'saves',
      saves: [],
      gpus: event.gpus ?? gpus,
      event,
    });
  }
  return samples;
}

function timed(save: Save): { readonly save: Save; readonly at: number }[] {
  const event = save.started ?? save.done ?? save.committed;
  return event ? [{ save, at: event.at }] : [];
}

/** Two steps under one stamp, or a logged zero, measure nothing. */
function positive(seconds: Exact | null): Exact | null {
  return seconds && seconds.compare(ZERO) > 0 ? seconds : null;
}

function fromStamps(wall: Exact | null, steps: number | null, saves: readonly Save[]): Exact | null {
  if (!wall || !steps) return null;
  if (saves.some((save) => save.stall === null)) return null;
  const stalls = sum(saves.map((save) => save.stall ?? ZERO));
  return stalls.compare(wall) > 0 ? null : wall.sub(stalls).div(exact(steps));
}
