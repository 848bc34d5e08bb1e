import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseSchemaText } from '../../scripts/generate-case-schema.ts';
import { updateRegistries } from '../../scripts/generate-registries.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { cleanEnvironment, ROOT } from '../commands/run-cli.ts';
import { issueCodes } from './issue-codes.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { cwd: ROOT, env: cleanEnvironment(), encoding: 'utf8' });

describe('the import rule', () => {
  test('holds', () => {
    const { status, stdout } = run('npx', ['depcruise', '--config', '.dependency-cruiser.cjs', 'src']);
    expect(stdout).toMatch(/no dependency violations found \(\d{2,} modules/);
    expect(status).toBe(0);
  });

  test('only case/, cli/ and commands/ name a module of Node, the clock or the environment', () => {
    const pure = readdirSync(join(ROOT, 'src'), { recursive: true })
      .map(String)
      .filter((name) => /^(engine|parsers|reports)\//.test(name) && name.endsWith('.ts'));
    expect(pure.length).toBeGreaterThan(50);
    for (const name of pure)
      expect(read(`src/${name}`), name).not.toMatch(
        /from 'node:|\bDate\.now\(|\bnew Date\(\)|\bprocess\.(env|cwd|stdout|stderr)|\bMath\.random\(/,
      );
  });
});

describe('what is generated', () => {
  test('registries are what their folders say', () => {
    expect(updateRegistries(ROOT, false)).toEqual([]);
  });

  test('the schema of the case file is the one in the code', () => {
    expect(read('schemas/makewhole-case-1.schema.json')).toBe(caseSchemaText());
  });
});

describe('the documents', () => {
  test('docs/issues.md lists every issue code of the source and nothing else', () => {
    const listed = [...read('docs/issues.md').matchAll(/^\| `([a-z]+\/[a-z0-9-]+)` \|/gm)].map((match) => match[1]);
    expect(listed).toEqual([...new Set(listed)].sort());
    expect(listed).toEqual(issueCodes(ROOT));
  });

  test('docs/exit-codes.md holds the table of the program', () => {
    const rows = [...read('docs/exit-codes.md').matchAll(/^\| (\d+) \| (.+) \|$/gm)].map((match) => [
      Number(match[1]),
      match[2],
    ]);
    expect(rows).toEqual(EXIT_CODES.map(({ code, means }) => [code, means]));
  });
});

describe('the package', () => {
  const packed = JSON.parse(run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']).stdout)[0];
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);

  test('holds what runs and what it runs on, and nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|oclif\.manifest\.json|bin\/run\.cjs|dist\/.+\.(js|json)|dist\/THIRD-PARTY-LICENSES\.txt|schemas\/[a-z0-9-]+\.schema\.json|src\/terms\/[a-z0-9-]+\/(_family|[a-z0-9-]+)\.yaml|src\/gpus\/[a-z0-9-]+\.yaml|fixtures\/thermal-shutdown\/.+)$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    for (const path of [
      'LICENSE',
      'bin/run.cjs',
      'dist/cli/main.js',
      'dist/help.json',
      'oclif.manifest.json',
      'src/terms/aws/ec2.yaml',
    ])
      expect(files).toContain(path);
  });

  test('is smaller than a megabyte', () => {
    expect(packed.size).toBeLessThan(1_000_000);
  });

  test('pins its dependencies, and runs nothing on installation but its own build', () => {
    const { dependencies, devDependencies, scripts, bin, engines } = JSON.parse(read('package.json'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
    expect(engines.node).toBe('>=20.19');
    expect(statSync(join(ROOT, bin.makewhole)).mode & 0o111).not.toBe(0);
  });

  test('needs nothing outside itself for its help', () => {
    const help = JSON.parse(read('dist/help.json'));
    const { commands } = JSON.parse(read('oclif.manifest.json'));
    expect(Object.keys(help).sort()).toEqual(
      ['', 'terms', ...Object.keys(commands).map((id) => id.replace(':', ' '))].sort(),
    );
  });

  test('carries the license of every package it holds a copy of', () => {
    const text = read('dist/THIRD-PARTY-LICENSES.txt');
    const held = [...text.matchAll(/^([@a-z][\w./@-]*) \d+\.\d+\.\d+ \(/gm)].map((match) => match[1]);
    expect(held).toEqual(
      expect.arrayContaining(['@oclif/core', 'chalk', 'csv-parse', '@date-fns/tz', 'fraction.js', 'yaml', 'zod']),
    );
    expect(held).not.toContain('@duckdb/node-api');
    expect(text).not.toContain('the package carries no license file');
  });
});

describe('the README', () => {
  test('shows what the program prints', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/write-readme.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});
