import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessLosses } from '../../../src/engine/loss/loss.ts';
import type { RunLoss } from '../../../src/engine/records/assessment.ts';
import { closure, type Figure } from '../../../src/engine/records/figure.ts';
import type { RunEvent, RunEventKind } from '../../../src/engine/records/run.ts';
import { exact, isZero } from '../../../src/engine/values/exact.ts';
import { T0 } from './interruption-builder.ts';
import { billOf, caseOf, hourOf, incidentOf, LogBuilder, runOf } from './log-builder.ts';

const kinds: readonly RunEventKind[] = [
  'run_start',
  'scheduled',
  'load_start',
  'load_end',
  'first_step',
  'step',
  'save_start',
  'save_done',
  'save_committed',
  'failure',
  'detected',
  'capacity_back',
  'run_end',
];

const event: fc.Arbitrary<RunEvent> = fc.record({
  at: fc.integer({ min: T0, max: T0 + 7_200_000 }),
  run: fc.constant('run'),
  attempt: fc.integer({ min: 1, max: 4 }),
  event: fc.oneof(fc.constantFrom(...kinds), fc.constant('step' as const)),
  step: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
  gpus: fc.option(fc.constantFrom(64, 128), { nil: null }),
  tier: fc.constantFrom(null, 'memory' as const, 'local' as const, 'remote' as const),
  stepSeconds: fc.option(
    fc.integer({ min: 0, max: 50 }).map((n) => exact(n, 4)),
    { nil: null },
  ),
  note: fc.constantFrom(null, 'corrupt', 'memory-survived', '__proto__'),
  origin: fc.record({ file: fc.constant('run.csv'), line: fc.nat(5000) }),
});

const incidents = fc
  .array(fc.tuple(fc.integer({ min: -1000, max: 7200 }), fc.integer({ min: 1, max: 7200 })), { maxLength: 3 })
  .map((spans) => spans.map(([begin, length], index) => incidentOf(`I${index + 1}`, begin, begin + length)));

function figuresOf(loss: RunLoss): Figure[] {
  const risk = loss.atRisk ? [loss.atRisk.low, loss.atRisk.base, loss.atRisk.high] : [];
  const buckets = loss.buckets.flatMap((bucket) => [bucket.gpus, bucket.seconds, bucket.gpuHours, bucket.cost]);
  return [
    loss.gpus,
    loss.usdPerGpuHour,
    loss.gpuHours,
    loss.total,
    loss.cash,
    loss.nonCash,
    loss.delaySeconds,
    ...loss.facts,
    ...risk,
    ...buckets,
  ];
}

describe('any log at all', () => {
  it('gives an answer, never an exception; every figure has one id and one value; no loss is silently zero', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60 }),
        incidents,
        fc.constantFrom('reserved' as const, 'on-demand' as const, null),
        fc.boolean(),
        (events, found, billing, fromBill) => {
          const price = fromBill ? { price: { from: 'bill' as const } } : {};
          const run = runOf(new LogBuilder(), { events, billing, gpus: null, ...price });
          const { value } = assessLosses(caseOf([run], billOf([hourOf(-1), hourOf(0), hourOf(3)])), found);
          closure(value.flatMap(figuresOf));
          expect(new Set(value.map((loss) => loss.id)).size).toBe(value.length);
          for (const loss of value) {
            if (loss.status === 'accrued' && loss.atRisk) expect(loss.total.value).toBeNull();
            if (loss.status === 'undetermined') expect(loss.total.formula).toContain('because');
            for (const bucket of loss.buckets)
              expect(bucket.seconds.value && isZero(bucket.seconds.value)).not.toBe(true);
            expect(loss.buckets.every((bucket) => bucket.span === null || bucket.span.end > bucket.span.begin)).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a hundred thousand steps take seconds, not minutes', () => {
    const log = new LogBuilder().at(-1_000_000).line('run_start');
    for (let step = 0; step < 100_000; step += 1000)
      log.steps(step, step + 1000, 10).line('save_committed', { step: step + 1000 });
    log.next(500).at(600).line('load_end', { step: 100_000 }).steps(100_000, 100_100, 10);
    const begun = performance.now();
    const { value } = assessLosses(caseOf([runOf(log)]), [incidentOf('I1', 0, 500)]);
    expect(value[0]?.status).toBe('measured');
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
