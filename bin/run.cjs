#!/usr/bin/env node
// What people ask most often is answered before anything is loaded: the version, and the help texts that the build
// wrote down (dist/help.json). Everything else goes to oclif. CommonJS, because Node starts it a fifth faster.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const argv = process.argv.slice(2);
const root = join(__dirname, '..');
const answer = versionAsked() ?? helpAsked();

if (answer !== undefined) process.stdout.on('error', ignoreClosedPipe).write(`${answer}\n`);
else if (existsSync(join(root, 'dist/cli/main.js'))) import('../dist/cli/main.js').then(({ main }) => main(argv, root));
else {
  process.stderr.write('makewhole is not built yet. Run `npm run build` in its folder first.\n');
  process.exitCode = 2;
}

function versionAsked() {
  if (argv.length !== 1 || (argv[0] !== '--version' && argv[0] !== '-v')) return undefined;
  return `makewhole ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}`;
}

function helpAsked() {
  const end = argv.indexOf('--');
  const asked = end < 0 ? argv : argv.slice(0, end);
  const flagged = asked.includes('--help') || asked.includes('-h');
  if (argv.length > 0 && argv[0] !== 'help' && !flagged) return undefined;
  const path = join(root, 'dist/help.json');
  if (!existsSync(path)) return undefined;
  const words = asked.filter((word) => !word.startsWith('-'));
  if (words[0] === 'help') words.shift();
  const help = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))));
  for (let count = Math.min(words.length, 2); count > 0; count -= 1) {
    const text = help.get(words.slice(0, count).join(' '));
    if (text !== undefined) return text;
  }
  return words.length === 0 ? help.get('') : undefined;
}

function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE') throw error;
}
