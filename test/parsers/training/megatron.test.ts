import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/engine/records/run.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { readMegatronLine } from '../../../src/parsers/training/megatron-lines.ts';
import { readTraining } from '../../../src/parsers/training/read.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/training/${name}`, import.meta.url), 'utf8');
const read = (text: string, zone = 'UTC', formatId?: string) =>
  readTraining({ label: 'log', text }, { run: 'r', zone }, formatId);
const told = ({ attempt, at, event, step }: RunEvent) =>
  `${attempt} ${formatInstant(at).slice(11, -1)} ${event}${step === null ? '' : ` ${step}`}`;
const codesOf = (text: string, formatId?: string) =>
  read(text, 'UTC', formatId).issues.map(({ severity, code }) => `${severity} ${code}`);

describe('progress.txt', () => {
  const text = fixture('megatron-progress.txt');

  it('tells starts, saves and commits apart, process by process', () => {
    const { value, rows, issues } = read(text, 'America/Los_Angeles');
    expect(issues).toEqual([]);
    expect(rows).toEqual({ read: 7, used: 7, excluded: [], rejected: [] });
    expect(value.events.map(told)).toEqual([
      '1 08:00:05 run_start',
      '1 09:10:00 save_start 800',
      '1 09:14:00 save_committed 800',
      '1 09:16:00 save_start 900',
      '2 13:05:00 run_start',
      '2 13:40:00 save_committed 820',
      '2 14:00:00 save_committed 900',
    ]);
    expect(value.events.map(({ gpus }) => gpus)).toEqual([512, 512, 512, 512, 512, 512, 512]);
    expect(value.events.map(({ tier }) => tier)).toEqual([null, null, null, null, null, 'local', null]);
    expect(value.events[0]).toMatchObject({ note: 'job 4711', origin: { file: 'log', line: 1 } });
  });

  it('takes no commit for granted: the save of step 900 in the first process has none', () => {
    const first = read(text).value.events.filter(({ attempt }) => attempt === 1);
    expect(first.some(({ event, step }) => event === 'save_committed' && step === 900)).toBe(false);
  });

  it('does not read a step that may be cut short', () => {
    const start = '2025-10-20 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n';
    const cut = `${start}2025-10-20 02:00:00\tJob ID: \t# GPUs: 8\tSaved async checkpoint\tIteration: 10`;
    expect(codesOf(cut)).toEqual(['warning training/truncated-line']);
    expect(read(cut).value.events).toHaveLength(1);
    expect(codesOf(`${cut}00\n`)).toEqual([]);
    // Where that very save was started, the number is whole.
    const known = `${start}2025-10-20 01:50:00\tJob ID: \t# GPUs: 8\tSaving async checkpoint\tIteration: 10\tJob throughput: 1\n${cut.slice(start.length)}`;
    expect(codesOf(known)).toEqual([]);
    expect(read(known).value.events).toHaveLength(3);
  });

  it.each([
    [
      'cut in the event',
      '2025-10-20 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n2025-10-20 02:00:00\tJob ID: \t# GPUs: 8\tSaving as',
      'warning training/truncated-line',
    ],
    [
      'with an event we do not know',
      '2025-10-20 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n2025-10-20 02:00:00\tJob ID: \t# GPUs: 8\tDeleted checkpoint\n',
      'warning training/unknown-event',
    ],
    [
      'with a save of no step',
      '2025-10-20 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n2025-10-20 02:00:00\tJob ID: \t# GPUs: 8\tSaved checkpoint\n',
      'error training/no-step',
    ],
    [
      'with a day that does not exist',
      '2025-02-30 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n',
      'error training/no-such-date',
    ],
    [
      'whose clock goes back',
      '2025-10-20 01:00:05\tJob ID: \t# GPUs: 8\tStarting job\n2025-10-20 00:00:05\tJob ID: \t# GPUs: 8\tStarting job\n',
      'warning training/time-goes-back',
    ],
  ])('says what is wrong with a log %s', (_what, log, problem) => {
    expect(codesOf(log)).toEqual([problem]);
  });

  it('refuses the hour that happens twice', () => {
    const { issues } = read('2025-11-02 01:30:00\tJob ID: \t# GPUs: 8\tStarting job\n', 'America/Los_Angeles');
    expect(issues[0]).toMatchObject({ code: 'training/dst-fold', origin: { line: 1 } });
  });
});

describe('stamped iteration lines', () => {
  const iteration = (clock: string, step: number, milliseconds = '5000.0') =>
    ` [2025-10-20 ${clock}] iteration ${String(step).padStart(8)}/     900 | consumed samples:         9088 | elapsed time per iteration (ms): ${milliseconds} | lm loss: 1.8E+00 |\n`;

  it('follows the life of a run', () => {
    const { value, rows, issues } = read(fixture('megatron-iterations.log'));
    expect(issues).toEqual([]);
    expect(value.events.map(told)).toEqual([
      '1 01:00:10 run_start',
      '1 01:02:00 load_end 90',
      '1 01:02:05 step 91',
      '1 01:02:10.500 step 92',
      '1 01:02:10.500 save_start 92',
      '1 01:02:13.501 save_done 92',
      '1 01:02:18 save_committed 92',
      '1 01:02:18 step 93',
      '1 01:02:23 step 94',
      '1 01:02:23 save_start 94',
      '1 01:02:23 save_committed 94',
      '2 02:00:00 step 93',
      '2 02:00:05 step 94',
      '2 02:00:30 run_end',
    ]);
    expect(rows.excluded).toEqual([
      { reason: 'a line about something else', rows: 2 },
      { reason: 'the same line of another rank', rows: 1 },
    ]);
    expect(value.events.at(-1)?.note).toBe('exiting program after 120.03 minutes');
    expect(value.events.filter(({ attempt }) => attempt === 1).every(({ gpus }) => gpus === 512)).toBe(true);
  });

  it('reads the time per step exactly, in milliseconds and in seconds', () => {
    const { value } = read(fixture('megatron-iterations.log'));
    expect(
      value.events.filter(({ event }) => event === 'step').map(({ stepSeconds }) => stepSeconds && toText(stepSeconds)),
    ).toEqual(['5.3616', '5.4707', '5.25', '5.25', '5.3616', '5.3616']);
  });

  it('merges the lines of several ranks, late ones and ones on the same line too', () => {
    const one = iteration('01:00:05', 1);
    const two = iteration('01:00:10', 2);
    expect(read(`${one}${two}${one}${two}`).value.events.map(told)).toEqual(['1 01:00:05 step 1', '1 01:00:10 step 2']);
    expect(read(`${one.trim()}${two}`).value.events.map(told)).toEqual(['1 01:00:05 step 1', '1 01:00:10 step 2']);
  });

  it('begins another attempt where the counter goes back, were it to the same step', () => {
    expect(
      read(`${iteration('01:00:05', 7)}${iteration('01:00:10', 8)}${iteration('03:00:00', 8)}`).value.events.map(told),
    ).toEqual(['1 01:00:05 step 7', '1 01:00:10 step 8', '2 03:00:00 step 8']);
  });

  it('begins another attempt where the log shows a start, though the counter goes on', () => {
    const log = `${iteration('01:00:05', 7)}  successfully loaded checkpoint from /ckpt at iteration 7\n[before the start of training step] datetime: 2025-10-20 02:00:00 \n${iteration('02:00:05', 8)}`;
    expect(read(log).value.events.map(told)).toEqual([
      '1 01:00:05 step 7',
      '2 02:00:00 load_end 7',
      '2 02:00:05 step 8',
    ]);
  });

  it('places a commit at the first stamp below it, never after the process that made it', () => {
    const saved = '  successfully saved checkpoint from iteration       7 to /ckpt\n';
    const before = `${iteration('01:00:05', 7)}saving checkpoint at iteration       7 to /ckpt in torch_dist format\n${iteration('01:00:10', 8)}${saved}`;
    expect(read(`${before}${iteration('01:00:15', 9)}`).value.events.map(told)).toContain(
      '1 01:00:15 save_committed 7',
    );
    expect(read(`${before}${iteration('04:00:00', 8)}`).value.events.map(told)).toContain(
      '1 01:00:10 save_committed 7',
    );
    expect(read(before).value.events.map(told)).toContain('1 01:00:10 save_committed 7');
  });

  it.each([
    '[exiting program after 690.0159624854724 minutes] datetime: 2025-10-20 02:00:00 ',
    '[exiting program after receiving SIGTERM.] datetime: 2025-10-20 02:00:00 ',
    '[exiting program at iteration 8] datetime: 2025-10-20 02:00:00 ',
    '[default0]:[after training is done] datetime: 2025-10-20 02:00:00 ',
  ])('takes %s as the end of the run', (line) => {
    expect(read(`${iteration('01:00:05', 7)}${line}\n`).value.events.map(told)).toContain('1 02:00:00 run_end');
  });

  it('knows no end of a run that was killed', () => {
    expect(
      read(`${iteration('01:00:05', 7)}slurmstepd: error: *** JOB 1 CANCELLED ***\n`).value.events.map(told),
    ).toEqual(['1 01:00:05 step 7']);
  });

  it('refuses iteration lines without a stamp: nothing says when they happened', () => {
    const old =
      ' iteration       48/    1000 | consumed samples:        49152 | elapsed time per iteration (ms): 134516.4 | lm-loss: 7.8E+00 |\n';
    const { value, issues, rows } = read(`${old}${old.replace('48', '49')}`);
    expect(value.events).toEqual([]);
    expect(issues.map(({ severity, code, origin }) => `${severity} ${code} ${origin?.line}`)).toEqual([
      'error training/unstamped-line 1',
      'error training/unstamped-line 2',
    ]);
    expect(rows.rejected).toEqual([{ reason: 'an iteration line without a readable time', rows: 2 }]);
  });

  it('takes no time per step from a number that is cut off', () => {
    const cut = iteration('01:00:10', 8).slice(0, -25);
    expect(cut.endsWith('(ms): 500')).toBe(true);
    expect(
      read(`${iteration('01:00:05', 7)}${cut}`).value.events.map(({ step, stepSeconds }) => [
        step,
        stepSeconds && toText(stepSeconds),
      ]),
    ).toEqual([
      [7, '5'],
      [8, null],
    ]);
  });

  it('warns of a save that nothing places in time, and of a clock that goes back', () => {
    expect(codesOf(`saving checkpoint at iteration       7 to /ckpt\n${iteration('01:00:05', 8)}`)).toEqual([
      'warning training/unplaced-line',
    ]);
    expect(codesOf(`${iteration('03:00:05', 8)}${iteration('01:00:05', 9)}`)).toEqual([
      'warning training/time-goes-back',
    ]);
  });

  it('gets past a line of 10 MB and a hostile one, quickly', () => {
    const begin = performance.now();
    const log = `${'x'.repeat(10_000_000)}\n${'iteration '.repeat(6000)}\n${'[2025-10-20 01:00:00] '.repeat(2900)}\n${'time (ms) | '.repeat(5000)}\n\0\u001b[2J\n${iteration('01:00:05', 7)}`;
    const { value, rows } = read(log);
    expect(value.events).toHaveLength(1);
    expect(rows).toMatchObject({ read: 6, used: 1 });
    expect(performance.now() - begin).toBeLessThan(3000);
  });

  it.each([
    [
      '[default7]: iteration    12695/  115311 | consumed samples: 9841584 | elapsed time per iteration (s): 105.22 | x',
      12695,
      '105.22',
    ],
    ['12:  [2025-10-20 01:00:00.123456] iteration 5/ 9 | elapsed time per iteration (ms): 21.5 |', 5, '0.0215'],
  ])('knows the spellings of forks: %s', (line, step, seconds) => {
    expect(
      readMegatronLine(line, true).map(
        (fact) => fact.kind === 'iteration' && [fact.step, fact.stepSeconds && toText(fact.stepSeconds)],
      ),
    ).toEqual([[step, seconds]]);
  });

  it('knows both spellings of the time a save took', () => {
    for (const line of [
      'time (ms) | save-checkpoint: 57514.53',
      '    save-checkpoint ................................: (57514.10, 57514.53)',
    ]) {
      expect(readMegatronLine(line, true).map((fact) => fact.kind === 'save-time' && toText(fact.seconds))).toEqual([
        '57.51453',
      ]);
    }
  });
});
