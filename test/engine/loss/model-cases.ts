import type { Rate } from '../../../src/engine/loss/buckets.ts';
import { bucketOf } from '../../../src/engine/loss/buckets.ts';
import { coverageOf } from '../../../src/engine/loss/coverage.ts';
import type { Interruption } from '../../../src/engine/loss/interruption.ts';
import { unassignedPieces } from '../../../src/engine/loss/pool.ts';
import { roundingLine } from '../../../src/engine/loss/rounding.ts';
import { lossesOf } from '../../../src/engine/loss/run-loss.ts';
import type { BucketKind, LossBucket, RunLoss } from '../../../src/engine/records/assessment.ts';
import { decimal, type Exact, exact, isZero, sum, toDecimal } from '../../../src/engine/values/exact.ts';
import { readInstant } from '../../../src/engine/values/instant.ts';
import { at, given, interruption, share, stop, T0 } from './interruption-builder.ts';

/** A line as the worked examples print it. Money is exact here; it is rounded where it is compared. */
export interface Line {
  readonly bucket: string;
  readonly gpus?: Exact;
  readonly seconds?: Exact;
  readonly gpuHours?: Exact;
  readonly usd: Exact;
}

export interface Outcome {
  readonly lines: readonly Line[];
  readonly total: Exact;
}

/** Totals that a careless model comes to, and why they are wrong. */
export interface WrongAnswer {
  readonly total: string;
  readonly why: string;
}

export interface ModelCase {
  readonly id: string;
  readonly says: string;
  readonly compute: () => Outcome;
  /** `bucket gpus seconds gpu-hours usd`; a dash where the example gives none. */
  readonly expected: readonly string[];
  readonly total: string;
  readonly rejects: readonly WrongAnswer[];
}

export function rateOf(usd: string, mode: Rate['mode'] = 'reserved'): Rate {
  return { perGpuHour: given('price', usd, 'USD/gpu-hour'), mode, currency: 'USD' };
}

const RATE = rateOf('2.25');

/** E1 as an interruption: other cases and the properties start from it. */
export function oneFailure(): Interruption {
  const facts = {
    lastStep: 1250,
    restored: 1200,
    detect: 300,
    outage: 2040,
    load: 600,
    warmup: 60,
    caughtUpAfter: 4500,
  };
  return interruption({ gpus: 256, baseline: 30, stop: stop(facts) });
}

export function lines(buckets: readonly LossBucket[], names: Partial<Record<BucketKind, string>> = {}): Line[] {
  return buckets
    .filter((bucket) => !(bucket.gpuHours.value && isZero(bucket.gpuHours.value)))
    .map((bucket) => ({
      bucket: names[bucket.kind] ?? bucket.kind,
      gpus: bucket.gpus.value as Exact,
      seconds: bucket.seconds.value as Exact,
      gpuHours: bucket.gpuHours.value as Exact,
      usd: bucket.cost.value as Exact,
    }));
}

function outcome(losses: readonly RunLoss[], names: Partial<Record<BucketKind, string>> = {}): Outcome {
  return {
    lines: losses.flatMap((loss) => lines(loss.buckets, names)),
    total: sum(losses.map((loss) => loss.total.value as Exact)),
  };
}

/** One line a loss, for the cases that speak of incidents as wholes. */
function wholes(losses: readonly RunLoss[], names: readonly string[]): Outcome {
  const each = losses.map((loss, index) => ({
    bucket: names[index] ?? '',
    gpus: loss.gpus.value as Exact,
    seconds: sum(loss.buckets.map((bucket) => bucket.seconds.value as Exact)),
    gpuHours: loss.gpuHours.value as Exact,
    usd: loss.total.value as Exact,
  }));
  return { lines: each, total: sum(each.map((line) => line.usd)) };
}

export const modelCases: readonly ModelCase[] = [
  {
    id: 'E1',
    says: 'one failure stops the whole job on reserved capacity',
    compute: () => outcome(lossesOf(oneFailure(), RATE)),
    expected: [
      'detect 256 300 64/3 48.00',
      'outage_idle 256 2040 2176/15 326.40',
      'restart_load 256 600 128/3 96.00',
      'warmup_excess 256 60 64/15 9.60',
      'rework 256 1500 320/3 240.00',
    ],
    total: '720.00',
    rejects: [{ total: '960.00', why: 'discarded steps and redone steps are one loss' }],
  },
  {
    id: 'E2',
    says: 'the same on demand, not billed while down',
    compute: () =>
      outcome(
        lossesOf(
          { ...oneFailure(), unbilled: [{ begin: T0 + 300_000, end: T0 + 2_340_000 }] },
          rateOf('2.25', 'on-demand'),
        ),
      ),
    expected: [
      'detect 256 300 64/3 48.00',
      'restart_load 256 600 128/3 96.00',
      'warmup_excess 256 60 64/15 9.60',
      'rework 256 1500 320/3 240.00',
    ],
    total: '393.60',
    rejects: [{ total: '720.00', why: 'hours that were not billed cost no money' }],
  },
  {
    id: 'E3',
    says: 'no checkpoint at all',
    compute: () =>
      outcome(
        lossesOf(
          interruption({
            gpus: 8,
            baseline: 5,
            stop: stop({ lastStep: 7200, restored: null, load: 900, caughtUpAfter: 36_900 }),
          }),
          RATE,
        ),
      ),
    expected: ['restart_load 8 900 2 4.50', 'rework 8 36000 80 180.00'],
    total: '184.50',
    rejects: [{ total: '364.50', why: 'discarded and redone are one loss' }],
  },
  {
    id: 'E4',
    says: 'the newest checkpoint is damaged',
    compute: () => {
      const newest = {
        step: given('newest', 1200, 'steps'),
        attribution: 'customer',
        why: 'older checkpoint',
      } as const;
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
      return outcome(lossesOf(interruption({ gpus: 64, baseline: 20, stop: stop(facts) }), RATE), {
        rework: 'rework_from_newest',
      });
    },
    expected: [
      'detect 64 120 32/15 4.80',
      'outage_idle 64 600 32/3 24.00',
      'restart_load 64 400 64/9 16.00',
      'rework_from_newest 64 1200 64/3 48.00',
      'failed_load_attempt 64 400 64/9 16.00',
      'rework_extra_corrupt 64 2000 320/9 80.00',
    ],
    total: '188.80',
    rejects: [{ total: '92.80', why: 'that is the share of the outage alone' }],
  },
  {
    id: 'E5',
    says: 'an asynchronous save had not committed',
    compute: () =>
      outcome(
        lossesOf(
          interruption({
            gpus: 512,
            baseline: 12,
            stop: stop({ lastStep: 915, restored: 800, detect: 60, load: 540, caughtUpAfter: 1980 }),
          }),
          RATE,
        ),
      ),
    expected: ['detect 512 60 128/15 19.20', 'restart_load 512 540 384/5 172.80', 'rework 512 1380 2944/15 441.60'],
    total: '633.60',
    rejects: [{ total: '249.60', why: 'step 900 was saved but not durable' }],
  },
  {
    id: 'E6',
    says: 'one slow GPU slows the whole job',
    compute: () => {
      const slow = {
        seconds: given('slow', '10.6').value?.sub(exact(10)).mul(exact(1500)) ?? null,
        span: null,
        says: 'slow',
        attribution: 'outage' as const,
      };
      return outcome(
        lossesOf(
          interruption({
            gpus: 1024,
            baseline: '10.0',
            stop: stop({ lastStep: 1500, restored: 1500, load: 300, caughtUpAfter: 300 }),
            slow: [{ ...slow, seconds: given('excess', slow.seconds) }],
            stalls: [{ kind: 'extra_save_stall', seconds: given('stall', 45), span: null, says: 'planned save' }],
          }),
          RATE,
        ),
      );
    },
    expected: [
      'degraded_excess 1024 900 256 576.00',
      'extra_save_stall 1024 45 64/5 28.80',
      'restart_load 1024 300 256/3 192.00',
    ],
    total: '796.80',
    rejects: [{ total: '225.30', why: '8 x 900 s = 4.50 counts the slow node only; all GPUs wait for it' }],
  },
  {
    id: 'E7',
    says: 'a spare takes over, the repair lasts a day',
    compute: () =>
      outcome(
        lossesOf(
          interruption({
            gpus: 512,
            baseline: 15,
            stop: stop({ lastStep: 5020, restored: 5000, detect: 120, outage: 30, load: 330, caughtUpAfter: 780 }),
            spares: [
              { gpus: given('failed', 8, 'gpus'), swapped: at('swapped', 150), repaired: at('repaired', 86_400) },
            ],
          }),
          RATE,
        ),
        { node_unavailable: 'node_unavailable_after_swap' },
      ),
    expected: [
      'detect 512 120 256/15 38.40',
      'reschedule_on_spare 512 30 64/15 9.60',
      'restart_load 512 330 704/15 105.60',
      'rework 512 300 128/3 96.00',
      'node_unavailable_after_swap 8 86250 575/3 431.25',
    ],
    total: '680.85',
    rejects: [{ total: '681.60', why: 'the first 150 s of the failed node are already in the job' }],
  },
  {
    id: 'E8',
    says: 'two jobs on one reservation, idle GPUs without work',
    compute: () => pool(0),
    expected: [
      'A_idle 64 1800 32 72.00',
      'A_restart 64 300 16/3 12.00',
      'A_rework 64 600 32/3 24.00',
      'B_idle 32 1800 16 36.00',
      'B_restart 32 300 8/3 6.00',
      'B_rework 32 1200 32/3 24.00',
      'unassigned_no_demand 32 1800 16 0.00',
    ],
    total: '174.00',
    rejects: [{ total: '210.00', why: 'GPUs that no work waited for are no loss' }],
  },
  {
    id: 'E9',
    says: 'two incidents overlap',
    compute: () => {
      const facts = { lastStep: 90, restored: 0, outage: 4200, load: 300, caughtUpAfter: 5400 };
      return wholes(
        lossesOf(
          interruption({
            gpus: 256,
            baseline: 10,
            stop: stop(facts),
            incidents: [share('I1', 2400), share('I2', 4200)],
          }),
          RATE,
        ),
        ['incident_1', 'incident_2_extension'],
      );
    },
    expected: ['incident_1 256 3600 256 576.00', 'incident_2_extension 256 1800 128 288.00'],
    total: '864.00',
    rejects: [{ total: '1152.00', why: 'both as if they had stood alone' }],
  },
  {
    id: 'E10',
    says: 'a second failure on the way back from the first',
    compute: () => {
      const first = interruption({
        gpus: 128,
        baseline: 10,
        stop: stop({ lastStep: 5000, restored: 4900, load: 1200, caughtUpAfter: 2200 }),
      });
      const id = 'losses.run.I2';
      const second = interruption({
        id,
        gpus: 128,
        baseline: 10,
        stop: stop({ id, lastStep: 4940, restored: 4900, load: 900, caughtUpAfter: 1300, origin: T0 + 1_600_000 }),
      });
      return wholes([...lossesOf(first, RATE), ...lossesOf(second, RATE)], ['incident_1', 'incident_2']);
    },
    expected: ['incident_1 128 2200 704/9 176.00', 'incident_2 128 1300 416/9 104.00'],
    total: '280.00',
    rejects: [{ total: '384.00', why: 'two stand-alone losses from the first failure on: 3500 s and 1300 s' }],
  },
  {
    id: 'E11',
    says: 'an elastic run goes on with fewer nodes',
    compute: () => {
      const excess = exact(1).sub(decimal('0.70')).mul(exact(7200));
      return outcome(
        lossesOf(
          interruption({
            gpus: 128,
            stalls: [{ kind: 'reconfigure', seconds: given('reconfigure', 120), span: null, says: 'out and in' }],
            slow: [{ seconds: given('excess', excess), span: null, says: 'reduced', attribution: 'outage' }],
            released: [{ gpus: given('released', 8, 'gpus'), seconds: given('reduced for', 7200), span: null }],
          }),
          RATE,
        ),
        { reconfigure: 'reconfigure_out_and_in', avoided_unbilled: 'avoided_unbilled_node' },
      );
    },
    expected: [
      'reconfigure_out_and_in 128 120 64/15 9.60',
      'degraded_excess 128 2160 384/5 172.80',
      'avoided_unbilled_node -8 7200 -16 -36.00',
    ],
    total: '146.40',
    rejects: [{ total: '144.00', why: '32 idle GPUs assume 96/128 of the pace, not the measured 0.70' }],
  },
  {
    id: 'E12',
    says: 'the loss of E1 beside a pro-rata credit for one node',
    compute: () => {
      const [loss] = lossesOf(oneFailure(), RATE) as [RunLoss];
      const seconds = sum(
        loss.buckets
          .filter((bucket) => bucket.kind === 'detect' || bucket.kind === 'outage_idle')
          .map((bucket) => bucket.seconds.value as Exact),
      );
      const credit = given('credit', exact(8).mul(seconds).mul(decimal('2.25')).div(exact(3600)), 'USD');
      const { uncovered } = coverageOf('case', loss.total, credit);
      return {
        lines: [
          { bucket: 'capacity_loss', usd: loss.total.value as Exact },
          { bucket: 'vendor_credit', usd: (credit.value as Exact).neg() },
        ],
        total: uncovered.value as Exact,
      };
    },
    expected: ['capacity_loss - - - 720.00', 'vendor_credit - - - -11.70'],
    total: '708.30',
    rejects: [{ total: '697.50', why: 'a credit for restart, warm-up and rework too: no SLA pays them' }],
  },
  {
    id: 'E13',
    says: 'capacity bought elsewhere takes the place of wasted hours',
    compute: () =>
      outcome(
        lossesOf(
          interruption({
            gpus: 256,
            baseline: 10,
            stop: stop({ lastStep: 100, restored: 100, outage: 36_000, caughtUpAfter: 36_000 }),
            covers: [
              {
                gpus: given('cover', 256, 'gpus'),
                seconds: given('cover time', 14_400),
                rate: given('cover price', '4.00', 'USD/gpu-hour'),
              },
            ],
          }),
          RATE,
        ),
        { outage_idle: 'residual_wasted_capacity' },
      ),
    expected: ['cover_cost 256 14400 1024 4096.00', 'residual_wasted_capacity 256 21600 1536 3456.00'],
    total: '7552.00',
    rejects: [{ total: '9856.00', why: 'four hours both wasted and bought back' }],
  },
  {
    id: 'E14',
    says: 'lines and total are rounded once, and their difference is a line',
    compute: () => {
      const rate = rateOf('1.99');
      const names = ['a', 'b', 'c'];
      const buckets = names.map((name) =>
        bucketOf(
          {
            id: name,
            kind: 'detect',
            says: name,
            span: null,
            gpus: given(`${name}.gpus`, 8, 'gpus'),
            seconds: given(`${name}.s`, 40),
            attribution: 'outage',
            rate: null,
            billed: 'yes',
          },
          rate,
        ),
      );
      const costs = buckets.map((bucket) => bucket.cost.value as Exact);
      const total = sum(costs);
      const each = buckets.map((_, index) => ({
        bucket: names[index] as string,
        gpus: exact(8),
        seconds: exact(40),
        usd: costs[index] as Exact,
      }));
      return { lines: [...each, { bucket: 'rounding_difference', usd: roundingLine(costs, total) }], total };
    },
    expected: ['a 8 40 - 0.18', 'b 8 40 - 0.18', 'c 8 40 - 0.18', 'rounding_difference - - - -0.01'],
    total: '0.53',
    rejects: [{ total: '0.54', why: 'the sum of rounded lines is not the rounded sum' }],
  },
  {
    id: 'E15',
    says: 'an outage across the end of summer time',
    compute: () => {
      const begin = foldInstant('2025-11-02 01:30', 0);
      const end = foldInstant('2025-11-02 01:10', 1);
      const facts = {
        lastStep: 10,
        restored: 10,
        outage: (end - begin) / 1000,
        caughtUpAfter: (end - begin) / 1000,
        origin: begin,
      };
      return outcome(lossesOf(interruption({ gpus: 64, baseline: 10, stop: stop(facts) }), RATE));
    },
    expected: ['outage_idle 64 2400 128/3 96.00'],
    total: '96.00',
    rejects: [{ total: '-48.00', why: 'wall clocks subtracted: -1200 s' }],
  },
  {
    id: 'E16',
    says: 'memory-tier checkpoints die with their nodes; saves repeat on the way back',
    compute: () =>
      outcome(
        lossesOf(
          interruption({
            gpus: 64,
            baseline: 10,
            stop: stop({ lastStep: 1180, restored: 1000, load: 700, repeatedSaves: 60, caughtUpAfter: 2560 }),
          }),
          RATE,
        ),
        { rework: 'rework_steps' },
      ),
    expected: [
      'restart_load 64 700 112/9 28.00',
      'rework_steps 64 1800 32 72.00',
      'rework_normal_saves 64 60 16/15 2.40',
    ],
    total: '102.40',
    rejects: [{ total: '40.00', why: 'that would be right if the memory tier had survived' }],
  },
];

/** E8 with any queued demand: two jobs and the GPUs that belong to neither. */
export function pool(queued: number): Outcome {
  const job = (id: string, gpus: number, rework: number) => {
    const facts = {
      id: `losses.${id}.I1`,
      lastStep: rework / 10,
      restored: 0,
      outage: 1800,
      load: 300,
      caughtUpAfter: 2100 + rework,
    };
    const [loss] = lossesOf(interruption({ id: facts.id, gpus, baseline: 10, stop: stop(facts) }), RATE) as [RunLoss];
    return lines(loss.buckets, { outage_idle: `${id}_idle`, restart_load: `${id}_restart`, rework: `${id}_rework` });
  };
  const { otherJobs, unassigned } = unassignedPieces({
    id: 'losses.pool',
    gpus: given('pool', 128, 'gpus'),
    seconds: given('pool down', 1800),
    span: { begin: T0, end: T0 + 1_800_000 },
    attribution: 'outage',
    jobs: [given('A', 64, 'gpus'), given('B', 32, 'gpus')],
    queuedGpus: given('queued', queued, 'gpus'),
  });
  const rest = [otherJobs, unassigned].flatMap((piece) => (piece ? [bucketOf(piece, RATE)] : []));
  const all = [
    ...job('A', 64, 600),
    ...job('B', 32, 1200),
    ...lines(rest, { other_jobs_idle: otherJobs ? 'other_jobs_idle' : 'unassigned_no_demand' }),
  ];
  return { lines: all, total: sum(all.map((line) => line.usd)) };
}

function foldInstant(text: string, which: 0 | 1): number {
  const read = readInstant(text, 'America/New_York');
  if (read.ok) throw new Error(`${text} should be ambiguous`);
  return read.candidates[which] as number;
}

export function shown(line: Line): string {
  const show = (value: Exact | undefined) => value?.toFraction() ?? '-';
  return `${line.bucket} ${show(line.gpus)} ${show(line.seconds)} ${show(line.gpuHours)} ${toCents(line.usd)}`;
}

/** Two decimals, half-up, once. */
export function toCents(value: Exact): string {
  return toDecimal(value, 2);
}
