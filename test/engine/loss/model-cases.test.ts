import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/engine/loss/coverage.ts';
import { lossesOf } from '../../../src/engine/loss/run-loss.ts';
import { closure } from '../../../src/engine/records/figure.ts';
import { sum, toText } from '../../../src/engine/values/exact.ts';
import { readInstant } from '../../../src/engine/values/instant.ts';
import { given, interruption, stop } from './interruption-builder.ts';
import { modelCases, oneFailure, pool, rateOf, shown, toCents } from './model-cases.ts';

describe.each(modelCases)('$id $says', ({ compute, expected, total, rejects }) => {
  const outcome = compute();

  it('gives these lines', () => {
    expect(outcome.lines.map(shown).sort()).toEqual([...expected].sort());
  });

  it('gives this total, rounded once from the exact sum', () => {
    expect(toCents(outcome.total)).toBe(total);
  });

  it.each(rejects)('is not $total: $why', (wrong) => {
    expect(toCents(outcome.total)).not.toBe(wrong.total);
  });
});

const EXAMPLES = '../shared/examples/training.json';

interface PublishedCase {
  readonly id: string;
  readonly lines: readonly { bucket: string; gpus?: number; seconds?: number; gpu_hours?: string; usd: string }[];
  readonly total: string;
}

describe.skipIf(!existsSync(EXAMPLES))('the published worked examples', () => {
  const published: PublishedCase[] = existsSync(EXAMPLES) ? JSON.parse(readFileSync(EXAMPLES, 'utf8')) : [];

  it('are all here', () => {
    expect(modelCases.map((one) => one.id)).toEqual(published.map((one) => one.id));
  });

  it.each(published)('$id agrees line by line', ({ id, lines, total }) => {
    const ours = modelCases.find((one) => one.id === id)?.compute();
    const theirs = lines.map((line) =>
      [line.bucket, line.gpus ?? '-', line.seconds ?? '-', line.gpu_hours ?? '-', line.usd].join(' '),
    );
    expect(ours?.lines.map(shown).sort()).toEqual(theirs.sort());
    expect(ours && toCents(ours.total)).toBe(total);
  });
});

describe('what the worked examples say beside their lines', () => {
  const [e1] = lossesOf(oneFailure(), rateOf('2.25'));

  it('E1: the parts are the delay: 4500 s of 256 GPUs are 320 GPU-hours', () => {
    expect(e1?.delaySeconds.value && toText(e1.delaySeconds.value)).toBe('4500');
    expect(e1?.gpuHours.value && toText(e1.gpuHours.value)).toBe('320');
    expect(e1?.status).toBe('measured');
  });

  it('E2: delay is time and stays, however little of it is billed', () => {
    const [e2] = lossesOf(
      { ...oneFailure(), unbilled: [{ begin: 0, end: Number.MAX_SAFE_INTEGER }] },
      rateOf('2.25', 'on-demand'),
    );
    expect(e2?.delaySeconds.value && toText(e2.delaySeconds.value)).toBe('4500');
  });

  it('E2: on demand, with no word on what was billed, there are GPU-hours and no total', () => {
    const [loss] = lossesOf(oneFailure(), rateOf('2.25', 'on-demand'));
    expect(loss?.total.value).toBeNull();
    expect(loss?.total.formula).toContain('neither the bill nor the case says');
    expect(loss?.gpuHours.value && toText(loss.gpuHours.value)).toBe('320');
    expect(loss?.status).toBe('undetermined');
  });

  it('an unknown billing mode or price gives GPU-hours and no money', () => {
    for (const rate of [rateOf('2.25', null), { ...rateOf('2.25'), perGpuHour: given('price', null) }]) {
      const [loss] = lossesOf(oneFailure(), rate);
      expect(loss?.total.value).toBeNull();
      expect(loss?.buckets.every((bucket) => bucket.cost.value === null)).toBe(true);
      expect(loss?.gpuHours.value && toText(loss.gpuHours.value)).toBe('320');
    }
  });

  it('E4: what a damaged checkpoint adds is the customer’s and stands apart', () => {
    const newest = { step: given('newest', 1200, 'steps'), attribution: 'customer', why: 'older checkpoint' } as const;
    const facts = {
      lastStep: 1260,
      restored: 1100,
      newest,
      detect: 120,
      outage: 600,
      failedLoad: 400,
      load: 400,
      caughtUpAfter: 4720,
    };
    const [loss] = lossesOf(interruption({ gpus: 64, baseline: 20, stop: stop(facts) }), rateOf('2.25'));
    const shareOf = (who: string) =>
      sum((loss?.buckets ?? []).flatMap((bucket) => (bucket.attribution === who ? (bucket.cost.value ?? []) : [])));
    const cents = (who: string) => toCents(shareOf(who));
    expect([cents('outage'), cents('customer')]).toEqual(['92.80', '96.00']);
  });

  it('E8: with work waiting for 32 GPUs the idle ones are a loss', () => {
    expect(toCents(pool(32).total)).toBe('210.00');
    expect(toCents(pool(8).total)).toBe('183.00');
  });

  it('E12: the credit covers 1.625 % of the loss, one part in 61.538461...', () => {
    const { coverage } = coverageOf('case', given('loss', 720, 'USD'), given('credit', '11.70', 'USD'));
    expect(coverage.value && toText(coverage.value)).toBe('0.01625');
    expect(coverage.value?.inverse().toFraction()).toBe('800/13');
  });

  it('E15: the wall-clock times are refused as ambiguous; with offsets they are 2400 s apart', () => {
    expect(readInstant('2025-11-02 01:30', 'America/New_York')).toMatchObject({ ok: false, problem: 'dst-fold' });
    const [begin, end] = [readInstant('2025-11-02T01:30:00-04:00'), readInstant('2025-11-02T01:10:00-05:00')];
    expect(begin.ok && end.ok && end.instant - begin.instant).toBe(2_400_000);
  });

  it('parts that differ from the clock by more than a step give no total, and say by how much', () => {
    const bent = oneFailure();
    const [loss] = lossesOf(
      { ...bent, stop: bent.stop && { ...bent.stop, elapsed: given('elapsed', 4531) } },
      rateOf('2.25'),
    );
    expect(loss?.total.value).toBeNull();
    expect(loss?.because).toContain('differ by 31.000 s');
    const [within] = lossesOf(
      { ...bent, stop: bent.stop && { ...bent.stop, elapsed: given('elapsed', 4530) } },
      rateOf('2.25'),
    );
    expect(within?.total.value && toCents(within.total.value)).toBe('720.00');
  });

  it('every figure of a loss has its own id', () => {
    const figures = closure(
      [e1?.total, e1?.gpuHours, ...(e1?.buckets.map((bucket) => bucket.cost) ?? [])].flatMap((figure) => figure ?? []),
    );
    expect(figures.has('losses.run.I1.rework.seconds')).toBe(true);
    expect(figures.has('losses.run.I1.detect.cost')).toBe(true);
  });
});
