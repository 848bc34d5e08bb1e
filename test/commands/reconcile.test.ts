import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const GCP = 'test/fixtures/cases/reconcile-gcp';
const AWS = 'test/fixtures/cases/reconcile-aws';
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync(join(ROOT, 'schemas/makewhole-reconciliation-1.schema.json'), 'utf8')),
);

/** The record of a case, which the published schema accepts. */
function record(...args: string[]) {
  const { code, stdout } = runCli(['reconcile', ...args, '--json']);
  const parsed = JSON.parse(stdout);
  validate(parsed);
  expect(validate.errors).toBeNull();
  return { code, ...parsed };
}

describe('makewhole reconcile', () => {
  test('finds a credit of Google’s type in a later bill, and settles the case', () => {
    const found = record(GCP);
    expect(found).toMatchObject({ code: 0, settled: true, loose: [] });
    expect(found.invoices).toMatchObject([
      { month: '2025-07', status: 'agrees', billed: '1000', difference: '0' },
      { month: '2025-09', status: 'agrees', billed: '-90.5', difference: '0' },
    ]);
    expect(found.claims).toMatchObject([
      { outcome: 'paid', certainty: 'certain', claim: { base: '100' }, receivedTotal: '100', received: ['R1'] },
    ]);
    expect(found.received).toMatchObject([{ ref: 'R1', month: '2025-09', kind: 'certain', amount: '100' }]);
    expect(found.otherCredits).toEqual([{ shownBy: 'adjustment type GOODWILL', rows: 1, amount: '3' }]);
  });

  test('takes an AWS credit by its words as possible, a promotion not at all, and names the tax in a difference', () => {
    const found = record(AWS);
    expect(found).toMatchObject({ code: 3, settled: false });
    expect(found.invoices[0]).toMatchObject({ status: 'differs', billed: '81840', difference: '-7440' });
    expect(found.invoices[0].hints).toContain(
      'the difference is the sum of category Tax, to the cent: the invoice may be without it',
    );
    // Claimed in time or not: the deadline of 2025-12-31 has passed as of the case's day.
    expect(found.claims).toMatchObject([
      { outcome: 'short-paid', certainty: 'possible', claim: { low: '300', base: '300' }, difference: '-100' },
    ]);
    expect(found.received).toMatchObject([{ ref: 'R1', kind: 'possible', amount: '200' }]);
  });

  test('an invoice on the command line takes the place of those of the case', () => {
    const { code, invoices } = record(AWS, '--invoice', '2025-10=81840.00', '--invoice', 'aws:2025-11=9');
    expect(code).toBe(3);
    expect(invoices.map(({ status, vendor }: Record<string, unknown>) => [status, vendor])).toEqual([
      ['agrees', null],
      ['differs', 'aws'],
    ]);
  });

  test('runs on the bundled case, whose credit is not yet due', () => {
    const report = JSON.parse(runCli(['report', 'thermal-shutdown', '--json']).stdout);
    const billed: string = report.billing[0].totals.billed;
    const agreed = record('thermal-shutdown', '--invoice', `2025-10=${Number(billed).toFixed(2)}`);
    expect(agreed).toMatchObject({ code: 0, invoices: [{ status: 'agrees', billed }] });
    expect(agreed.claims).toMatchObject([{ outcome: 'not-yet-due', receivedTotal: null }]);
    expect(Number(agreed.claims[0].claim.base)).toBe(Number(report.summary.credit.base));
    expect(record('thermal-shutdown', '--invoice', '2025-10=149913.60').code).toBe(3);
  });

  test('needs no outage and no contract to check an invoice', () => {
    const args = ['--billing', `${AWS}/october.csv`, '--invoice', '2025-10=81840'];
    expect(record(...args)).toMatchObject({ code: 0, settled: true, claims: [] });
  });

  test('prints tables, and writes Markdown by the name of the output, whole or not at all', () => {
    const output = join(mkdtempSync(join(tmpdir(), 'reconcile-')), 'out.md');
    const { code, stdout, stderr } = runCli(['reconcile', AWS, '-o', output]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('written: ');
    const text = readFileSync(output, 'utf8');
    expect(text).toContain('| `P1` | aws\\/ec2 instance, 2025\\-10 | short-paid, possible | 300.00 |');
    // A pipe of the bill's own text does not end the cell.
    expect(text).toContain('SLA credit \\| case 1');
    expect(runCli(['reconcile', AWS, '-o', output])).toMatchObject({ code: 2, stdout: '' });
    for (const line of runCli(['reconcile', GCP]).stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([
    [['--invoice', 'october'], 'case/bad-flag', '--invoice october'],
    [['--invoice', '2025-13=5'], 'case/bad-value', '--invoice 2025-13'],
    [['--invoice', '2025-10=five'], 'case/bad-value', '--invoice five'],
  ])('refuses %j', (args, issue, excerpt) => {
    const { code, stdout, stderr } = runCli(['reconcile', GCP, ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error[${issue}]`);
    expect(stderr).toContain(excerpt);
  });
});
