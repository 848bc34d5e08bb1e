import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXIT_CODES, exitCode } from '../../src/cli/exit-codes.ts';
import { renderers } from '../../src/reports/registry.ts';
import { ROOT, runCli } from './run-cli.ts';

const COMMANDS = [
  '',
  'report',
  'explain',
  'inspect',
  'reconcile',
  'terms',
  'terms diff',
  'terms import',
  'terms lint',
  'terms list',
  'terms show',
  'terms verify',
];

describe.each(COMMANDS)('help of "%s"', (command) => {
  const words = command === '' ? [] : command.split(' ');
  const { code, stdout, stderr } = runCli([...words, '--help']);

  test('is what was agreed', async () => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(
      join(ROOT, `test/fixtures/help/${command.replace(' ', '-') || 'makewhole'}.txt`),
    );
  });

  test('fits 80 columns and holds nothing of the machine it was built on', () => {
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).not.toMatch(/linux|darwin|win32|node-v/);
  });

  test('is the same however it is asked for', () => {
    expect(runCli([...words, '-h']).stdout).toBe(stdout);
    expect(runCli(['help', ...words]).stdout).toBe(stdout);
    if (command === '') expect(runCli([]).stdout).toBe(stdout);
  });
});

test('every command has a summary of one line and an example', () => {
  for (const command of COMMANDS.filter((name) => name !== '' && name !== 'terms')) {
    const { stdout } = runCli([...command.split(' '), '--help']);
    expect(stdout.split('\n')[0]).toMatch(/^[A-Z].{10,78}\.$/);
    expect(stdout).toContain(`$ makewhole ${command}`);
  }
});

test('the help of report holds the table of exit codes', () => {
  const { stdout } = runCli(['report', '--help']);
  for (const { code, means } of EXIT_CODES) expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${code} ${means}`);
});

test('the version, both ways', () => {
  expect(runCli(['--version'])).toEqual({ code: 0, stdout: 'makewhole 0.1.0\n', stderr: '' });
  expect(runCli(['-v']).stdout).toBe('makewhole 0.1.0\n');
});

test('an exit code for each name', () => {
  expect(EXIT_CODES.map(({ name }) => exitCode(name))).toEqual([0, 1, 2, 3, 130]);
});

test('the help of report names every report format', () => {
  const { stdout } = runCli(['report', '--help']);
  for (const { id } of renderers) expect(stdout).toMatch(new RegExp(`--format=ID .*\\b${id}\\b`));
});
