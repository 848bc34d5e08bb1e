import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const SMALL = join(ROOT, 'test/fixtures/cases/small');
const json = (args: readonly string[], cwd = ROOT) => JSON.parse(runCli([...args, '--json'], { cwd }).stdout);

describe('explain', () => {
  test('walks from the headline to a clause and to lines of the bill', () => {
    const { code, stdout, stderr } = runCli(['explain', 'credit', SMALL]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('36,575.04 USD');
    expect(stdout).toContain('madeup/vm@one commitments.machine.credits.tiered.tiers');
    expect(stdout).toMatch(/bill\.csv:\d+ {2}2359\.68 {2}from 2025-10-\d\dT00:00:00Z {2}eight made-up GPUs/);
  });

  test('as data: the figure with its inputs in place, and the bill lines', () => {
    const figure = json(['explain', 'summary.credit.base', SMALL]);
    expect(figure).toMatchObject({ value: '36575.04', unit: 'USD' });
    const leaves = (node: { inputs: unknown[] | null }): unknown[] =>
      node.inputs?.length ? node.inputs.flatMap((input) => leaves(input as never)) : [node];
    for (const leaf of leaves(figure)) expect(leaf).toHaveProperty('formula');
    expect(figure.billLines[0].lines[0]).toEqual({
      file: 'bill.csv',
      line: 2,
      amount: '2359.68',
      begin: '2025-10-01T00:00:00Z',
      end: '2025-10-02T00:00:00Z',
      description: 'eight made-up GPUs',
    });
  });

  test('every short name that the report prints is explained', () => {
    const { aliases, figures } = json(['report', SMALL]);
    const short = Object.keys(aliases).filter((name) => !name.includes('.'));
    expect(short).toContain('credit');
    // A figure that is undetermined is explained as well, and ends with 3.
    for (const name of short)
      expect(runCli(['explain', name, SMALL]).code).toBe(figures[aliases[name]].value === null ? 3 : 0);
  });
});

describe('inspect', () => {
  test('tells what each file is, and counts every row', () => {
    const { files } = json(['inspect', 'bill.csv', 'outages.csv', 'events.csv', 'terms.yaml'], SMALL);
    expect(files.map(({ file, kind, format }: Record<string, string>) => [file, kind, format])).toEqual([
      ['bill.csv', 'billing', 'focus-1.0'],
      ['outages.csv', 'outages', 'outages-csv'],
      ['events.csv', 'training', 'events-csv'],
      ['terms.yaml', 'terms', 'sla-terms/1'],
    ]);
    expect(files[0]).toMatchObject({
      rows: { read: 154, used: 154, excluded: [], rejected: [] },
      totals: { billed: '146300.16', effective: '146300.16', list: '146300.16' },
      currency: 'USD',
      period: { begin: '2025-10-01T00:00:00Z', end: '2025-11-01T00:00:00Z' },
      vendors: ['madeup'],
      services: ['Made-up machines'],
      issues: [],
    });
    expect(files[1]).toMatchObject({
      rows: { read: 2, used: 2 },
      vendors: ['madeup'],
      services: ['madeup/vm'],
      period: { begin: '2025-10-20T07:00:00Z', end: '2025-10-20T17:00:00Z' },
    });
    expect(files[2].rows.read).toBe(19);
    for (const file of files) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a file that nothing knows does not hide the others', () => {
    const { code, stdout, stderr } = runCli(['inspect', 'makewhole.yaml', 'bill.csv'], { cwd: SMALL });
    expect(code).toBe(2);
    expect(stderr).toContain('error[case/unknown-kind] makewhole.yaml');
    expect(stdout).toContain('bill.csv: billing, focus-1.0\n  rows      154 read = 154 used + 0 excluded + 0 rejected');
  });
});
