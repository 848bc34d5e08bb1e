import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ROOT, runCli } from './run-cli.ts';

const STRONG = 'test/fixtures/terms/strong-gpu-cluster.yaml';
const WEAK = 'test/fixtures/terms/weak-gpu-cloud.yaml';
const SMALL = { cwd: join(ROOT, 'test/fixtures/cases/small') };

const answer = (args: readonly string[]) => {
  const { code, stdout, stderr } = runCli(['terms', ...args, '--json']);
  return { code, stderr, data: JSON.parse(stdout) };
};

const schemaErrors = (name: string, data: unknown) => {
  const schema = JSON.parse(readFileSync(join(ROOT, `schemas/${name}.schema.json`), 'utf8'));
  const ajv = new Ajv2020({ strict: false });
  return ajv.validate(schema, data) ? [] : ajv.errors;
};

const SCREENS = [
  ['list'],
  ['list', '--all', '--vendor', 'aws'],
  ['show', 'aws/ec2'],
  ['show', 'azure/virtual-machines'],
  ['show', 'gcp/compute-engine'],
  ['show', 'tensordock/compute'],
  ['show', STRONG],
  ['diff', 'aws/ec2#instance', 'gcp/compute-engine#single-instance'],
  ['diff', 'aws/ec2@2013-06-01', 'aws/ec2'],
  ['lint', WEAK],
  ['lint', 'azure/virtual-machines'],
];

describe.each(SCREENS.map((args) => ({ args, name: args.join(' ') })))('terms $name', ({ args }) => {
  const { code, stdout, stderr } = runCli(['terms', ...args]);

  test('fits 80 columns when it is piped, without color and without blanks at the end of a line', () => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(stdout).not.toMatch(/[ \t]\n|undefined|\[object|NaN/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  test('says the same twice', () => {
    expect(runCli(['terms', ...args]).stdout).toBe(stdout);
  });
});

describe('terms list', () => {
  test('one line a document, never a list of fields', () => {
    const { stdout } = runCli(['terms', 'list']);
    const { data } = answer(['list']);
    for (const { id } of data.terms) expect(stdout).toMatch(new RegExp(`^ {2}${id} {2,}\\S`, 'm'));
  });

  test('the record holds what was promised of it', () => {
    const { code, data } = answer(['list', '--all']);
    expect(code).toBe(0);
    for (const entry of data.terms)
      expect(Object.keys(entry).slice(0, 9)).toEqual([
        'id',
        'vendor',
        'service',
        'edition',
        'effective',
        'commitments',
        'status',
        'grade',
        'lastChecked',
      ]);
    expect(
      data.terms.find(
        ({ id, edition }: { id: string; edition: string }) => id === 'aws/ec2' && edition === '2022-05-25',
      ),
    ).toMatchObject({
      effective: { from: '2022-05-25', until: null },
      commitments: ['region', 'instance'],
      status: 'in_force',
      figures: 'all',
    });
  });

  test('the edition in force on a day: its first day counts, its last is the day before the next', () => {
    const on = (day: string) =>
      answer(['list', '--vendor', 'aws', '--service', 'ec2', '--on', day])
        .data.terms.filter(({ id }: { id: string }) => id === 'aws/ec2')
        .map(({ edition }: { edition: string }) => edition);
    expect([on('2022-05-24'), on('2022-05-25'), on('2013-05-31'), on('2013-06-01'), on('2000-01-01')]).toEqual([
      ['2022-05-05'],
      ['2022-05-25'],
      ['2008-10-23'],
      ['2013-06-01'],
      [],
    ]);
  });

  test('filters take nothing else', () => {
    const statuses = answer(['list', '--all', '--status', 'none']).data.terms;
    expect(new Set(statuses.map(({ status }: { status: string }) => status))).toEqual(new Set(['none']));
    const grades = answer(['list', '--grade', 'transcript']).data.terms;
    expect(new Set(grades.map(({ grade }: { grade: string }) => grade))).toEqual(new Set(['transcript']));
    expect(runCli(['terms', 'list', '--service', 'nothing of the kind']).stdout).toBe(
      'No terms of the library match.\n',
    );
  });
});

describe('terms show', () => {
  test('the table of EC2 in percent and in minutes, each clause with a mark that is listed', () => {
    const { stdout } = runCli(['terms', 'show', 'aws/ec2@2022-05-25']);
    expect(stdout).toMatch(/99\.5 % or more +up to 3 h 36 min +none/);
    expect(stdout).toMatch(/99 % to below 99\.5 % +more than 3 h 36 min, up to 7 h 12 min +10 %/);
    expect(stdout).toMatch(/Safe deadline +received by the end of the first billing cycle/);
    const [clauses = '', sources = ''] = stdout.split('\nSources ');
    const marks = new Set([...clauses.matchAll(/\[([a-z]{1,2})\*?\]/g)].map((match) => match[1]));
    expect(marks.size).toBeGreaterThan(5);
    for (const mark of marks) expect(sources).toMatch(new RegExp(`^ {2}\\[${mark}\\] `, 'm'));
  });

  test('one promise, one edition, all editions', () => {
    const shown = (...args: string[]) => answer(['show', ...args]).data.versions;
    expect(shown('aws/ec2').map(({ edition }: { edition: string }) => edition)).toEqual(['2022-05-25']);
    expect(shown('aws/ec2@2013-06-01').map(({ edition }: { edition: string }) => edition)).toEqual(['2013-06-01']);
    expect(shown('aws/ec2', '--all').length).toBeGreaterThan(2);
    expect(shown('aws/ec2', '--commitment', 'instance')[0].commitments.map(({ id }: { id: string }) => id)).toEqual([
      'instance',
    ]);
    const { stdout } = runCli(['terms', 'show', 'aws/ec2', '--commitment', 'instance']);
    expect(stdout).toContain('\ninstance: EC2 instance');
    expect(stdout).not.toContain('\nregion: ');
  });

  test('a terms file of one’s own, and a clause of a family', () => {
    expect(runCli(['terms', 'show', './terms.yaml'], SMALL).stdout).toMatch(/below 99 % .*25 %/);
    expect(runCli(['terms', 'show', 'aws/ec2']).stdout).toMatch(/Shared clauses +marked \*: from the family of aws/);
  });

  test('an edition without an SLA, and one whose text was not seen, say so', () => {
    expect(runCli(['terms', 'show', 'gcp/cloud-iam']).stdout).toContain('No SLA: nothing is promised');
    expect(runCli(['terms', 'show', 'aws/ec2@2017-11-15']).stdout).toContain('was not seen');
  });
});

describe('records', () => {
  test.each([
    ['diff', ['diff', 'aws/ec2@2013-06-01', 'aws/ec2']],
    ['diff', ['diff', 'aws/ec2#instance', STRONG]],
    ['lint', ['lint', WEAK]],
    ['lint', ['lint', 'gcp/compute-engine']],
    ['verification', ['verify', 'aws/ec2', WEAK, '--as-of', '2026-11-21']],
    ['verification', ['verify', '--as-of', '2026-11-21']],
  ])('%s of %j keeps to its schema', (name, args) => {
    const { code, data, stderr } = answer(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(schemaErrors(`makewhole-terms-${name}-1`, data)).toEqual([]);
  });
});

describe('terms lint', () => {
  test('is no legal advice, once; each finding with its four parts', () => {
    const { stdout } = runCli(['terms', 'lint', WEAK]);
    expect(stdout.match(/legal advice/g)).toHaveLength(1);
    const count = (word: RegExp) => stdout.match(word)?.length ?? 0;
    const findings = count(/^ {2}Costs {2,}/gm);
    expect(findings).toBe(answer(['lint', WEAK]).data.findings.length);
    expect([count(/^ {2}Strongest /gm), count(/^ {2}Ask for /gm)]).toEqual([findings, findings]);
    expect(stdout).toMatch(/Contract +.*made-up|weak-gpu-cloud\.yaml:\d+/);
  });

  test('what an overlay settles is settled', () => {
    const findings = (...args: string[]) =>
      answer(['lint', ...args]).data.findings.map(({ rule }: { rule: string }) => rule);
    expect(findings(WEAK)).toContain('sole-remedy');
    const settled = findings(WEAK, '--overlay', 'test/fixtures/terms/weak-order-form.yaml');
    expect(settled).not.toContain('sole-remedy');
    expect(settled).not.toContain('month-zone');
    expect(settled).toContain('gpu-fault');
  });
});

describe('a draft', () => {
  test('says before anything else that nobody has confirmed it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'makewhole-'));
    const path = join(folder, 'draft.yaml');
    writeFileSync(path, readFileSync(join(ROOT, WEAK), 'utf8').replace('status: in_force', 'status: draft'));
    for (const command of ['show', 'lint']) {
      const { code, stdout } = runCli(['terms', command, path]);
      expect(code).toBe(0);
      expect(stdout.slice(0, 900).replaceAll(/\s+/g, ' ')).toContain('read by machine and confirmed by nobody');
    }
    rmSync(folder, { recursive: true });
  });
});

describe('terms verify', () => {
  test('the library has no error, and its age counts from the day asked for', () => {
    expect(runCli(['terms', 'verify', '--as-of', '2026-11-21']).code).toBe(0);
    const later = answer(['verify', '--as-of', '2029-01-01']);
    const stale = later.data.files.flatMap(({ findings }: { findings: { code: string }[] }) =>
      findings.filter(({ code }) => code === 'terms/stale'),
    );
    expect(stale).toHaveLength(later.data.totals.files);
    expect(later.code).toBe(0);
  });

  test('the clock is an input: SOURCE_DATE_EPOCH stands in for it', () => {
    const env = { SOURCE_DATE_EPOCH: String(Date.parse('2029-01-01T00:00:00Z') / 1000) };
    expect(runCli(['terms', 'verify', 'aws/ec2'], { env }).stdout).toContain('warning[terms/stale]');
  });

  test('an error fails, a warning only when asked to; findings have file, line and column', () => {
    const bad = 'test/fixtures/bad-input/tier-gap/terms.yaml';
    const { code, stdout, stderr } = runCli(['terms', 'verify', bad, '--as-of', '2026-11-21']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/^error\[terms\/tier-gap\] test\/fixtures\/bad-input\/tier-gap\/terms\.yaml:\d+:\d+$/m);
    const warned = (...flags: string[]) => runCli(['terms', 'verify', WEAK, '--as-of', '2026-11-21', ...flags]).code;
    expect([warned(), warned('--strict')]).toEqual([0, 2]);
  });

  test('a file that is not there hides none of the others', () => {
    const { code, stdout, stderr } = runCli(['terms', 'verify', './nope.yaml', WEAK]);
    expect(code).toBe(2);
    expect(stderr).toContain('error[case/file-missing]');
    expect(stdout).toContain('1 document, 1 edition, 2 promises');
  });
});

describe('bad input', () => {
  test.each([
    [['show', 'aws/ec3'], 'case/unknown-terms', 'Did you mean'],
    [['show', 'aws/ec2@1999'], 'case/unknown-edition', 'Known editions: 2008-10-23'],
    [['show', 'aws/ec2', '--commitment', 'instanse'], 'case/unknown-commitment', 'Did you mean `instance`?'],
    [['show', './nope.yaml'], 'case/file-missing', 'Check the path'],
    [['show', './package.json'], 'terms/', ''],
    [['diff', 'aws/ec2@1999', 'aws/ec2@1998'], 'case/unknown-edition', '`1998`'],
    [['diff', 'aws/ec2', 'no/such'], 'case/unknown-terms', 'no/such'],
    [['lint', 'gcp/cloud-iam'], 'case/nothing-to-lint', 'ID@EDITION'],
    [['lint', WEAK, '--overlay', './nope.yaml'], 'case/file-missing', 'nope.yaml'],
    [['list', '--vendor', 'amazn'], 'case/unknown-vendor', 'Its vendors: '],
    [['list', '--on', 'yesterday'], 'case/bad-value', '2025-10-20'],
    [['verify', '--max-age', 'old'], 'case/bad-value', '365d'],
    [['verify', '--as-of', '2026-02-30'], 'case/bad-value', '2026-11-21'],
    [['verify', './nope.yaml'], 'case/file-missing', 'nope.yaml'],
  ])('%j is answered with its place and its remedy', (args, code, fix) => {
    const refused = runCli(['terms', ...args]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain(`error[${code}`);
    expect(refused.stderr).toContain(fix);
  });
});
