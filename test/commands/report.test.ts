import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, runCli, startCli } from './run-cli.ts';

const SMALL = join(ROOT, 'test/fixtures/cases/small');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'makewhole-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Two machines at 98.32 USD an hour, 744 hours in October, ten of them down: uptime 98.66 %, so 25 % of 146,300.16.
const CREDIT = '36575.04';
// 16 GPUs, 12.29 USD a GPU-hour; ten hours out, five minutes queued, ten minutes of load, forty of rework: 655 minutes.
const LOSS = '2146.65';

test('the small case comes to what a hand computes', () => {
  const { code, stdout, stderr } = runCli(['report', SMALL, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    schema: 'makewhole-report/1',
    case: { name: 'a small made-up case', asOf: '2025-11-03T00:00:00Z', currency: 'USD' },
  });
  expect(report.summary.credit).toMatchObject({ low: CREDIT, base: CREDIT, high: CREDIT });
  expect(report.summary.loss.total).toBe(LOSS);
  expect(report.provenance.inputs.map(({ label }: { label: string }) => label)).toEqual([
    'bill.csv',
    'events.csv',
    'makewhole.yaml',
    'outages.csv',
    'terms.yaml',
  ]);
});

test('the same bytes from another folder, zone, locale, and the second time', () => {
  const first = runCli(['report', SMALL, '--json']).stdout;
  expect(first).not.toBe('');
  expect(runCli(['report', SMALL, '--format', 'json']).stdout).toBe(first);
  expect(runCli(['report'], { cwd: SMALL, env: {} }).stdout).toBe(runCli(['report', SMALL]).stdout);
  const machines: Readonly<Record<string, string>>[] = [
    { TZ: 'America/New_York' },
    { TZ: 'Asia/Kathmandu', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
    { NODE_ENV: 'development' },
  ];
  for (const env of machines) {
    expect(runCli(['report', '.', '--json'], { cwd: SMALL, env }).stdout).toBe(first);
  }
});

test('flags state the same case: the same credit and the same loss', () => {
  const flags = [
    '--billing',
    'bill.csv',
    '--outages',
    'outages.csv',
    '--terms',
    './terms.yaml',
    '--evidence',
    'incident_times',
    '--training',
    'events.csv',
  ];
  const run = [
    '--run',
    'tiny',
    '--gpus',
    '16',
    '--price',
    '12.29',
    '--billing-mode',
    'reserved',
    '--as-of',
    '2025-11-03T00:00:00Z',
  ];
  const { code, stdout, stderr } = runCli(['report', ...flags, ...run, '--json'], { cwd: SMALL });
  const { summary } = JSON.parse(stdout);
  expect({ code, stderr, credit: summary.credit.base }).toEqual({ code: 0, stderr: '', credit: CREDIT });
  expect(summary.loss.total).toBe(LOSS);
});

test('without as_of the clock is read, and printed', () => {
  const { stdout } = runCli(['report', '--terms', './terms.yaml', '--json'], {
    cwd: SMALL,
    env: { SOURCE_DATE_EPOCH: '1764547200' },
  });
  expect(JSON.parse(stdout).case.asOf).toBe('2025-12-01T00:00:00Z');
});

test('what is undetermined is exit code 3, with a whole report that says why', () => {
  const undetermined = join(ROOT, 'test/fixtures/cases/undetermined');
  const { code, stdout } = runCli(['report', undetermined, '--json']);
  expect(code).toBe(3);
  const report = JSON.parse(stdout);
  expect(report.credits[0]).toMatchObject({ status: 'undetermined', credit: { base: null } });
  expect(report.summary.credit.base).toBeNull();
});

describe('-o', () => {
  test('writes the format that the name says, and stdout stays empty', () => {
    const [markdown, json] = [join(folder, 'a.md'), join(folder, 'a.json')];
    expect(runCli(['report', SMALL, '-o', markdown])).toMatchObject({ code: 0, stdout: '' });
    expect(runCli(['report', SMALL, '-o', json])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(markdown, 'utf8')).toBe(runCli(['report', SMALL, '--format', 'markdown']).stdout);
    expect(readFileSync(json, 'utf8')).toBe(runCli(['report', SMALL, '--json']).stdout);
  });

  test('leaves a file that is there alone, unless --force', () => {
    const path = join(folder, 'there.md');
    writeFileSync(path, 'old');
    const refused = runCli(['report', SMALL, '-o', path]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('error[case/output-exists]');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(runCli(['report', SMALL, '-o', path, '--force']).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('36,575');
  });

  test('never writes over an input', () => {
    for (const name of readdirSync(SMALL)) {
      const before = readFileSync(join(SMALL, name));
      const { code, stderr } = runCli(['report', SMALL, '-o', join(SMALL, name), '--force']);
      expect(code).toBe(2);
      expect(stderr).toContain('error[case/output-is-input]');
      expect(readFileSync(join(SMALL, name)).equals(before)).toBe(true);
    }
  });

  test('killed at any moment, the old file or the new one is there', async () => {
    const path = join(folder, 'killed.md');
    expect(runCli(['report', SMALL, '-o', path]).code).toBe(0);
    const whole = readFileSync(path, 'utf8');
    const begin = Date.now();
    expect(runCli(['report', SMALL, '-o', path, '--force']).code).toBe(0);
    const took = Date.now() - begin;
    const old = 'the old report\n';
    const seen = new Set<string>();
    for (let trial = 0; trial < 30; trial += 1) {
      writeFileSync(path, old);
      // The last third of a run is where the file is written: most of the blows fall there.
      const blow = took * (0.4 + (0.7 * trial) / 30);
      await killAfter(['report', SMALL, '-o', path, '--force'], blow);
      const found = readFileSync(path, 'utf8');
      expect([old, whole]).toContain(found);
      seen.add(found);
    }
    expect(seen.has(old)).toBe(true);
  });
});

test('a reader that goes away early is no error', async () => {
  const child = startCli(['report', SMALL], ROOT);
  child.stdout.once('data', () => child.stdout.destroy());
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('an interrupt ends with 130 and leaves nothing', async () => {
  const path = join(folder, 'interrupted.md');
  const child = startCli(['report', SMALL, '-o', path], ROOT);
  await new Promise((resolve) => setTimeout(resolve, 120));
  child.kill('SIGINT');
  const ended = await new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  );
  // Before the program has set its own handler, the system ends it: a shell calls both 130.
  expect([130, 'SIGINT']).toContain(ended.code ?? ended.signal);
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('.interrupted.md.'))).toEqual([]);
});

test.each([
  [['report', SMALL, '--billing', 'x.csv'], 'case/case-and-flags'],
  [['report', 'nowhere'], 'case/file-missing'],
  [['report', SMALL, '--as-of', 'yesterday'], 'case/bad-value'],
  [['report', SMALL, '-o', '/nowhere/at/all.md'], 'case/output-folder'],
  [['report', SMALL, '--format', 'pdf'], 'case/unknown-format'],
  [['report', '--gpus', '8'], '--training'],
  [['report', '--bogus'], '--bogus'],
  [['explain'], 'Missing 1 required arg'],
  [['explain', 'credt', SMALL], 'case/unknown-figure'],
  [['nonsense'], 'nonsense'],
  [['terms', 'show', 'aws/ecc'], '`aws/ec2`'],
  [['terms', 'show', 'aws/ec2@1999'], 'case/unknown-edition'],
  [['inspect', 'nowhere.csv'], 'case/file-missing'],
])('wrong use is exit code 2 with a reason on stderr: %j', (args, reason) => {
  const { code, stdout, stderr } = runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('    at ');
});

async function killAfter(args: readonly string[], milliseconds: number): Promise<void> {
  const child = startCli(args, ROOT);
  const ended = new Promise((resolve) => child.on('close', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await ended;
  clearTimeout(timer);
}
