import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a plain script without types
import { files } from '../../scripts/make-thermal-shutdown.mjs';
import { ROOT, runCli } from './run-cli.ts';

const CASE = join(ROOT, 'fixtures/thermal-shutdown');
const TERMS_HASHES = ['ec2', '_family'].map((name) =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, `src/terms/aws/${name}.yaml`)))
    .digest('hex'),
);
const GOLDEN = join(ROOT, 'test/golden/thermal-shutdown');

describe('the bundled case', () => {
  it('holds the files its script writes', () => {
    for (const [name, text] of Object.entries(files as Record<string, string>))
      expect(readFileSync(join(CASE, name), 'utf8') === text, name).toBe(true);
  });

  it('says in every file a person reads that it is made up', () => {
    for (const name of ['makewhole.yaml', 'contracts/order-form.yaml', 'logs/health-events.json'])
      expect(readFileSync(join(CASE, name), 'utf8')).toMatch(/made up/i);
  });

  // The golden pages are read by people before they are recorded: npx vitest run -u.
  it.each([
    ['terminal', 'txt'],
    ['markdown', 'md'],
    ['json', 'json'],
  ])('reads as recorded: %s', async (format, extension) => {
    const { stdout, code } = runCli(['report', 'thermal-shutdown', '--format', format]);
    expect(code).toBe(0);
    // The hash of the library's terms changes with every edit of them: it is not what is recorded.
    const known = TERMS_HASHES.map((hash) => hash.slice(0, 12)).join('|');
    const page = stdout.replaceAll(new RegExp(`(?:${known})[0-9a-f]*`, 'g'), '<hash>');
    await expect(page).toMatchFileSnapshot(join(GOLDEN, `report.${extension}`));
  });

  it('is a record that the published schema accepts', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schemas/makewhole-report-1.schema.json'), 'utf8')),
    );
    validate(JSON.parse(runCli(['report', 'thermal-shutdown', '--json']).stdout));
    expect(validate.errors).toBeNull();
  });

  it('comes to what a person with a calculator finds', () => {
    const report = JSON.parse(runCli(['report', 'thermal-shutdown', '--json']).stdout);
    const hour = 1024 * 48.8; // 49,971.20 a clock hour of the reservation

    // Declared 06:35 to 08:29 makes the clock hours 06, 07 and 08 free; observed 05:48 to 08:31 the hour 05 as well.
    expect(report.summary.credit).toEqual({
      low: (3 * hour).toFixed(2),
      base: (3 * hour).toFixed(2),
      high: (4 * hour).toFixed(2),
    });
    const [incident] = report.incidents;
    expect([incident.declaredSeconds, incident.observedSeconds, incident.acknowledgedAfterSeconds]).toEqual([
      '6840',
      '9780',
      '4451',
    ]);

    // The last step ended 05:47:00.4; steps 41,001 to 41,512 were done again because the save of 41,500 had not committed.
    const [loss] = report.losses;
    const seconds = Object.fromEntries(
      loss.buckets.map((bucket: { kind: string; seconds: string }) => [bucket.kind, bucket.seconds]),
    );
    expect(seconds).toEqual({
      detect: '671.6',
      outage_idle: '9168',
      queue: '330',
      restart_load: '1210',
      warmup_excess: '68.2',
      rework: String(512 * 14.2),
    });
    const total = (671.6 + 9168 + 330 + 1210 + 68.2 + 512 * 14.2) / 3600;
    expect(loss.total).toBe((total * hour).toFixed(2));
    expect(loss.usdPerGpuHour).toBe('6.1');

    // Hours 05 to 08 against October 7 to 13, whose hours cost 0.48, 0.50 or 0.52: the median is 0.50. Functions in the
    // west cost nothing before.
    const [spend] = report.overspend;
    expect([spend.more, spend.less, spend.net]).toEqual(['238.80', '0.00', '238.80']);
    expect(spend.lines.map((line: { excess: string }) => line.excess)).toEqual([
      (11.42 + 58.17 + 61.03 + 37.88 - 4 * 0.5).toFixed(2),
      (3 * 24.1).toFixed(2),
    ]);
    // 05:48 to 08:31 is in the loss already.
    expect([spend.idle.cost, spend.idle.ofRuns]).toEqual([
      ((163 / 60) * hour).toFixed(2),
      ((163 / 60) * hour).toFixed(2),
    ]);
    expect(Number(report.summary.coverage.base)).toBeCloseTo((3 * hour) / (total * hour + 1346.1), 9);

    // Had the save been taken for durable, only 12 steps would have been done again.
    expect(loss.total).not.toBe((((total * 3600 - 500 * 14.2) / 3600) * hour).toFixed(2));
    expect(report.summary.nextDeadline).toEqual({ date: '2026-01-12', claim: 'C2' });
    const region = report.credits.find((credit: { commitment: string }) => credit.commitment === 'region');
    expect([region.status, region.credit.base]).toEqual(['not-covered', '0.00']);
  });

  it('explains its headline down to a bill line, a log line and a clause', () => {
    const { stdout } = runCli(['explain', 'credit', 'thermal-shutdown']);
    expect(stdout).toContain('bill/focus-2025-10.csv:320');
    expect(stdout).toContain('logs/health-events.json:');
    expect(stdout).toContain('logs/probes.csv:170');
    expect(stdout).toContain('commitments.instance.credits.hour-waiver.trigger');
    const loss = runCli(['explain', 'loss', 'thermal-shutdown']).stdout;
    expect(loss).toContain('logs/train.log:');
    expect(loss).toContain('logs/on-call.csv:');
    expect(loss).toMatch(/bill\/focus-2025-10\.csv:\d+/);
  });

  it('bills are read to the cell its lines name', () => {
    const lines = readFileSync(join(CASE, 'bill/focus-2025-10.csv'), 'utf8').split('\n');
    expect(lines[320 - 1]).toContain('2025-10-14T07:00:00Z,2025-10-14T06:00:00Z');
  });
});
