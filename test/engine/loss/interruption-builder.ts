import type { IncidentShare, Interruption, Stop, StopTimes } from '../../../src/engine/loss/interruption.ts';
import { type Moment, momentOf } from '../../../src/engine/loss/moment.ts';
import { type Figure, measured } from '../../../src/engine/records/figure.ts';
import { decimal, type Exact, exact } from '../../../src/engine/values/exact.ts';

/** 2025-10-20T10:00:00Z: where the made-up interruptions begin. */
export const T0 = Date.UTC(2025, 9, 20, 10);

export function given(id: string, value: Exact | number | string | null, unit = 'seconds'): Figure {
  const exactValue = typeof value === 'number' ? exact(value) : typeof value === 'string' ? decimal(value) : value;
  return measured({
    id,
    label: id,
    value: exactValue,
    unit,
    formula: value === null ? 'undetermined, because not given' : 'given',
  });
}

export function at(name: string, secondsAfter: number, origin = T0): Moment {
  return momentOf(`given.${name}`, name, origin + Math.round(secondsAfter * 1000), { grade: 'measured' });
}

/** Durations in seconds, one after the other from the end of the last completed step. */
export interface Durations {
  readonly aborted?: number;
  readonly detect?: number;
  readonly outage?: number;
  readonly queue?: number;
  readonly load?: number;
}

export interface StopGiven extends Durations {
  readonly lastStep: number;
  /** null: no checkpoint, so from step 0. */
  readonly restored: number | null;
  readonly newest?: Stop['newest'];
  readonly failedLoad?: number;
  readonly warmup?: number;
  readonly repeatedSaves?: number;
  /** Seconds from the end of the last completed step until it is reached again. */
  readonly caughtUpAfter: number;
  readonly resumed?: boolean;
  readonly origin?: number;
  readonly id?: string;
}

export function stop(facts: StopGiven): Stop {
  const {
    aborted = 0,
    detect = 0,
    outage = 0,
    queue = 0,
    failedLoad = 0,
    load = 0,
    origin = T0,
    id = 'losses.run.I1',
  } = facts;
  let clock = 0;
  const next = (name: string, length: number): Moment => {
    clock += length;
    return at(`${id}.${name}`, clock, origin);
  };
  const lastStepEnd = next('lastStepEnd', 0);
  const failed = next('failed', aborted);
  const detected = next('detected', detect);
  const capacityBack = next('capacityBack', outage);
  const granted = next('granted', queue);
  const loaded = next('failedLoadEnd', failedLoad);
  const ready = next('ready', load);
  const times: StopTimes = {
    lastStepEnd,
    failed,
    detected,
    capacityBack,
    granted,
    ready,
    caughtUp: at(`${id}.caughtUp`, facts.caughtUpAfter, origin),
    observedUntil: null,
  };
  return {
    lastStep: given(`${id}.lastStep`, facts.lastStep, 'steps'),
    restoredStep: given(`${id}.restoredStep`, facts.restored ?? 0, 'steps'),
    newest: facts.newest ?? null,
    times,
    failedLoads:
      failedLoad > 0
        ? [{ begin: granted, end: loaded, attribution: 'customer', says: 'load of a damaged checkpoint' }]
        : [],
    warmup: facts.warmup ? given(`${id}.warmup`, facts.warmup) : null,
    repeatedSaves: facts.repeatedSaves ? given(`${id}.saves`, facts.repeatedSaves) : null,
    newSaves: null,
    redoExcess: null,
    elapsed: given(`${id}.elapsed`, exact(Math.round(facts.caughtUpAfter * 1000), 1000)),
    resumed: facts.resumed ?? true,
    atRisk: null,
  };
}

export function interruption(
  parts: { readonly gpus: number; readonly baseline?: string | number | null; readonly id?: string } & Partial<
    Omit<Interruption, 'gpus' | 'baseline' | 'id'>
  >,
): Interruption {
  const { gpus, baseline = null, id = 'losses.run.I1', ...rest } = parts;
  return {
    id,
    run: 'run',
    incidents: [],
    attribution: 'outage',
    stop: null,
    slow: [],
    reduced: false,
    stalls: [],
    spares: [],
    released: [],
    covers: [],
    unbilled: null,
    facts: [],
    ...rest,
    gpus: given(`${id}.gpus`, gpus, 'gpus'),
    baseline: given(`${id}.baseline`, baseline),
  };
}

export function share(incident: string, endAfter: number, id = `losses.run.${incident}`): IncidentShare {
  return { incident, id, end: at(`${id}.end`, endAfter), attribution: 'outage' };
}
