import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { readTraining } from '../../../src/parsers/training/read.ts';

const read = (rows: readonly string[], header = 'ts,run,attempt,event,step,gpus,tier,note', run = 'r', zone?: string) =>
  readTraining(
    { label: 'e.csv', text: `${header}\n${rows.map((row) => `${row}\n`).join('')}` },
    { run, zone },
    'events-csv',
  );

describe('the plain training events CSV', () => {
  it('reads a row as one event', () => {
    const { value, issues } = read([
      '2025-10-20T08:11:00-07:00,r,2,save_committed,1200,512,remote,"to the store, twice"',
    ]);
    expect(issues).toEqual([]);
    expect(value).toEqual({
      format: 'events-csv',
      events: [
        {
          at: Date.UTC(2025, 9, 20, 15, 11),
          run: 'r',
          attempt: 2,
          event: 'save_committed',
          step: 1200,
          gpus: 512,
          tier: 'remote',
          stepSeconds: null,
          note: 'to the store, twice',
          origin: { file: 'e.csv', line: 2 },
        },
      ],
    });
  });

  it('puts rows in order of time, rows of one time as they stand, and counts attempts by run_start', () => {
    const { value } = read([
      '2025-10-20T09:00:00Z,,,run_start,,,,',
      '2025-10-20T08:00:00Z,,,run_start,,,,',
      '2025-10-20T08:30:00Z,,,step,5,,,',
      '2025-10-20T08:30:00Z,,,save_start,5,,,',
      '2025-10-20T09:30:00Z,,,step,6,,,',
    ]);
    expect(value.events.map(({ attempt, event, step }) => [attempt, event, step])).toEqual([
      [1, 'run_start', null],
      [1, 'step', 5],
      [1, 'save_start', 5],
      [2, 'run_start', null],
      [2, 'step', 6],
    ]);
  });

  it('reads seconds per step exactly', () => {
    const { value } = read(['2025-10-20T08:00:00Z,step,1,5.3616'], 'ts,event,step,step_seconds');
    expect(value.events.map(({ stepSeconds }) => stepSeconds && toText(stepSeconds))).toEqual(['5.3616']);
  });

  it('uses the rows of the run, counts the others, and refuses a file that has only others', () => {
    const rows = ['2025-10-20T08:00:00Z,r,1,step,1,,,', '2025-10-20T08:00:00Z,other,1,step,7,,,'];
    expect(read(rows).rows).toEqual({
      read: 2,
      used: 1,
      excluded: [{ reason: 'of another run', rows: 1 }],
      rejected: [],
    });
    const strange = read([...rows, '2025-10-20T08:00:00Z,third,1,step,7,,,'], undefined, 'mine');
    expect(strange.value.events).toEqual([]);
    expect(strange.issues[0]).toMatchObject({ code: 'training/run-not-in-file', severity: 'error' });
  });

  it('takes the one name of a file for the run of the case, and says so', () => {
    const { value, issues } = read(['2025-10-20T08:00:00Z,job-7,1,step,1,,,'], undefined, 'llama');
    expect(value.events).toMatchObject([{ run: 'llama', step: 1 }]);
    expect(issues).toMatchObject([{ code: 'training/run-renamed', severity: 'note' }]);
  });

  it.each([
    ['a time without a zone', '2025-10-20 08:00:00,r,1,step,1,,,', 'training/zone-less-time 1'],
    ['an unknown event', '2025-10-20T08:00:00Z,r,1,teleport,1,,,', 'training/unknown-event 26'],
    ['a step without its number', '2025-10-20T08:00:00Z,r,1,step,,,,', 'training/no-step 31'],
    ['half a step', '2025-10-20T08:00:00Z,r,1,step,1.5,,,', 'training/not-a-count 31'],
    ['no GPU at all', '2025-10-20T08:00:00Z,r,1,step,1,0,,', 'training/not-a-count 33'],
    ['an attempt before the first', '2025-10-20T08:00:00Z,r,0,step,1,8,,', 'training/not-a-count 24'],
    ['an unknown tier', '2025-10-20T08:00:00Z,r,1,save_start,1,8,cloud,', 'training/unknown-tier 41'],
  ])('rejects a row with %s at its place', (_what, row, problem) => {
    const { issues, rows, value } = read([row]);
    expect(issues.map(({ severity, code, origin }) => `${severity} ${code} ${origin?.column}`)).toEqual([
      `error ${problem}`,
    ]);
    expect(rows).toMatchObject({ read: 1, used: 0 });
    expect(value.events).toEqual([]);
  });

  it('refuses an hour that happened twice, with both readings', () => {
    const { issues } = read(['2025-11-02 01:30:00,r,1,step,1,8,,'], undefined, 'r', 'America/Los_Angeles');
    expect(issues[0]).toMatchObject({ code: 'training/dst-fold', severity: 'error' });
    expect(issues[0]?.message).toContain('2025-11-02T08:30:00Z or 2025-11-02T09:30:00Z');
  });

  it('takes a last line that was cut off as a warning', () => {
    const text =
      'ts,run,attempt,event,step,gpus,tier,note\n2025-10-20T08:00:00Z,r,1,step,1,8,,\n2025-10-20T08:00:30Z,r,1,st';
    const { value, issues, rows } = readTraining({ label: 'e.csv', text }, { run: 'r' });
    expect(value.events).toHaveLength(1);
    expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning training/truncated-line']);
    expect(rows.rejected).toEqual([{ reason: 'cut off at the end of the file', rows: 1 }]);
  });
});
