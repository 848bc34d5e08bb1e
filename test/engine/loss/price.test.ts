import { describe, expect, it } from 'vitest';
import { assessLosses } from '../../../src/engine/loss/loss.ts';
import { priceOf } from '../../../src/engine/loss/price.ts';
import { unbilledSpans } from '../../../src/engine/loss/unbilled.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { given, T0 } from './interruption-builder.ts';
import { billOf, caseOf, hourOf, incidentOf, LogBuilder, runOf } from './log-builder.ts';
import { toCents } from './model-cases.ts';

const WINDOW = { begin: T0, end: T0 + 2 * 3_600_000 };
const FROM_BILL = { price: { from: 'bill' } } as const;

function price(charges: readonly Charge[], parts: Partial<Run> = {}, gpus = 256) {
  const run = runOf(new LogBuilder(), { ...FROM_BILL, ...parts });
  const figure = given('gpus', gpus, 'gpus');
  const { value, issues } = priceOf({
    id: 'losses.run.I1',
    run,
    gpus: figure,
    window: WINDOW,
    charges,
    currency: 'USD',
    sharedGpus: figure,
  });
  return {
    value: value.value && toText(value.value),
    formula: value.formula,
    grade: value.grade,
    codes: issues.map((issue) => issue.code),
    message: issues[0]?.message ?? '',
  };
}

describe('the price of a GPU-hour', () => {
  it('is what the case states', () => {
    expect(price([], { price: { from: 'stated', usdPerGpuHour: decimal('2.25') } })).toMatchObject({
      value: '2.25',
      grade: 'measured',
      codes: [],
    });
  });

  it('is effective cost ÷ GPU-hours, where the bill counts those', () => {
    const rows = [0, 1].map((hour) => hourOf(hour, { ConsumedQuantity: exact(256), ConsumedUnit: 'GPU-Hours' }));
    expect(price(rows)).toMatchObject({ value: '2.25', formula: 'cost ÷ GPU-hours billed', codes: [] });
  });

  it('is cost ÷ (instance hours × GPUs per instance), with GPUs per instance from the run', () => {
    expect(price([hourOf(0), hourOf(1)])).toMatchObject({
      value: '2.25',
      formula: 'cost ÷ (instance hours × GPUs per instance)',
      grade: 'derived',
    });
  });

  it('is the same when the rows name their instances, and one was replaced', () => {
    const named = (hour: number, ids: readonly string[]) =>
      ids.map((id) =>
        hourOf(hour, {
          ResourceId: id,
          ConsumedQuantity: exact(1),
          EffectiveCost: decimal('18'),
          BilledCost: decimal('18'),
        }),
      );
    const rows = [...named(0, ['a', 'b', 'c', 'd']), ...named(1, ['a', 'b', 'c', 'e'])];
    expect(price(rows, {}, 32)).toMatchObject({ value: '2.25' });
  });

  it('is not diluted by an hour that was billed in part', () => {
    const rows = [hourOf(0), hourOf(1)].flatMap((row, hour) =>
      ['a', 'b'].map((id) => ({
        ...row,
        ResourceId: id,
        ConsumedQuantity: hour === 0 ? exact(1) : exact(1, 2),
        EffectiveCost: hour === 0 ? decimal('18') : decimal('9'),
      })),
    );
    expect(price(rows, {}, 16)).toMatchObject({ value: '2.25' });
  });

  it('is an assumption, and says so, where instances and GPUs do not divide', () => {
    expect(price([hourOf(0, { ConsumedQuantity: exact(33) })])).toMatchObject({ value: '2.25', grade: 'assumed' });
    expect(price([hourOf(0, { ConsumedQuantity: exact(33) })]).formula).toContain('every row is capacity of the run');
  });

  it('leaves out rows of other hours, other resources and other categories', () => {
    const strange = [
      hourOf(-5, { EffectiveCost: decimal('1') }),
      hourOf(0, { x_InstanceType: 'm5.large' }),
      hourOf(0, { ChargeCategory: 'Tax' }),
      hourOf(0, { chargePeriod: null }),
    ];
    expect(price([hourOf(0), ...strange])).toMatchObject({ value: '2.25' });
  });

  it('is unknown where cost is 0, absent, or in another currency: a gap is not a price', () => {
    const zero = price([hourOf(0, { EffectiveCost: exact(0), BilledCost: exact(0) })]);
    expect(zero).toMatchObject({ value: null, codes: ['training/price-unknown'] });
    expect(zero.message).toContain('no price');
    expect(price([hourOf(0), hourOf(1, { EffectiveCost: null })])).toMatchObject({
      value: null,
      codes: ['training/price-unknown'],
    });
    expect(price([hourOf(0, { BillingCurrency: 'EUR' })])).toMatchObject({
      value: null,
      codes: ['training/price-unknown'],
    });
    expect(price([])).toMatchObject({ value: null, codes: ['training/price-unknown'] });
    expect(price([hourOf(0)], { resources: null })).toMatchObject({ value: null });
    expect(price([hourOf(0)], { price: null })).toMatchObject({ value: null });
  });

  it('rests on billed cost with a warning where the export has no effective cost', () => {
    expect(price([hourOf(0, { EffectiveCost: null })])).toMatchObject({
      value: '2.25',
      codes: ['training/price-from-billed-cost'],
    });
  });
});

describe('two runs on the same rows of the bill', () => {
  const log = () => {
    const lives = new LogBuilder().at(-1000).line('run_start').steps(0, 100, 10);
    return lives.next(500).at(600).line('load_end', { step: 100 }).steps(100, 120, 10);
  };
  const runs = ['A', 'B'].map((id) => runOf(log(), { id, gpus: 128, ...FROM_BILL }));
  const bill = billOf([hourOf(0, { ConsumedQuantity: null, ConsumedUnit: null })]);

  it('share its cost: together they lose what one run of all the GPUs would', () => {
    const { value } = assessLosses(caseOf(runs, bill), [incidentOf('I1', 0, 3600)]);
    expect(value.map((loss) => loss.total.value && toCents(loss.total.value))).toEqual(['48.00', '48.00']);
    expect(new Set(value.flatMap((loss) => loss.usdPerGpuHour.grade))).toEqual(new Set(['assumed']));
  });
});

describe('hours that an on-demand bill does not show', () => {
  const idle = [{ begin: T0 + 600_000, end: T0 + 3 * 3_600_000 + 1_800_000 }];
  const run = runOf(new LogBuilder(), FROM_BILL);
  const spans = (charges: readonly Charge[]) =>
    unbilledSpans(billOf([hourOf(-2), hourOf(-1), ...charges, hourOf(5)]), run, idle);
  const lengthOf = (charges: readonly Charge[]) =>
    spans(charges)?.reduce((total, span) => total + span.end - span.begin, 0);

  it('are those without a row, and the missing share of those billed in part', () => {
    expect(lengthOf([hourOf(0), hourOf(1), hourOf(2), hourOf(3)])).toBe(0);
    expect(lengthOf([hourOf(0), hourOf(3)])).toBe(2 * 3_600_000);
    expect(lengthOf([hourOf(0, { ConsumedQuantity: exact(8) }), hourOf(1), hourOf(2), hourOf(3)])).toBe(2_700_000);
  });

  it('are not known where the bill misses more than the run was idle, ends too early, or is not hourly', () => {
    expect(spans([hourOf(1), hourOf(2), hourOf(3)])).toBeNull();
    expect(unbilledSpans(billOf([hourOf(-1), hourOf(0)]), run, idle)).toBeNull();
    const daily = hourOf(-20, { chargePeriod: { begin: T0 - 86_400_000, end: T0 } });
    expect(unbilledSpans(billOf([daily, hourOf(5)]), run, idle)).toBeNull();
    expect(unbilledSpans(billOf([]), run, idle)).toBeNull();
  });

  it('E2 from a log and a bill: the idle time costs what was billed of it', () => {
    const log = new LogBuilder()
      .at(-7200 - 4800)
      .line('run_start')
      .steps(0, 400, 30)
      .at(600)
      .line('detected')
      .at(6600)
      .line('capacity_back')
      .next(6600)
      .at(7200)
      .line('load_end', { step: 400 })
      .steps(400, 420, 30);
    const charges = [
      hourOf(-4),
      hourOf(-3),
      hourOf(-2),
      hourOf(-1),
      hourOf(0, { ConsumedQuantity: exact(16), EffectiveCost: decimal('288') }),
      hourOf(1, { ConsumedQuantity: exact(32, 6), EffectiveCost: decimal('96') }),
      hourOf(2),
    ];
    const { value } = assessLosses(caseOf([runOf(log, { ...FROM_BILL, billing: 'on-demand' })], billOf(charges)), [
      incidentOf('I1', 0, 6600),
    ]);
    const idleTime = value[0]?.buckets
      .filter((bucket) => bucket.kind === 'outage_idle')
      .map((bucket) => [
        bucket.seconds.value && toText(bucket.seconds.value),
        bucket.cost.value && toCents(bucket.cost.value),
      ]);
    expect(idleTime).toEqual([
      ['1200', '192.00'],
      ['4800', '0.00'],
    ]);
    expect(value[0]?.total.value && toCents(value[0].total.value)).toBe('384.00');
    expect(value[0]?.delaySeconds.value && toText(value[0].delaySeconds.value)).toBe('7200');
    expect(value[0]?.cash.value && toCents(value[0].cash.value)).toBe('384.00');
  });
});
