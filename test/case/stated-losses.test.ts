import { describe, expect, it, test } from 'vitest';
import { printExplanation } from '../../src/reports/explain/print.ts';
import { explainFigure } from '../../src/reports/explain.ts';
import { renderer as terminal } from '../../src/reports/formats/terminal.ts';
import type { Report } from '../../src/reports/report-schema.ts';
import { errorsOf, eventsCsv, outagesCsv, reportOf, runFiles, steps, time } from './loss-case.ts';

function explain(report: Report, name: string): string {
  const explained = explainFigure(report, name);
  if (!explained.found) throw new Error(`${name} is no figure`);
  return printExplanation(explained.figure, { width: 200 });
}

function print(report: Report): string {
  return terminal.render(report, { width: 100 }).replaceAll(/\s+/g, ' ');
}

/** A case in the words of its user; what differs between cases is put in. */
function caseFile(runs: string, more = ''): string {
  return `makewhole: 1
name: made up
as_of: 2025-11-03T00:00:00Z
outages:
  - files: outages.csv
training:
${runs}${more}`;
}

function run(id: string, gpus: number, more: string, billing = 'reserved'): string {
  return `  - run: ${id}
    files: ${id}.csv
    gpus: ${gpus}
    price: {usd_per_gpu_hour: "2.25"}
    billing: ${billing}
    vendor: madeup
    region: north-1
${more}`;
}

// E1: 50 steps of 30 s since the save of step 1200, then 300 s hang, 2040 s out, 600 s load with 60 s of slow first step.
const oneFailure = eventsCsv([
  [-1800, 'run_start', undefined, 256],
  ...steps(-1650, 1195, 1200, 30),
  [-1500, 'save_committed', 1200],
  ...steps(-1500, 1200, 1250, 30),
  [0, 'failure'],
  [300, 'detected'],
  [2340, 'capacity_back'],
  [2340, 'run_start', undefined, 256],
  [2940, 'load_end', 1200],
  [3030, 'step', 1201],
  ...steps(3030, 1201, 1260, 30),
]);

describe('E2: on demand, not billed while down', () => {
  const span = (begin: number, end: number) =>
    `    unbilled:\n      - {begin: ${time(begin)}, end: ${time(end)}, document: invoice 7}\n`;
  const files = (unbilled: string) => ({
    'makewhole.yaml': caseFile(run('e2', 256, unbilled, 'on-demand')),
    'e2.csv': oneFailure,
    'outages.csv': outagesCsv(2340),
  });

  it('costs 393.60, and the delay stays 4500 s', async () => {
    const report = await reportOf(files(span(300, 2340)));
    expect(report.summary.loss.total).toBe('393.60');
    expect(report.losses[0]?.delaySeconds).toBe('4500');
    expect(report.losses[0]?.buckets.map(({ kind, seconds, cost }) => `${kind} ${seconds} ${cost}`)).toEqual([
      'detect 300 48.00',
      'outage_idle 2040 0.00',
      'restart_load 600 96.00',
      'warmup_excess 60 9.60',
      'rework 1500 240.00',
    ]);
  });

  it('is undetermined where nobody says what was billed', async () => {
    expect((await reportOf(files(''))).summary.loss.total).toBeNull();
  });

  it('is explained down to the line of the case file', async () => {
    const report = await reportOf(files(span(300, 2340)));
    const text = explain(report, 'L1.2');
    expect(text).toContain('makewhole.yaml:15');
    expect(text).toContain('as stated in the case, see invoice 7');
  });

  it('says so where unbilled time meets no stop, wholly or in part', async () => {
    for (const wrong of [span(-900, -600), span(300, 4000)]) {
      const { issues } = await runFiles(files(wrong));
      expect(issues.map(({ code }) => code)).toContain('training/stated-fact-unused');
    }
  });
});

describe('E7: a spare takes over, the repair lasts a day', () => {
  const log = eventsCsv([
    [-600, 'run_start', undefined, 512],
    ...steps(-450, 4990, 5000, 15),
    [-300, 'save_committed', 5000],
    ...steps(-300, 5000, 5020, 15),
    [0, 'failure'],
    [120, 'detected'],
    [150, 'run_start', undefined, 512],
    [480, 'load_end', 5000],
    ...steps(480, 5000, 5040, 15),
  ]);
  const files = (spare: string) => ({
    'makewhole.yaml': caseFile(run('e7', 512, `    spares:\n      - ${spare}\n`)),
    'e7.csv': log,
    'outages.csv': outagesCsv(86_400),
  });

  it('costs 680.85, and not 681.60, which counts 8 GPUs twice for 150 s', async () => {
    const report = await reportOf(files(`{gpus: 8, swapped_at: ${time(150)}, repaired_at: ${time(86_400)}}`));
    expect(report.summary.loss.total).toBe('680.85');
    expect(report.losses[0]?.buckets.map(({ kind, seconds, cost }) => `${kind} ${seconds} ${cost}`)).toEqual([
      'detect 120 38.40',
      'reschedule_on_spare 30 9.60',
      'restart_load 330 105.60',
      'rework 300 96.00',
      'node_unavailable 86250 431.25',
    ]);
    expect(explain(report, 'L1.5')).toContain('makewhole.yaml:15');
  });

  it('is still accruing where the repair is not over: nothing is taken for zero', async () => {
    const [loss] = (await reportOf(files(`{gpus: 8, swapped_at: ${time(150)}}`))).losses;
    expect(loss).toMatchObject({ status: 'accrued', total: null });
  });

  it.each([
    [`{gpus: 8, swapped_at: ${time(9000)}}`, 'training/swap-outside 15:31'],
    [`{gpus: 1024, swapped_at: ${time(150)}}`, 'training/more-gpus-than-run 15:16'],
    [`{gpus: 8, swapped_at: ${time(150)}, repaired_at: ${time(100)}}`, 'case/end-before-start 15:66'],
    [`{gpus: 0, swapped_at: ${time(150)}}`, 'case/bad-value 15:16'],
    ['{gpus: 8, swapped_at: 2025-10-20T10:02:30}', 'case/bad-value 15:31'],
    ['{gpus: 8}', 'case/missing-field 15:9'],
  ])('refuses %s at its place', async (spare, found) => {
    const { report, issues } = await runFiles(files(spare));
    expect(report).toBeNull();
    expect(errorsOf(issues)).toEqual([found]);
  });
});

describe('E8: two jobs share a pool of 128 GPUs', () => {
  const log = (gpus: number, rework: number) =>
    eventsCsv([
      [-rework - 120, 'run_start', undefined, gpus],
      ...steps(-rework - 60, 994, 1000, 10),
      [-rework, 'save_committed', 1000],
      ...steps(-rework, 1000, 1000 + rework / 10, 10),
      [0, 'failure'],
      [1800, 'capacity_back'],
      [1800, 'run_start', undefined, gpus],
      [2100, 'load_end', 1000],
      ...steps(2100, 1000, 1010 + rework / 10, 10),
    ]);
  const files = (queued: string, pool = '') => ({
    'makewhole.yaml': caseFile(
      run('a', 64, '') + run('b', 32, ''),
      `pools:
  - name: reservation
    gpus: 128
    runs: [a, b]
    price: {usd_per_gpu_hour: 2.25}
    billing: reserved
${queued}${pool}`,
    ),
    'a.csv': log(64, 600),
    'b.csv': log(32, 1200),
    'outages.csv': outagesCsv(1800),
  });

  it('costs 174.00 where nobody waited: 32 idle GPUs are shown, and worth nothing', async () => {
    const report = await reportOf(files('    queued_gpus: 0\n'));
    expect(report.losses.map(({ of, run: name, total }) => [of, name, total])).toEqual([
      ['run', 'a', '108.00'],
      ['run', 'b', '66.00'],
      ['pool', 'reservation', '0.00'],
    ]);
    expect(report.summary.loss.total).toBe('174.00');
    expect(report.losses[2]?.buckets).toMatchObject([
      { kind: 'other_jobs_idle', gpus: '32', seconds: '1800', cost: '0.00' },
    ]);
    expect(explain(report, 'L3.1')).toContain('worth nothing: no work was waiting');
  });

  it('costs 210.00 with work waiting for 32 GPUs, and never more than is idle', async () => {
    for (const queued of [32, 1000]) {
      const report = await reportOf(files(`    queued_gpus: ${queued}\n`));
      expect(report.summary.loss.total).toBe('210.00');
      expect(explain(report, 'L3.1')).toMatch(/makewhole\.yaml:27/);
    }
    expect((await reportOf(files('    queued_gpus: 8\n'))).summary.loss.total).toBe('183.00');
  });

  it('is undetermined where nobody says whether work waited', async () => {
    const report = await reportOf(files(''));
    expect(report.summary.loss.total).toBeNull();
    expect(report.losses[2]).toMatchObject({ status: 'undetermined', total: null });
    expect(report.issues.map(({ code }) => code)).toContain('training/queued-demand-unknown');
  });

  it('is undetermined where a run of the pool went on', async () => {
    const all = files('    queued_gpus: 32\n');
    const through = eventsCsv([[-700, 'run_start', undefined, 32], ...steps(-700, 0, 400, 10)]);
    const report = await reportOf({ ...all, 'b.csv': through });
    expect(report.losses.at(-1)).toMatchObject({ of: 'pool', total: null });
    expect(report.losses.at(-1)?.because).toContain('run b of the pool went on');
  });

  it.each([
    ['    queued_gpus: -1\n', '', ['case/bad-value 27:18']],
    ['', '    runs_on: x\n', ['case/unknown-key 27:5']],
    ['', '  - {name: reservation, gpus: 8, runs: [a]}\n', ['case/duplicate-pool 27:12', 'case/run-in-two-pools 27:40']],
    ['', '  - {name: other, gpus: 8, runs: [c]}\n', ['case/unknown-run 27:34']],
    ['', '  - {gpus: 8, runs: [a]}\n', ['case/missing-field 27:5']],
  ])('refuses %j%j at its place', async (queued, pool, found) => {
    const { report, issues } = await runFiles(files(queued, pool));
    expect(report).toBeNull();
    expect(errorsOf(issues)).toEqual(found);
  });
});

describe('E11: an elastic run goes on with fewer GPUs', () => {
  // 720 steps at 10 s where 7 s are healthy: 0.70 of the pace for 7200 s. The groups part and join again in 60 s each.
  const stalls = eventsCsv([
    [-700, 'run_start', undefined, 128],
    ...steps(-700, 0, 100, 7, 128),
    ...steps(60, 100, 820, 10, 96),
    ...steps(7320, 820, 900, 7, 128),
  ]);
  // The same where the processes are started anew on either side.
  const restarts = eventsCsv([
    [-700, 'run_start', undefined, 128],
    ...steps(-700, 0, 100, 7, 128),
    [0, 'save_committed', 100],
    [0, 'failure'],
    [0, 'run_start', undefined, 96],
    [60, 'load_end', 100],
    ...steps(60, 100, 820, 10, 96),
    [7260, 'save_committed', 820],
    [7260, 'failure'],
    [7260, 'run_start', undefined, 128],
    [7320, 'load_end', 820],
    ...steps(7320, 820, 900, 7, 128),
  ]);
  const files = (log: string, released: string, billing = 'reserved') => ({
    'makewhole.yaml': caseFile(run('e11', 128, released, billing)),
    'e11.csv': log,
    'outages.csv': outagesCsv(7327),
  });
  const released = `    released:\n      - {gpus: 8, begin: ${time(60)}, end: ${time(7260)}}\n`;

  it.each([
    ['in one process', stalls, ['avoided_unbilled -8 -36.00', 'degraded_excess 128 182.40']],
    [
      'in three',
      restarts,
      [
        'avoided_unbilled -8 -36.00',
        // The length of the first slow step is known by the end of loading alone.
        'degraded_excess 128 0.24',
        'degraded_excess 128 172.56',
        'restart_load 128 4.80',
        'restart_load 128 4.80',
      ],
    ],
  ])('costs 146.40 %s: what the pace lost, once, less the node that was not billed', async (_, log, lines) => {
    const report = await reportOf(files(log, released));
    expect(report.summary.loss.total).toBe('146.40');
    const found = report.losses.flatMap(({ buckets }) =>
      buckets.map(({ kind, gpus, cost }) => `${kind} ${gpus} ${cost}`),
    );
    expect(found.sort()).toEqual(lines);
    expect((await reportOf(files(log, ''))).summary.loss.total).toBe('182.40');
  });

  it('is known on demand too, where it is stated what was given back', async () => {
    expect((await reportOf(files(stalls, released, 'on-demand'))).summary.loss.total).toBe('146.40');
    expect((await reportOf(files(stalls, '', 'on-demand'))).summary.loss.total).toBeNull();
  });

  it.each([
    [`{gpus: 8, begin: ${time(60)}, end: ${time(30)}}`, 'case/end-before-start 15:53'],
    [`{gpus: 256, begin: ${time(60)}, end: ${time(90)}}`, 'training/more-gpus-than-run 15:16'],
  ])('refuses %s at its place', async (stated, found) => {
    const { issues } = await runFiles(files(stalls, `    released:\n      - ${stated}\n`));
    expect(errorsOf(issues)).toEqual([found]);
  });
});

describe('E13: capacity bought elsewhere', () => {
  const down = (from: number, step: number) =>
    [
      [from, 'save_committed', step],
      [from, 'failure'],
      [from + 36_000, 'capacity_back'],
      [from + 36_000, 'run_start', undefined, 256],
      [from + 36_000, 'load_end', step],
    ] as const;
  const once = eventsCsv([
    [-1000, 'run_start', undefined, 256],
    ...steps(-1000, 0, 100, 10),
    ...down(0, 100),
    ...steps(36_000, 100, 200, 10),
  ]);
  const twice = `${once}${eventsCsv([...down(37_000, 200), ...steps(73_000, 200, 300, 10)])
    .split('\n')
    .slice(1)
    .join('\n')}`;
  const two = `${outagesCsv(36_000)}madeup,madeup/vm,north-1,${time(37_000)},${time(73_000)},down,observed,OPS-2,Hall down again\n`;
  const cover = (more = '') => `    cover:
      - gpus: 256
        hours: 4
        usd_per_gpu_hour: "4.00"
        document: invoice 12
${more}`;
  const files = (stated: string, log = once, outages = outagesCsv(36_000)) => ({
    'makewhole.yaml': caseFile(run('e13', 256, stated)),
    'e13.csv': log,
    'outages.csv': outages,
  });

  it('costs 7552.00: hours bought back are not wasted as well', async () => {
    const report = await reportOf(files(cover()));
    expect(report.summary.loss).toMatchObject({ total: '7552.00', cash: '4096.00', nonCash: '3456.00' });
    const text = explain(report, 'L1.1');
    for (const line of [15, 16, 17]) expect(text).toContain(`makewhole.yaml:${line}`);
  });

  it.each(['I1', 'OPS-1', 'I2', 'OPS-2'])('goes to the incident it names: %s', async (incident) => {
    const report = await reportOf(files(cover(`        incident: ${incident}\n`), twice, two));
    const totals = incident.endsWith('1') ? ['7552.00', '5760.00'] : ['5760.00', '7552.00'];
    expect(report.losses.map(({ total }) => total)).toEqual(totals);
  });

  it('asks which interruption is meant where there are two', async () => {
    const { report, issues } = await runFiles(files(cover(), twice, two));
    expect(report).toBeNull();
    expect(errorsOf(issues)).toEqual(['training/cover-not-tied 15:9']);
    expect(issues.find(({ code }) => code === 'training/cover-not-tied')?.fix).toContain('I1 (OPS-1), I2 (OPS-2)');
  });

  it('refuses an incident that did not interrupt the run', async () => {
    const { issues } = await runFiles(files(cover('        incident: OPS-9\n')));
    expect(errorsOf(issues)).toEqual(['training/cover-not-tied 19:19']);
  });

  it('says so where more was bought than was lost', async () => {
    const { issues } = await runFiles(files(cover().replace('hours: 4', 'hours: 40')));
    expect(issues.map(({ code }) => code)).toContain('training/cover-exceeds-loss');
  });

  it('uses up idle hours that were not billed before it takes paid hours off', async () => {
    const stated = `${cover()}    unbilled: [{begin: ${time(0)}, end: ${time(36_000)}}]\n`;
    const report = await reportOf({
      ...files(''),
      'makewhole.yaml': caseFile(run('e13', 256, stated, 'on-demand')),
    });
    expect(report.summary.loss.total).toBe('4096.00');
  });

  it('is refused in another currency than the case', async () => {
    const all = files(cover());
    const text = all['makewhole.yaml'].replace('name: made up', 'currency: EUR').replace(/ +price: .*\n/, '');
    expect(errorsOf((await runFiles({ ...all, 'makewhole.yaml': text })).issues)).toEqual([
      'case/price-currency 16:27',
    ]);
  });
});

test('unbilled time of a run that pays for every hour contradicts itself', async () => {
  const unbilled = `    unbilled: [{begin: ${time(0)}, end: ${time(60)}}]\n`;
  const { issues } = await runFiles({
    'makewhole.yaml': caseFile(run('e2', 256, unbilled)),
    'e2.csv': oneFailure,
    'outages.csv': outagesCsv(2340),
  });
  expect(errorsOf(issues)).toEqual(['case/unbilled-but-paid 14:15']);
});

describe('a loss that no incident explains', () => {
  // The second run is in another region: the outage is none of its business.
  const files = (elsewhere = run('far', 256, '').replace('north-1', 'south-1')) => ({
    'makewhole.yaml': caseFile(run('near', 256, '') + elsewhere),
    'near.csv': oneFailure,
    'far.csv': oneFailure,
    'outages.csv': outagesCsv(2340),
  });

  it('is shown, and is in no total', async () => {
    const report = await reportOf(files());
    expect(report.losses.map(({ incident, total }) => [incident, total])).toEqual([
      ['I1', '720.00'],
      [null, '720.00'],
    ]);
    expect(report.summary.loss).toMatchObject({ total: '720.00', nonCash: '720.00', gpuHours: '320', rounding: null });
    const page = print(report);
    expect(page).toContain('the outage cost 720.00 USD');
    expect(page).toContain('Not tied to an incident: not in the totals');
    expect(page.indexOf('Run near')).toBeLessThan(page.indexOf('Not tied to an incident'));
    expect(page.indexOf('Run far')).toBeGreaterThan(page.indexOf('Not tied to an incident'));
  });

  it('does not make the total undetermined with an unknown price of its own', async () => {
    const report = await reportOf(
      files(
        run('far', 256, '')
          .replace('north-1', 'south-1')
          .replace(/ +price: .*\n/, ''),
      ),
    );
    expect(report.losses[1]?.total).toBeNull();
    expect(report.summary.loss.total).toBe('720.00');
  });

  it('leaves what the outage cost undetermined where there is no other loss', async () => {
    const report = await reportOf({
      ...files(),
      'makewhole.yaml': caseFile(run('far', 256, '').replace('north-1', 'south-1')),
    });
    expect(report.summary.loss).toMatchObject({
      total: null,
      undetermined: { total: 'undetermined: no loss of the case is tied to an incident' },
    });
    expect(print(report)).toContain(
      'what the outage cost is undetermined (no loss of the case is tied to an incident)',
    );
  });
});

test('E4: the share of a damaged checkpoint is the customer’s own, and said under the total', async () => {
  const log = eventsCsv([
    [-6000, 'run_start', undefined, 64],
    ...steps(-5400, 990, 1000, 20),
    [-5200, 'save_committed', 1000],
    ...steps(-5200, 1000, 1100, 20),
    [-3200, 'save_committed', 1100],
    ...steps(-3200, 1100, 1200, 20),
    [-1200, 'save_committed', 1200, undefined, 'corrupt'],
    ...steps(-1200, 1200, 1260, 20),
    [0, 'failure'],
    [120, 'detected'],
    [720, 'capacity_back'],
    [720, 'run_start', undefined, 64],
    [720, 'load_start', 1200, undefined, 'corrupt'],
    [1120, 'load_start', 1100],
    [1520, 'load_end', 1100],
    ...steps(1520, 1100, 1270, 20),
  ]);
  const report = await reportOf({
    'makewhole.yaml': caseFile(run('e4', 64, '')),
    'e4.csv': log,
    'outages.csv': outagesCsv(720),
  });
  expect(report.losses[0]).toMatchObject({
    total: '188.80',
    byAttribution: { outage: '92.80', customer: '96.00', unclear: '0.00' },
  });
  expect(print(report)).toContain("of which the customer's own risk: 96.00 USD [L1.byAttribution.customer]");
  expect(explain(report, 'L1.byAttribution.customer')).toContain('96.00 USD');
});
