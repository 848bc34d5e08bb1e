import { describe, expect, it } from 'vitest';
import { baselineOf, warmupLength } from '../../../src/engine/loss/baseline.ts';
import { plannedExit } from '../../../src/engine/loss/planned-exit.ts';
import { lossesOf } from '../../../src/engine/loss/run-loss.ts';
import { stopsOf } from '../../../src/engine/loss/stops.ts';
import { lastStepOf, timelineOf } from '../../../src/engine/loss/timeline.ts';
import type { RunLoss } from '../../../src/engine/records/assessment.ts';
import { decimal, type Exact, exact, sum, toDecimal, toText } from '../../../src/engine/values/exact.ts';
import { interruption, stop } from './interruption-builder.ts';
import { LogBuilder, runOf } from './log-builder.ts';
import { rateOf, toCents } from './model-cases.ts';

const text = (value: Exact | null | undefined) => (value ? toText(value) : value);

/** Seconds after 15:38:00 of the two Slurm logs of R1 (job 444664 and its requeue). */
function r1Log() {
  const log = new LogBuilder().at(0.853).line('run_start');
  for (let step = 305; step <= 425; step += 5) log.at(41.453 - ((425 - step) / 5) * 1.6).line('step', { step });
  log
    .at(42.011)
    .line('save_start', { step: 427 })
    .at(75.563)
    .line('save_done', { step: 427 })
    .at(76.152)
    .line('run_end', { note: 'time limit: requeued' });
  return log
    .next(122.473)
    .at(183.096)
    .line('load_end', { step: 427 })
    .at(185.472)
    .line('step', { step: 430 })
    .at(187.09)
    .line('step', { step: 435 });
}

describe('R1: a time limit, a save on signal, a requeue', () => {
  const timeline = timelineOf(runOf(r1Log(), { gpus: 1 })).value;
  const [found] = stopsOf(timeline, []);
  const exit = found && plannedExit(timeline, found);

  it('has 427 as its last completed step: the last one logged is 425, and a save of 427 proves two more', () => {
    expect(timeline.segments[0] && lastStepOf(timeline.segments[0])).toMatchObject({ step: 427, proof: 'save' });
  });

  it('takes 141.085 s: 33.552 save + 0.589 requeue + 46.321 queue and launch + 60.623 load, and rolls nothing back', () => {
    expect(
      [exit?.saveStall, exit?.requeue, exit?.queueAndLaunch, exit?.load].map((figure) => text(figure?.value)),
    ).toEqual(['33.552', '0.589', '46.321', '60.623']);
    expect(text(exit?.total.value)).toBe('141.085');
    expect(text(exit?.rollbackSteps.value)).toBe('0');
    expect(found?.planned).toBe(true);
  });

  it('has a baseline of 0.320 s, and at 2.25 an hour 141.085 s are 0.09', () => {
    expect(text(found?.baseline.figure.value)).toBe('0.32');
    expect(exit?.total.value && toCents(exit.total.value.mul('2.25').div(3600))).toBe('0.09');
  });
});

describe('R3 and R4: BLOOM', () => {
  const lost = (lastStep: number, pace: string) => {
    const steps = exact(lastStep);
    const [loss] = lossesOf(
      interruption({
        gpus: 384,
        baseline: pace,
        stop: stop({ lastStep, restored: 0, caughtUpAfter: Number(steps.mul(decimal(pace)).valueOf()) }),
      }),
      rateOf('2.25'),
    ) as [RunLoss];
    return loss.buckets[0]?.seconds.value as Exact;
  };

  it('R3: 248 iterations of 105.22 s are 7.248 h; with a save every 100 at most 2.923 h', () => {
    expect(text(lost(248, '105.22'))).toBe('26094.56');
    expect(toDecimal(lost(248, '105.22').div(3600), 3)).toBe('7.248');
    expect(toDecimal(lost(100, '105.22').div(3600), 3)).toBe('2.923');
  });

  it('R4: a slow GPU took the pace from 105.16 to 111.14 s: the throughput is 0.94619 of it', () => {
    const log = new LogBuilder()
      .at(-50 * 105.16)
      .line('run_start')
      .steps(0, 50, 105.16)
      .steps(50, 100, 111.14);
    const { segments } = timelineOf(runOf(log)).value;
    const before = baselineOf({ id: 'before', segments, before: log.events[50]?.at ?? 0, impaired: [] }).figure
      .value as Exact;
    const during = segments[0]?.samples.at(-1)?.seconds as Exact;
    expect(toDecimal(during.div(before), 5)).toBe('1.05687');
    expect(toDecimal(before.div(during), 5)).toBe('0.94619');
  });
});

describe('R5: MaxText warm-up', () => {
  const times = ['44.923', '0.319', '5.658', '5.402', '5.669', '5.668', '5.668', '5.669', '5.668', '5.667'];
  const log = new LogBuilder().line('run_start');
  for (const [index, time] of times.entries())
    log.at(index + 1).line('step', { step: index + 1, stepSeconds: decimal(time) });
  const { segments } = timelineOf(runOf(log)).value;
  const baseline = baselineOf({ id: 'r5', segments, before: Number.MAX_SAFE_INTEGER, impaired: [] });
  const samples = segments[0]?.samples ?? [];

  it('rests on steps 2 to 9: 5.668 s; step 1, a dispatch artifact, does not lower it', () => {
    expect(text(baseline.figure.value)).toBe('5.668');
    expect(baseline.figure.formula).toContain('median of 8 healthy step times');
  });

  it('warm-up is two steps, and 33.906 s beyond the baseline', () => {
    const length = warmupLength(samples, baseline.figure.value as Exact, baseline.noise);
    expect(length).toBe(2);
    const excess = sum(
      samples.slice(0, length).map((sample) => (sample.seconds as Exact).sub(baseline.figure.value as Exact)),
    );
    expect(text(excess)).toBe('33.906');
  });
});

describe('R6: Unicron', () => {
  it('30 min hang, 9 queue, 14 environment, 15 recompute: 68 min of 256 GPUs are 290.1333 GPU-hours', () => {
    const minutes = { detect: 30 * 60, queue: 9 * 60, load: 14 * 60, caughtUpAfter: 68 * 60 };
    const [loss] = lossesOf(
      interruption({ gpus: 256, baseline: 60, stop: stop({ lastStep: 15, restored: 0, ...minutes }) }),
      rateOf('2.25'),
    ) as [RunLoss];
    expect(loss.gpuHours.value && toDecimal(loss.gpuHours.value, 4)).toBe('290.1333');
    expect(text(loss.delaySeconds.value?.div(60))).toBe('68');
  });
});
