import { describe, expect, it } from 'vitest';
import { assessLosses } from '../../../src/engine/loss/loss.ts';
import type { Incident, RunLoss } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import { closure } from '../../../src/engine/records/figure.ts';
import type { Run } from '../../../src/engine/records/run.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { caseOf, incidentOf, LogBuilder, runOf } from './log-builder.ts';
import { lines, modelCases, shown, toCents } from './model-cases.ts';

const OUTAGE = incidentOf('I1', 0, 3600);

function assess(run: Run, incidents: readonly Incident[] = [OUTAGE]) {
  const { value, issues } = assessLosses(caseOf([run]), incidents);
  return { losses: value, loss: value[0] as RunLoss, codes: issues.map((issue) => issue.code), issues };
}

function expectedOf(id: string) {
  return modelCases.find((one) => one.id === id)?.expected ?? [];
}

/** E1 as its log shows it: 30 s a step, step 1200 committed, step 1250 done when the lights go out. */
function e1Log() {
  const log = new LogBuilder()
    .at(-60 * 1250 - 100)
    .line('run_start', { gpus: 256 })
    .at(-30 * 1250)
    .line('first_step')
    .steps(0, 1200, 30);
  log
    .line('save_start', { step: 1200, tier: 'remote' })
    .line('save_committed', { step: 1200, tier: 'remote' })
    .steps(1200, 1250, 30);
  log
    .at(300)
    .line('detected')
    .at(2340)
    .line('capacity_back')
    .next(2340)
    .line('load_start', { step: 1200 })
    .at(2940)
    .line('load_end', { step: 1200 });
  return log.steps(1200, 1202, 60).steps(1202, 1300, 30);
}

describe('worked examples from an event log', () => {
  it('E1: one failure', () => {
    const { loss, codes } = assess(runOf(e1Log()));
    expect(lines(loss.buckets).map(shown).sort()).toEqual([...expectedOf('E1')].sort());
    expect(loss.total.value && toCents(loss.total.value)).toBe('720.00');
    expect(loss).toMatchObject({ run: 'run', incident: 'I1', id: 'run.I1', status: 'measured' });
    expect(loss.delaySeconds.value && toText(loss.delaySeconds.value)).toBe('4500');
    expect(codes).toEqual([]);
  });

  it('E1: every figure leads to a line of the log, the case or a rule, under one id each', () => {
    const { loss } = assess(runOf(e1Log()));
    const figures = closure([
      loss.total,
      loss.cash,
      loss.nonCash,
      loss.gpuHours,
      loss.delaySeconds,
      loss.gpus,
      loss.usdPerGpuHour,
      ...loss.facts,
    ]);
    const leaves = [...figures.values()].filter((figure) => figure.inputs.length === 0);
    expect(leaves.filter((leaf) => !leaf.origin).map((leaf) => leaf.id)).toEqual(['losses.run.I1.cash']);
    expect(figures.get('losses.run.I1.lastStep')?.origin).toEqual({ file: 'run.csv', line: 1255 });
    expect(figures.get('losses.run.I1.baseline')?.formula).toBe(
      'median of 1000 healthy step times before the failure, from the stamps of the lines',
    );
  });

  it('E3: no checkpoint', () => {
    const log = new LogBuilder()
      .at(-36_000)
      .line('first_step')
      .steps(0, 7200, 5)
      .line('failure')
      .next(0)
      .at(900)
      .line('load_end', { step: 0 })
      .steps(0, 7201, 5);
    const { loss } = assess(runOf(log, { gpus: 8 }));
    expect(lines(loss.buckets).map(shown)).toEqual(expectedOf('E3'));
    expect(loss.facts.find((fact) => fact.id.endsWith('restoredStep'))?.formula).toContain('went on from step 0');
  });

  it('E4: the newest checkpoint does not load, and an older one does', () => {
    const log = new LogBuilder().at(-20 * 1260).line('first_step');
    for (const step of [1000, 1100, 1200])
      log.steps(step === 1000 ? 0 : step - 100, step, 20).line('save_committed', { step, tier: 'remote' });
    log
      .steps(1200, 1260, 20)
      .at(120)
      .line('detected')
      .at(720)
      .line('capacity_back')
      .next(720)
      .line('load_start', { step: 1200 })
      .at(1120)
      .line('failure');
    log.next(1120).line('load_start', { step: 1100 }).at(1520).line('load_end', { step: 1100 }).steps(1100, 1270, 20);
    const { loss, codes } = assess(runOf(log, { gpus: 64 }));
    expect(lines(loss.buckets, { rework: 'rework_from_newest' }).map(shown).sort()).toEqual(
      [...expectedOf('E4')].sort(),
    );
    const customers = loss.buckets.filter((bucket) => bucket.attribution === 'customer').map((bucket) => bucket.kind);
    expect(customers.sort()).toEqual(['failed_load_attempt', 'rework_extra_corrupt']);
    expect(codes).toEqual(['training/resume-step-disagrees']);
  });

  it('E5: a save that commits only after the failure is not restored', () => {
    const { loss } = assess(runOf(e5Log(true), { gpus: 512 }));
    expect(lines(loss.buckets).map(shown).sort()).toEqual([...expectedOf('E5')].sort());
    expect(loss.total.value && toCents(loss.total.value)).toBe('633.60');
  });

  it('E5: nor is one whose commit was never written, in a log that writes commits', () => {
    const { loss, codes } = assess(runOf(e5Log(false), { gpus: 512 }), [incidentOf('I1', 0, 60)]);
    expect(loss.total.value && toCents(loss.total.value)).toBe('633.60');
    expect(codes).toEqual([]);
  });

  it('E9: the second of two overlapping incidents owns its extension only', () => {
    const log = new LogBuilder()
      .at(-900)
      .line('first_step')
      .steps(0, 90, 10)
      .at(4200)
      .line('capacity_back')
      .next(4200)
      .at(4500)
      .line('load_end', { step: 0 })
      .steps(0, 91, 10);
    const { losses } = assess(runOf(log), [incidentOf('I1', 0, 2400), incidentOf('I2', 1800, 4200)]);
    expect(
      losses.map((loss) => [
        loss.incident,
        loss.total.value && toCents(loss.total.value),
        loss.delaySeconds.value && toText(loss.delaySeconds.value),
      ]),
    ).toEqual([
      ['I1', '576.00', '3600'],
      ['I2', '288.00', '1800'],
    ]);
  });

  it('E10: the second failure on the way back owns what it undid, the first what it would have cost alone', () => {
    const log = new LogBuilder()
      .at(-50_000)
      .line('first_step')
      .steps(0, 4900, 10)
      .line('save_committed', { step: 4900, tier: 'remote' })
      .steps(4900, 5000, 10);
    log.next(0).at(1200).line('load_end', { step: 4900 }).steps(4900, 4940, 10);
    log.next(1600).at(2500).line('load_end', { step: 4900 }).steps(4900, 5010, 10);
    const { losses } = assess(runOf(log, { gpus: 128 }), [incidentOf('I1', 0, 1000), incidentOf('I2', 1600, 2300)]);
    expect(
      losses.map((loss) => [
        loss.incident,
        loss.total.value && toCents(loss.total.value),
        loss.gpuHours.value?.toFraction(),
      ]),
    ).toEqual([
      ['I1', '176.00', '704/9'],
      ['I2', '104.00', '416/9'],
    ]);
  });

  it('E16: memory-tier checkpoints die; the saves on the way are made again', () => {
    const { loss } = assess(runOf(e16Log(1000, false), { gpus: 64 }));
    expect(lines(loss.buckets, { rework: 'rework_steps' }).map(shown)).toEqual(expectedOf('E16'));
  });

  it('E16: where the memory tier survived, step 1150 is restored and the loss is 40.00', () => {
    const { loss, codes } = assess(runOf(e16Log(1150, true), { gpus: 64 }), [incidentOf('I1', 0, 600)]);
    expect(loss.total.value && toCents(loss.total.value)).toBe('40.00');
    expect(codes).toEqual([]);
  });
});

function e5Log(commits: boolean) {
  const log = new LogBuilder()
    .at(-12 * 915)
    .line('first_step')
    .steps(0, 800, 12);
  log
    .line('save_start', { step: 800, tier: 'remote' })
    .at(log.clock)
    .line('save_committed', { step: 800, tier: 'remote' });
  log
    .steps(800, 900, 12)
    .line('save_start', { step: 900, tier: 'remote' })
    .line('save_done', { step: 900, tier: 'remote' })
    .steps(900, 915, 12);
  log.at(0).line('failure').at(60).line('detected').line('capacity_back');
  if (commits) log.line('save_committed', { step: 900, tier: 'remote' });
  return log.next(60).at(600).line('load_end', { step: 800 }).steps(800, 920, 12);
}

function e16Log(restored: number, survived: boolean) {
  const memory = (step: number) => (step % 50 === 0 && step > 1000 ? 20 : null);
  const log = new LogBuilder()
    .at(-180 * 10 - 60 - 10_000)
    .line('first_step')
    .steps(0, 1000, 10);
  log.line('save_committed', { step: 1000, tier: 'remote' }).steps(1000, 1180, 10, { saves: memory });
  log.line('failure', { note: survived ? 'node lost, memory-survived' : 'node pair lost' });
  return log.next(log.clock).at(700).line('load_end', { step: restored }).steps(restored, 1190, 10, { saves: memory });
}

describe('the log against the rule', () => {
  it('takes the step the log shows, and says so, where the rule says another', () => {
    const log = new LogBuilder()
      .at(-1000)
      .line('first_step')
      .steps(0, 60, 10)
      .line('save_committed', { step: 60, tier: 'remote' })
      .steps(60, 100, 10);
    log.next(0).at(600).line('load_end', { step: 40 }).steps(40, 120, 10);
    const { loss, issues } = assess(runOf(log));
    expect(loss.facts.find((fact) => fact.label === 'checkpoint the run went on from')?.value?.equals(40)).toBe(true);
    expect(issues[0]).toMatchObject({ code: 'training/resume-step-disagrees', severity: 'warning' });
    expect(loss.buckets.find((bucket) => bucket.kind === 'rework_extra_corrupt')?.attribution).toBe('unclear');
    expect(loss.total.value && toCents(loss.total.value)).toBe('192.00');
  });

  it('reads where a process went on from its first step, where no load line says so', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 60, 10)
      .line('save_committed', { step: 60, tier: 'remote' })
      .steps(60, 100, 10);
    log.next(500).at(600).steps(60, 120, 10);
    const { loss } = assess(runOf(log));
    expect(lines(loss.buckets).map((line) => `${line.bucket} ${line.seconds}`)).toEqual([
      'outage_idle 500',
      'restart_load 100',
      'rework 400',
    ]);
  });

  it('books time undivided where nothing tells its parts apart, and loses none of it', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 60, 10)
      .line('save_committed', { step: 60, tier: 'remote' })
      .steps(60, 100, 10);
    log.attempt = 2;
    log.at(600).steps(60, 120, 10);
    const { loss } = assess(runOf(log));
    expect(lines(loss.buckets).map((line) => `${line.bucket} ${line.seconds}`)).toEqual([
      'outage_idle 600',
      'rework 400',
    ]);
    expect(loss.buckets[0]?.says).toContain('not told apart');
  });

  it('takes an error line that comes minutes late for the detection, not for the failure', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 100, 10)
      .at(1800)
      .line('failure')
      .next(2000)
      .at(2100)
      .line('load_end', { step: 100 })
      .steps(100, 120, 10);
    const { loss } = assess(runOf(log));
    expect(lines(loss.buckets).map((line) => `${line.bucket} ${line.seconds}`)).toEqual([
      'detect 1800',
      'outage_idle 200',
      'restart_load 100',
    ]);
  });

  it('books the step that was lost half-way where the failure line is in time', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 100, 10)
      .at(6)
      .line('failure')
      .at(30)
      .line('detected')
      .next(2000)
      .at(2100)
      .line('load_end', { step: 100 })
      .steps(100, 120, 10);
    const { loss } = assess(runOf(log));
    expect(
      lines(loss.buckets)
        .map((line) => `${line.bucket} ${line.seconds}`)
        .slice(0, 2),
    ).toEqual(['aborted_step 6', 'detect 24']);
  });

  it('leaves out a line that contradicts the order, and says so', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 100, 10)
      .at(600)
      .line('capacity_back')
      .at(700)
      .line('detected')
      .next(800)
      .at(900)
      .line('load_end', { step: 100 })
      .steps(100, 120, 10);
    const { loss, codes } = assess(runOf(log));
    expect(codes).toContain('training/line-out-of-order');
    expect(loss.total.value && toCents(loss.total.value)).toBe('144.00');
  });

  it('does not depend on how often steps are logged, beyond one step', () => {
    const log = (every: number) => {
      const lives = new LogBuilder()
        .at(-1255)
        .steps(0, 60, 10, { every })
        .line('save_committed', { step: 60, tier: 'remote' });
      lives.steps(60, 125, 10, { every }).at(2).line('failure');
      return lives.next(500).at(600).line('load_end', { step: 60 }).steps(60, 200, 10, { every });
    };
    const [fine, coarse] = [1, 10].map((every) => assess(runOf(log(every))).loss);
    expect(fine?.total.value && toCents(fine.total.value)).toBe('200.80');
    expect(coarse?.total.value && toCents(coarse.total.value)).toBe('200.80');
  });
});

describe('Megatron progress.txt: saves and starts, no steps', () => {
  const log = new LogBuilder().at(-100_000).line('run_start', { gpus: 256 });
  for (let step = 100; step <= 800; step += 100)
    log
      .at(-10_980 + (step - 800) * 12 + 9600)
      .line('save_start', { step })
      .line('save_committed', { step });
  log
    .at(-180)
    .line('save_start', { step: 900 })
    .next(2400)
    .at(3000 + 1200)
    .line('save_start', { step: 900 })
    .line('save_committed', { step: 900 });
  log
    .at(4200 + 1200)
    .line('save_start', { step: 1000 })
    .line('save_committed', { step: 1000 });

  it('gives the loss from the saves, and grades as assumed what it reckons', () => {
    const { loss, codes } = assess(runOf(log));
    expect(codes).toEqual([]);
    expect(loss.facts.find((fact) => fact.id.endsWith('.restoredStep'))).toMatchObject({ grade: 'measured' });
    expect(loss.facts.find((fact) => fact.id.endsWith('.lastStep'))).toMatchObject({ grade: 'assumed' });
    expect(lines(loss.buckets).map((line) => `${line.bucket} ${line.seconds}`)).toEqual([
      'outage_idle 2400',
      'restart_load 600',
      'rework 1380',
    ]);
    expect(loss.buckets.at(-1)?.grade).toBe('assumed');
  });
});

describe('a run that is never seen again', () => {
  const cut = (log: LogBuilder) => runOf(log, { gpus: 1, vendor: null, region: null, zone: null });

  it('R2: scancel with nothing saved: 80.118 s are at risk, and the loss is not zero but open', () => {
    const log = new LogBuilder().at(2.298).line('first_step');
    for (let step = 5; step <= 245; step += 5) log.at(2.298 + step * 0.3269).line('step', { step });
    log.at(82.397);
    log.events.pop();
    log.line('step', { step: 245 }).at(82.416).line('failure', { note: 'scancel' });
    const { loss } = assess(cut(log), []);
    expect(loss.status).toBe('accrued');
    expect(loss.total.value).toBeNull();
    expect(loss.because).toContain('not resumed');
    expect(loss.atRisk?.high.value && toText(loss.atRisk.high.value)).toBe('80.118');
    expect(loss.atRisk?.low.value && toText(loss.atRisk.low.value)).not.toBe('0');
    expect(loss.facts.find((fact) => fact.id.endsWith('.restoredStep'))?.formula).toContain(
      'no checkpoint was durable',
    );
  });

  it('a log that breaks off in an incident is accrued too, although no line says failure', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 60, 10)
      .line('save_committed', { step: 60, tier: 'remote' })
      .steps(60, 100, 10);
    const { loss } = assess(runOf(log), [incidentOf('I1', 5, 3600)]);
    expect(loss).toMatchObject({ incident: 'I1', status: 'accrued' });
    expect([loss.atRisk?.low, loss.atRisk?.high].map((figure) => figure?.value && toText(figure.value))).toEqual([
      '400',
      '1000',
    ]);
  });

  it('a log that ends well before an incident says nothing of it, and the report says that', () => {
    const log = new LogBuilder().at(-5000).steps(0, 100, 10);
    const { losses, codes } = assess(runOf(log));
    expect(losses).toEqual([]);
    expect(codes).toEqual(['training/log-ends-before-incident']);
  });

  it('a log that ends while the run steps on, and the incident lasts, is told', () => {
    const log = new LogBuilder().at(-1000).steps(0, 100, 10);
    log.next(500).at(600).line('load_end', { step: 100 }).steps(100, 120, 10);
    const { losses, codes } = assess(runOf(log));
    expect(losses.map((loss) => loss.status)).toEqual(['measured']);
    expect(codes).toEqual(['training/resume-step-disagrees', 'training/log-ends-in-incident']);
  });

  it('a run that has not caught up yet is accrued, with the rest reckoned at the baseline', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 60, 10)
      .line('save_committed', { step: 60, tier: 'remote' })
      .steps(60, 100, 10);
    log.next(500).at(600).line('load_end', { step: 60 }).steps(60, 80, 10);
    const { loss } = assess(runOf(log));
    expect(loss.status).toBe('accrued');
    expect(loss.delaySeconds.value).toBeNull();
    expect(loss.total.value && toCents(loss.total.value)).toBe('160.00');
  });
});

describe('a run that goes on, slower', () => {
  it('E6: counts the slow steps for every GPU, between onset and fix', () => {
    const log = new LogBuilder()
      .at(-1000)
      .line('run_start')
      .steps(0, 100, 10)
      .steps(100, 200, 10.6)
      .steps(200, 300, 10);
    const { loss } = assess(runOf(log, { gpus: 1024 }), [incidentOf('I1', 0, 1060)]);
    expect(lines(loss.buckets).map(shown)).toEqual(['degraded_excess 1024 60 256/15 38.40']);
  });

  it('counts nothing where the steps were as ever', () => {
    const log = new LogBuilder().at(-1000).line('run_start').steps(0, 300, 10);
    const { losses, codes } = assess(runOf(log), [incidentOf('I1', 0, 1060)]);
    expect(losses).toEqual([]);
    expect(codes).toEqual(['training/run-not-interrupted']);
  });

  it('E11: fewer GPUs cost what the pace lost, as measured, and on demand nobody knows what was billed', () => {
    const log = () =>
      new LogBuilder()
        .at(-1000)
        .line('run_start')
        .steps(0, 100, 10, { gpus: 128 })
        .steps(100, 170, 14, { gpus: 96 })
        .steps(170, 200, 10, { gpus: 128 });
    const { loss } = assess(runOf(log(), { gpus: 128 }), [incidentOf('I1', 0, 100)]);
    expect(lines(loss.buckets).map(shown)).toEqual(['degraded_excess 128 280 448/45 22.40']);
    expect(loss.buckets[0]?.grade).toBe('assumed');
    const onDemand = assess(runOf(log(), { gpus: 128, billing: 'on-demand' }), [incidentOf('I1', 0, 100)]);
    expect(onDemand.loss.total.value).toBeNull();
  });
});

describe('what is not an outage', () => {
  it('a planned exit costs nothing and is said', () => {
    const log = new LogBuilder()
      .at(-1000)
      .steps(0, 100, 10)
      .line('save_start', { step: 100 })
      .at(20)
      .line('save_committed', { step: 100 })
      .line('run_end', { note: 'time limit' });
    log.next(100).at(160).line('load_end', { step: 100 }).steps(100, 120, 10);
    const { losses, issues } = assess(runOf(log), []);
    expect(losses).toEqual([]);
    expect(issues.map((issue) => [issue.code, issue.severity])).toEqual([['training/planned-exit', 'note']]);
    expect(issues[0]?.message).toContain('160 s, 0 steps');
  });

  it('a failure that no incident explains keeps its loss, apart and unclear', () => {
    const { loss } = assess(runOf(e1Log()), []);
    expect(loss).toMatchObject({ incident: null, id: 'run.attempt-1' });
    expect(new Set(loss.buckets.map((bucket) => bucket.attribution))).toEqual(new Set(['unclear']));
  });

  it('an incident elsewhere is not why', () => {
    for (const elsewhere of [
      { vendor: 'gcp' },
      { scopes: [{ level: 'zone' as const, id: 'use1-az6', region: 'us-east-1' }] },
      { scopes: [{ level: 'region' as const, id: 'eu-west-1' }] },
    ])
      expect(assess(runOf(e1Log()), [incidentOf('I1', 0, 3600, elsewhere)]).loss.incident).toBeNull();
  });

  it('a zone id and a zone name are one zone only where a map says so', () => {
    const run = runOf(e1Log(), { zone: 'us-east-1a' });
    const lossWith = (zones: CaseRecords['zones']) => assessLosses({ ...caseOf([run]), zones }, [OUTAGE]).value[0];
    const attributionOf = (zones: CaseRecords['zones']) => lossWith(zones)?.buckets[0]?.attribution;
    expect(attributionOf([])).toBe('unclear');
    expect(attributionOf([{ vendor: 'aws', zoneId: 'use1-az4', zoneName: 'us-east-1a' }])).toBe('outage');
    expect(lossWith([])?.incident).toBe('I1');
  });

  it('an incident that begins long after the run stopped is not known to be why', () => {
    const { loss } = assess(runOf(e1Log()), [incidentOf('I1', 1200, 3600)]);
    expect(loss.incident).toBe('I1');
    expect(loss.buckets[0]?.attribution).toBe('unclear');
  });
});

describe('unknowns stay unknown', () => {
  it('no GPUs: seconds, and no GPU-hours and no money', () => {
    const log = e1Log();
    const events = log.events.map((event) => ({ ...event, gpus: null }));
    const { loss } = assess(runOf(log, { events, gpus: null }));
    expect(loss.gpuHours.value).toBeNull();
    expect(loss.total.value).toBeNull();
    expect(loss.delaySeconds.value && toText(loss.delaySeconds.value)).toBe('4500');
  });

  it('no healthy step: the way back is one measured length', () => {
    const log = new LogBuilder().at(-10).line('step', { step: 100 });
    log.next(500).at(600).line('load_end', { step: 90 });
    log.at(750).line('step', { step: 100 });
    const { loss } = assess(runOf(log), [incidentOf('I1', -20, 3600)]);
    expect(lines(loss.buckets).map((line) => `${line.bucket} ${line.seconds}`)).toEqual([
      'outage_idle 510',
      'restart_load 100',
      'rework 150',
    ]);
  });

  it('an empty log is no loss and no silence', () => {
    const { losses, codes } = assess(runOf(new LogBuilder()));
    expect(losses).toEqual([]);
    expect(codes).toEqual(['training/no-steps']);
  });

  it('logged step times need no stamps: a baseline of 12.5 s rests on them', () => {
    const log = new LogBuilder()
      .at(-1250)
      .line('run_start')
      .steps(0, 100, 12.5, { logged: true })
      .next(500)
      .at(600)
      .line('load_end', { step: 100 })
      .steps(100, 110, 12.5, { logged: true });
    const { loss } = assess(runOf(log));
    const baseline = loss.facts.find((fact) => fact.id.endsWith('.baseline'));
    expect(baseline?.value?.equals(decimal('12.5'))).toBe(true);
    expect(baseline).toMatchObject({
      grade: 'measured',
      formula: 'median of 100 healthy step times before the failure, as logged',
    });
    expect(exact(600).equals(loss.delaySeconds.value ?? 0n)).toBe(true);
  });
});
