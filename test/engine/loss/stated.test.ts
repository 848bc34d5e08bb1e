import { describe, expect, it } from 'vitest';
import { assessLosses } from '../../../src/engine/loss/loss.ts';
import type { BillingMode, Run } from '../../../src/engine/records/run.ts';
import type { StatedFacts, StatedPool } from '../../../src/engine/records/stated-facts.ts';
import { decimal, exact, sum, toText } from '../../../src/engine/values/exact.ts';
import { T0 } from './interruption-builder.ts';
import { billOf, caseOf, hourOf, incidentOf, LogBuilder, runOf } from './log-builder.ts';
import { toCents } from './model-cases.ts';

const origin = { file: 'makewhole.yaml', line: 9 };
const stated = <T>(value: T) => ({ value, origin });
const entry = { document: null, origin };
const nothing: StatedFacts = { spares: [], released: [], unbilled: [], cover: [] };
const span = (begin: number, end: number) => stated({ begin: T0 + begin * 1000, end: T0 + end * 1000 });

/** Stops at T0 with step 100 saved, has capacity again after an hour, and goes on at once. */
function log(): LogBuilder {
  return new LogBuilder()
    .at(-1000)
    .line('run_start')
    .steps(0, 100, 10)
    .line('save_committed', { step: 100, tier: 'remote' })
    .line('failure')
    .at(3600)
    .line('capacity_back')
    .next(3600)
    .line('load_end', { step: 100 })
    .steps(100, 120, 10);
}

function costs(run: Run, parts: { readonly pools?: readonly StatedPool[]; readonly charges?: number[] } = {}) {
  const charges = (parts.charges ?? []).map((hour) => hourOf(hour));
  const records = { ...caseOf([run], charges.length > 0 ? billOf(charges) : undefined), pools: parts.pools ?? [] };
  const { value } = assessLosses(records, [incidentOf('I1', 0, 3600)]);
  return value;
}

const run = (facts: Partial<StatedFacts>, billing: BillingMode = 'on-demand') =>
  runOf(log(), { billing, stated: { ...nothing, ...facts } });

describe('what is stated twice is taken off once', () => {
  it('GPUs given back while the whole run was not billed anyway', () => {
    const unbilled = [{ ...entry, span: span(0, 1800) }];
    const released = [{ ...entry, gpus: stated(8), span: span(0, 3600) }];
    const [loss] = costs(run({ unbilled, released }));
    // Half an hour of 256 GPUs billed, less half an hour of 8: 128 − 4 GPU-hours at 2.25.
    expect(loss?.total.value && toCents(loss.total.value)).toBe('279.00');
  });

  it('two covers take no hour off twice, and each is a line', () => {
    const cover = { ...entry, gpus: stated(256), hours: stated(decimal('0.25')), usdPerGpuHour: stated(decimal('4')) };
    const [loss] = costs(
      run({ cover: ['a', 'b'].map((document) => ({ ...cover, document, incident: null })) }, 'reserved'),
    );
    // 128 GPU-hours at 4.00 bought, 128 at 2.25 wasted.
    expect(loss?.total.value && toCents(loss.total.value)).toBe('800.00');
    expect(loss?.buckets.map(({ kind }) => kind)).toEqual(['cover_cost', 'cover_cost', 'outage_idle']);
    expect(loss?.delaySeconds.value && toText(loss.delaySeconds.value)).toBe('3600');
  });
});

it('the parts by who bears them add up to the total', () => {
  for (const loss of costs(run({}, 'reserved'))) {
    const parts = Object.values(loss.byAttribution).map(({ value }) => value ?? exact(-1));
    expect(loss.total.value && sum(parts).equals(loss.total.value)).toBe(true);
  }
});

describe('a pool', () => {
  const pool: StatedPool = {
    ...entry,
    name: 'reservation',
    gpus: stated(512),
    runs: ['run'],
    queuedGpus: stated(0),
    resources: { x_InstanceType: ['p5.48xlarge'] },
    price: { from: 'bill' },
    billing: 'reserved',
  };
  const billed = runOf(log(), { price: { from: 'bill' } });

  it('shares the cost of its rows: a run is not charged with the GPUs of no run', () => {
    const [loss, beside] = costs(billed, { pools: [pool], charges: [-2, -1, 0, 1] });
    // 576.00 an hour for 32 instances: 18.00 each, and with 512 GPUs on them 16 to an instance.
    expect(loss?.usdPerGpuHour.value && toText(loss.usdPerGpuHour.value)).toBe('1.125');
    expect(beside?.usdPerGpuHour.value && toText(beside.usdPerGpuHour.value)).toBe('1.125');
  });

  it('on demand, nobody says whether its free GPUs were billed', () => {
    const [, beside] = costs(billed, {
      pools: [{ ...pool, queuedGpus: stated(256), billing: 'on-demand' }],
      charges: [-2, -1, 0, 1],
    });
    expect(beside?.total.value).toBeNull();
    expect(beside?.total.formula).toContain('neither the bill nor the case says');
  });

  it('that is never seen to come back is undetermined', () => {
    const gone = new LogBuilder().at(-1000).line('run_start').steps(0, 100, 10).line('failure');
    const [, beside] = costs(runOf(gone), { pools: [{ ...pool, queuedGpus: stated(256) }] });
    expect(beside?.total.value).toBeNull();
    expect(beside?.because).toContain('no run of the pool is seen to have had capacity again');
  });
});
