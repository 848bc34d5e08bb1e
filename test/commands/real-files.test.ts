import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const SAMPLES = join(ROOT, '../shared/samples');
const FOCUS = join(SAMPLES, 'billing/FOCUS-Sample-Data/focus_sample.csv');
const outages = (folder: string, pattern: RegExp) =>
  existsSync(join(SAMPLES, 'outages', folder))
    ? readdirSync(join(SAMPLES, 'outages', folder))
        .filter((name) => pattern.test(name))
        .sort()
        .map((name) => join(SAMPLES, 'outages', folder, name))
    : [];

interface Record_ {
  readonly billing: {
    rows: { read: number; used: number; excluded: { rows: number }[]; rejected: { rows: number }[] };
    totals: { billed: string };
  }[];
  readonly credits: { status: string; because: string; credit: { base: string | null } }[];
  readonly incidents: unknown[];
}

/** Real files as vendors and people published them, read where they lie and never copied here. */
describe.skipIf(!existsSync(SAMPLES))('a report on real files', () => {
  const logs = [
    ...outages('gcp-incidents-json', /^gcp_outages.*\.json/),
    ...outages('aws-cli-examples', /^describe-events/),
    ...outages('aws-health', /^(sampleevent|testevent)/),
  ];

  it.each(logs.map((log) => [log.slice(SAMPLES.length + 1), log]))('%s beside the FOCUS sample', (_, log) => {
    const { stdout, stderr, code } = runCli([
      'report',
      '--billing',
      FOCUS,
      '--outages',
      log as string,
      '--terms',
      'gcp/compute-engine',
      '--terms',
      'aws/ec2',
      '--as-of',
      '2026-09-01T00:00:00Z',
      '--json',
    ]);
    expect([0, 3], stderr).toContain(code);
    const report: Record_ = JSON.parse(stdout);
    const [bill] = report.billing;
    const { read, used, excluded, rejected } = bill?.rows ?? { read: -1, used: 0, excluded: [], rejected: [] };
    expect(read).toBe(1000);
    expect(used + [...excluded, ...rejected].reduce((sum, one) => sum + one.rows, 0)).toBe(read);
    // An answer that is no number says why.
    for (const credit of report.credits) expect(credit.because.length, JSON.stringify(credit)).toBeGreaterThan(10);
  });

  it('sums the FOCUS sample to the last digit', () => {
    const { stdout } = runCli(['inspect', FOCUS, '--json']);
    const [file] = JSON.parse(stdout).files;
    expect([file.format, file.rows.read, file.totals.billed]).toEqual(['focus-1.0', 1000, '20.52022672899']);
  });
});
