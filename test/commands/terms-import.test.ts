import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const PDF = 'test/fixtures/prose/northwind.pdf';
const CLOCK = { SOURCE_DATE_EPOCH: '1795219200' };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'makewhole-import-'));
});

const importing = (...args: readonly string[]) => runCli(['terms', 'import', ...args], { env: CLOCK });

describe('terms import', () => {
  test('prints the draft, and what was read on stderr', () => {
    const { code, stdout, stderr } = importing(PDF);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Draft: read by machine from northwind\.pdf/);
    expect(stdout).toContain('status: draft');
    expect(stdout).toContain('last_checked: 2026-11-21');
    expect(stderr).toContain('READ (28)');
    expect(stderr).toContain('page 1: Service Credits are calculated as a percentage of the charges paid by you');
  });

  test('writes a file that other commands read', () => {
    const file = join(folder, 'ours.yaml');
    const { code, stdout, stderr } = importing(
      PDF,
      '-o',
      file,
      '--id',
      'northwind/gpu',
      '--url',
      'https://northwind.example/sla',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('NOT FOUND (1)');
    expect(stderr).toBe(`written: ${file}\n`);
    expect(readFileSync(file, 'utf8')).toContain('url: https://northwind.example/sla');
    const shown = runCli(['terms', 'show', file]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('northwind/gpu');
  });

  test('keeps a file that is there, unless told', () => {
    const file = join(folder, 'ours.yaml');
    writeFileSync(file, 'mine');
    const refused = importing(PDF, '-o', file);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('error[case/output-exists]');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(importing(PDF, '-o', file, '--force').code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('status: draft');
  });

  test('ends with 3 where something is unknown that any claim needs', () => {
    const file = join(folder, 'short.txt');
    writeFileSync(file, 'Service Level Agreement\n\nWe guarantee 99.9% uptime in any month.\n');
    const { code, stderr } = importing(file);
    expect(code).toBe(3);
    expect(stderr).toContain('deadline: needed for any claim');
  });

  test.each([
    ['test/fixtures/prose/scan.pdf', 'terms/import-no-text'],
    ['test/fixtures/prose/encrypted.pdf', 'terms/import-encrypted'],
    ['test/fixtures/prose/nothing.pdf', 'case/file-missing'],
    ['test/fixtures/prose', 'case/not-a-file'],
  ])('ends with 2 and writes nothing: %s', (named, code) => {
    const file = join(folder, 'none.yaml');
    const run = importing(named, '-o', file);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toContain(`error[${code}]`);
    expect(existsSync(file)).toBe(false);
  });

  test('an id of another form is refused', () => {
    const { code, stderr } = importing(PDF, '--id', 'Northwind');
    expect(code).toBe(2);
    expect(stderr).toContain('error[terms/wrong-value] command line');
  });

  test('a page of Windows is read as one, and told', () => {
    const file = join(folder, 'ansi.html');
    const page =
      '<h1>SLA</h1><p>We guarantee 99.9% uptime.</p><table><tr><th>Uptime<th>Credit<tr><td>99.0% \x96 99.9%<td>10% of fees<tr><td>Below 99.0%<td>25% of fees</table>';
    writeFileSync(file, Buffer.from(page, 'latin1'));
    const { stderr } = importing(file);
    expect(stderr).toContain('warning[terms/import-not-utf8]');
    expect(stderr).toContain('from 99 % to below 99.9 %: 10 %; below 99 %: 25 %');
  });

  test('gives the same as data', () => {
    const { stdout } = importing(PDF, '--json');
    const record = JSON.parse(stdout);
    expect(record.found.find(({ what }: { what: string }) => what === 'target')).toMatchObject({
      fields: ['commitments.service.credits.tiered.target'],
      value: '99.5 %',
      confidence: 'sure',
      place: { page: 1 },
    });
    expect(record.not_found).toEqual([{ what: 'zone of months', fields: ['period.tz'], essential: false }]);
    expect(record.draft).toContain('status: draft');
  });

  test('a draft yields no figure, and says why', () => {
    const file = join(folder, 'draft.yaml');
    importing(PDF, '-o', file, '--id', 'aws/made-up');
    const draft = readFileSync(file, 'utf8')
      .replace('effective_from: 2026-04-01', 'effective_from: 2025-01-01')
      .replace('charges: []', 'charges: [{ServiceName: Amazon Elastic Compute Cloud}]')
      .replace('services: [aws/made-up]', 'services: [EC2]');
    writeFileSync(file, draft);
    const at = 'fixtures/thermal-shutdown';
    const { code, stdout } = runCli(
      [
        'report',
        '--billing',
        `${at}/bill/focus-2025-10.csv`,
        '--outages',
        `${at}/logs/health-events.json`,
        '--terms',
        file,
        '--currency',
        'USD',
      ],
      { env: CLOCK },
    );
    expect(code).toBe(3);
    expect(stdout).toContain('is a draft: it was read by machine');
  });
});
