import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, ROOT, runCli } from './run-cli.ts';

// A package of its own with commands that fail in different ways, run by our main.
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'makewhole-main-'));
  mkdirSync(join(root, 'commands'));
  const oclif = { bin: 'x', commands: './commands' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', type: 'module', oclif }));
  const command = (name: string, body: string) =>
    writeFileSync(join(root, `commands/${name}.js`), `export default class C { static async run() { ${body} } }\n`);
  command('bug', "throw new TypeError('unexpected')");
  command('bare', 'throw 42');
  command('pipe', "throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })");
  command('use', "throw Object.assign(new Error('two lines\\nof \\u001b[31mhelp'), { oclif: { exit: 2 } })");
  command('fine', "process.stdout.write('done')");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(name: string) {
  const main = pathToFileURL(join(ROOT, 'dist/cli/main.js')).href;
  const script = `import { main } from ${JSON.stringify(main)}; await main([${JSON.stringify(name)}], ${JSON.stringify(root)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    env: cleanEnvironment(),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

test('an error of ours is exit code 1, with its stack and a request to report it', () => {
  const { code, stderr } = run('bug');
  expect(code).toBe(1);
  expect(stderr).toContain('This is a bug in makewhole');
  expect(stderr).toMatch(/TypeError: unexpected\n {4}at .*bug\.js/);
  expect(stderr).toContain(`Please report it`);
  expect(stderr).toContain(process.version);
});

test('whatever is thrown is reported', () => {
  expect(run('bare')).toMatchObject({ code: 1 });
});

test('a closed pipe is quiet', () => {
  expect(run('pipe')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('wrong use is exit code 2, without a stack and without control characters', () => {
  expect(run('use')).toEqual({ code: 2, stdout: '', stderr: 'error: two lines\nof \\u{1b}[31mhelp\n' });
});

test('a command that ends well is exit code 0', () => {
  expect(run('fine')).toEqual({ code: 0, stdout: 'done', stderr: '' });
});

test('an unknown command comes with the nearest one', () => {
  expect(runCli(['raport'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: There is no command "raport".\nDid you mean `report`?\n',
  });
  expect(runCli(['terms', 'shwo'])).toMatchObject({ code: 2 });
});
