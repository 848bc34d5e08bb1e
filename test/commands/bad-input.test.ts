import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const FOLDER = join(ROOT, 'test/fixtures/bad-input');

/** The code that each folder is there for; the whole text is in its stderr.txt. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  'bad-case-file': ['case/unknown-key', 'case/bad-value', 'case/missing-field'],
  'bad-losses': [
    'case/end-before-start',
    'case/unbilled-but-paid',
    'case/unknown-run',
    'case/duplicate-pool',
    'case/run-in-two-pools',
  ],
  'bad-row': ['billing/bad-number'],
  'dst-fold': ['outages/dst-fold'],
  'duplicate-headers': ['billing/duplicate-column', 'outages/duplicate-header'],
  'empty-file': ['case/file-empty'],
  'end-before-start': ['outages/end-before-begin'],
  'hostile-text': ['outages/not-a-time'],
  'loss-not-tied': ['training/swap-outside', 'training/more-gpus-than-run', 'training/cover-not-tied'],
  'missing-file': ['case/file-missing'],
  'mixed-currencies': ['billing/mixed-currencies'],
  'no-evidence': ['terms/no-evidence'],
  'tier-gap': ['terms/tier-gap'],
  'truncated-gz': ['billing/damaged-gzip', 'case/gzip-damaged'],
  'unknown-terms': ['case/unknown-terms'],
  'wrong-format': ['billing/unknown-format', 'outages/unknown-format', 'training/unknown-format'],
  'zone-less-time': ['outages/zone-less-time'],
};

test('every folder of bad input says what it is there for', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(MEANT).sort());
});

describe.each(readdirSync(FOLDER).sort())('%s', (name) => {
  const out = mkdtempSync(join(tmpdir(), 'makewhole-bad-'));
  const run = runCli(['report', '.', '-o', join(out, 'report.md')], { cwd: join(FOLDER, name) });

  test('is refused with exit code 2, and nothing is written', () => {
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(existsSync(join(out, 'report.md'))).toBe(false);
    expect(readdirSync(out)).toEqual([]);
    rmSync(out, { recursive: true });
  });

  test('says what is wrong, where, and what to do', async () => {
    for (const code of MEANT[name] ?? []) expect(run.stderr).toContain(`error[${code}`);
    await expect(run.stderr).toMatchFileSnapshot(join(FOLDER, name, 'stderr.txt'));
  });

  test('prints nothing that could steer a terminal', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
    expect(run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
  });
});
