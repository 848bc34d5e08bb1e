import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const CASE = join(ROOT, 'test/fixtures/cases/error-rates');

// 720 hours: GET failed in one of them altogether and by 1 % in another, so 99.8597 %: 10 % of the 1,000 USD of the region.
test('a file of counted requests is enough for a credit', () => {
  const { code, stdout, stderr } = runCli(['report', CASE, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report.summary.credit).toMatchObject({ low: '100.00', base: '100.00', high: '100.00' });
  expect(report.credits).toMatchObject([{ status: 'claimable', tier: '[99, 99.9) → 10 %', incidents: [] }]);
  expect(report.incidents).toEqual([]);
});

test('and explain walks from it to the lines of the file', () => {
  const { code, stdout } = runCli(['explain', 'C1', CASE]);
  expect(code).toBe(0);
  expect(stdout).toContain('GET: the lowest of 2 by request type');
  expect(stdout).toContain('exactly 71899/720');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    '940 of 90040 failed (2 rows, rates.csv:3 to rates.csv:4) (measured) from rates.csv:3',
  );
});

test('inspect says what the file is', () => {
  const { code, stdout } = runCli(['inspect', join(CASE, 'rates.csv'), '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).files).toMatchObject([
    {
      kind: 'outages',
      format: 'error-rates-csv',
      rows: { read: 5, used: 5 },
      period: { begin: '2026-06-10T09:00:00Z', end: '2026-06-10T12:00:00Z' },
      vendors: ['madeup'],
      services: ['madeup/store'],
    },
  ]);
});
