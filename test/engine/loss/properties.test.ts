import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interruption } from '../../../src/engine/loss/interruption.ts';
import { assessLosses } from '../../../src/engine/loss/loss.ts';
import { roundingLine } from '../../../src/engine/loss/rounding.ts';
import { lossesOf } from '../../../src/engine/loss/run-loss.ts';
import type { RunLoss } from '../../../src/engine/records/assessment.ts';
import { type Exact, exact, isZero, roundTo, sum } from '../../../src/engine/values/exact.ts';
import { union } from '../../../src/engine/values/interval.ts';
import { interruption, type StopGiven, share, stop, T0 } from './interruption-builder.ts';
import { caseOf, incidentOf, LogBuilder, runOf } from './log-builder.ts';
import { rateOf } from './model-cases.ts';

const RATE = rateOf('2.25');

interface Facts {
  readonly gpus: number;
  readonly pace: number;
  readonly done: number;
  readonly back: number;
  readonly aborted: number;
  readonly detect: number;
  readonly outage: number;
  readonly queue: number;
  readonly failedLoad: number;
  readonly load: number;
  readonly warmup: number;
}

const duration = fc.integer({ min: 0, max: 100_000 });
const facts: fc.Arbitrary<Facts> = fc.record({
  gpus: fc.integer({ min: 1, max: 20_000 }),
  pace: fc.integer({ min: 1, max: 300 }),
  done: fc.integer({ min: 0, max: 5000 }),
  back: fc.integer({ min: 0, max: 500 }),
  aborted: duration,
  detect: duration,
  outage: duration,
  queue: duration,
  failedLoad: duration,
  load: duration,
  warmup: duration,
});

function from(
  { gpus, pace, done, back, ...rest }: Facts,
  parts: Partial<Pick<Interruption, 'incidents' | 'unbilled'>> = {},
  more: Partial<StopGiven> = {},
): Interruption {
  const restored = Math.max(0, done - back);
  const caughtUpAfter = lengthOf({ gpus, pace, done, back, ...rest });
  return interruption({
    gpus,
    baseline: pace,
    stop: stop({ ...rest, lastStep: done, restored, caughtUpAfter, ...more }),
    ...parts,
  });
}

function lengthOf({ pace, done, back, ...rest }: Facts): number {
  const { aborted, detect, outage, queue, failedLoad, load, warmup } = rest;
  return aborted + detect + outage + queue + failedLoad + load + warmup + (done - Math.max(0, done - back)) * pace;
}

function one(of: Interruption, rate = RATE): RunLoss {
  return lossesOf(of, rate)[0] as RunLoss;
}

function seconds(loss: RunLoss): Exact {
  return sum(loss.buckets.map((bucket) => bucket.seconds.value as Exact));
}

describe('the buckets of an interruption', () => {
  it('partition the time from the last completed step until it is reached again', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const loss = one(from(given));
        expect(seconds(loss).equals(lengthOf(given))).toBe(true);
        const spans = loss.buckets.flatMap((bucket) => bucket.span ?? []);
        const stopped = given.aborted + given.detect + given.outage + given.queue + given.failedLoad + given.load;
        expect(union(spans).reduce((total, span) => total + span.end - span.begin, 0)).toBe(stopped * 1000);
        expect(spans.reduce((total, span) => total + span.end - span.begin, 0)).toBe(stopped * 1000);
      }),
    );
  });

  it('cost GPUs × that time × price, whatever the parts', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const loss = one(from(given));
        const expected = exact(given.gpus).mul(lengthOf(given)).mul('2.25').div(3600);
        expect(loss.total.value?.equals(expected)).toBe(true);
        expect(loss.cash.value && loss.nonCash.value?.add(loss.cash.value).equals(expected)).toBe(true);
      }),
    );
  });

  it('cost more, never less, when a duration grows', () => {
    const names = ['aborted', 'detect', 'outage', 'queue', 'failedLoad', 'load', 'warmup', 'back', 'pace'] as const;
    fc.assert(
      fc.property(facts, fc.constantFrom(...names), fc.integer({ min: 1, max: 1000 }), (given, name, more) => {
        const before = one(from(given)).total.value as Exact;
        const after = one(from({ ...given, [name]: given[name] + more })).total.value as Exact;
        expect(after.compare(before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('scale with the GPUs', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 2, max: 50 }), (given, factor) => {
        const once = one(from(given)).total.value as Exact;
        const often = one(from({ ...given, gpus: given.gpus * factor })).total.value as Exact;
        expect(often.equals(once.mul(factor))).toBe(true);
      }),
    );
  });

  it('do not depend on where in time the interruption lies', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: -1_000_000, max: 1_000_000 }), (given, shift) => {
        const moved = one(from(given, {}, { origin: T0 + shift * 1000 }));
        expect(moved.total.value?.equals(one(from(given)).total.value as Exact)).toBe(true);
      }),
    );
  });

  it('an interruption of no length costs nothing and has no buckets', () => {
    const nothing = {
      gpus: 8,
      pace: 10,
      done: 5,
      back: 0,
      aborted: 0,
      detect: 0,
      outage: 0,
      queue: 0,
      failedLoad: 0,
      load: 0,
      warmup: 0,
    };
    const loss = one(from(nothing));
    expect(loss.buckets).toEqual([]);
    expect(loss.total.value && isZero(loss.total.value)).toBe(true);
  });

  it('on demand, what is billed and what is not add up to what is', () => {
    fc.assert(
      fc.property(facts, duration, duration, (given, begin, length) => {
        const free = [{ begin: T0 + begin * 1000, end: T0 + (begin + length) * 1000 }];
        const loss = one(from(given, { unbilled: free }), rateOf('2.25', 'on-demand'));
        expect(seconds(loss).equals(lengthOf(given))).toBe(true);
        expect((loss.total.value as Exact).compare(one(from(given)).total.value as Exact)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('incidents that share an interruption', () => {
  it('add up to the union, however they overlap, and adjacent ones are as good as one', () => {
    fc.assert(
      fc.property(
        facts,
        fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 4 }),
        (given, ends) => {
          const incidents = ends.map((end, index) => share(`I${index + 1}`, end));
          const shared = lossesOf(from(given, { incidents }), RATE);
          const alone = one(from(given));
          expect(sum(shared.map((loss) => loss.total.value as Exact)).equals(alone.total.value as Exact)).toBe(true);
          expect(
            sum(shared.map((loss) => loss.delaySeconds.value as Exact)).equals(alone.delaySeconds.value as Exact),
          ).toBe(true);
        },
      ),
    );
  });

  it('the first owns no more than it would have cost alone', () => {
    fc.assert(
      fc.property(facts, duration, (given, firstEnd) => {
        const later = lengthOf(given) + 1;
        const [first] = lossesOf(from(given, { incidents: [share('I1', firstEnd), share('I2', later)] }), RATE);
        const kept = Math.min(Math.max(firstEnd, 0), given.aborted + given.detect + given.outage);
        const way = lengthOf(given) - given.aborted - given.detect - given.outage;
        expect(first && seconds(first).equals(kept + way)).toBe(true);
      }),
    );
  });
});

describe('an event log', () => {
  const life = fc.record({
    steps: fc.integer({ min: 5, max: 40 }),
    down: fc.integer({ min: 1, max: 500 }),
    load: fc.integer({ min: 1, max: 200 }),
    back: fc.integer({ min: 0, max: 40 }),
  });

  it('is partitioned whatever fails when: the losses of a chain of failures are the time it lost, and nothing twice', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (lives, pace) => {
        const log = new LogBuilder().line('run_start').line('first_step').steps(0, 60, pace);
        let done = 60;
        let reached = 60;
        for (const { steps, down, load, back } of lives) {
          const from = Math.max(0, done - back);
          log
            .next(log.clock + down)
            .at(log.clock + load)
            .line('load_end', { step: from })
            .steps(from, from + steps, pace);
          done = from + steps;
          reached = Math.max(reached, done);
        }
        const last = Math.max(0, done - 1);
        log
          .next(log.clock + 10)
          .at(log.clock + 10)
          .line('load_end', { step: last })
          .steps(last, reached + 1, pace);
        const { value } = assessLosses(caseOf([runOf(log)]), [incidentOf('I1', 0, log.clock)]);
        const lost = exact(Math.round(log.clock)).sub(exact((reached + 1) * pace));
        expect(sum(value.map((loss) => loss.delaySeconds.value as Exact)).equals(lost)).toBe(true);
        expect(sum(value.map((loss) => loss.total.value as Exact)).equals(lost.mul(256).mul('2.25').div(3600))).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same loss when its lines come shuffled within an attempt, or shifted in time', () => {
    const build = (shift: number) => {
      const log = new LogBuilder()
        .at(-1000)
        .line('run_start')
        .steps(0, 60, 10)
        .line('save_committed', { step: 60, tier: 'remote' })
        .steps(60, 100, 10);
      log.next(500).at(600).line('load_end', { step: 60 }).steps(60, 120, 10);
      return log.events.map((event) => ({ ...event, at: event.at + shift }));
    };
    const costOf = (events: ReturnType<typeof build>, shift: number) => {
      const incident = incidentOf('I1', shift / 1000, 3600 + shift / 1000);
      return assessLosses(caseOf([runOf(new LogBuilder(), { events })]), [
        incident,
      ]).value[0]?.total.value?.toFraction();
    };
    const expected = costOf(build(0), 0);
    expect(expected).toBe('160');
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.infiniteStream(fc.nat()), (hours, keys) => {
        const shift = hours * 1000;
        const keyed = build(shift).map((event) => [keys.next().value as number, event] as const);
        const shuffled = keyed.sort(([a], [b]) => a - b).map(([, event]) => event);
        expect(costOf(shuffled, shift)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the rounding line', () => {
  it('makes shown lines add up to the shown total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 999 })), {
          maxLength: 12,
        }),
        (parts) => {
          const lines = parts.map(([n, d]) => exact(n, d));
          const total = sum(lines);
          const shown = sum([...lines.map((line) => roundTo(line, 2)), roundingLine(lines, total)]);
          expect(shown.equals(roundTo(total, 2))).toBe(true);
        },
      ),
    );
  });
});
