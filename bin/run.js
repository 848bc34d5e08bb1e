#!/usr/bin/env node
// What people ask most often is answered before anything is loaded: the version, and the help texts that the build
// wrote down (dist/help.json). Everything else goes to oclif.
import { existsSync, readFileSync } from 'node:fs';

const argv = process.argv.slice(2);
const at = (path) => new URL(`../${path}`, import.meta.url);
const answer = versionAsked() ?? helpAsked();

if (answer !== undefined) process.stdout.write(`${answer}\n`);
else if (existsSync(at('dist/cli/main.js'))) {
  const { main } = await import('../dist/cli/main.js');
  await main(argv, import.meta.url);
} else {
  process.stderr.write('makewhole is not built yet. Run `npm run build` in its folder first.\n');
  process.exitCode = 2;
}

function versionAsked() {
  if (argv.length !== 1 || (argv[0] !== '--version' && argv[0] !== '-v')) return undefined;
  return `makewhole ${JSON.parse(readFileSync(at('package.json'), 'utf8')).version}`;
}

function helpAsked() {
  const end = argv.indexOf('--');
  const asked = end < 0 ? argv : argv.slice(0, end);
  const flagged = asked.includes('--help') || asked.includes('-h');
  if (argv.length > 0 && argv[0] !== 'help' && !flagged) return undefined;
  if (!existsSync(at('dist/help.json'))) return undefined;
  const words = asked.filter((word) => !word.startsWith('-'));
  if (words[0] === 'help') words.shift();
  const help = new Map(Object.entries(JSON.parse(readFileSync(at('dist/help.json'), 'utf8'))));
  for (let count = Math.min(words.length, 2); count > 0; count -= 1) {
    const text = help.get(words.slice(0, count).join(' '));
    if (text !== undefined) return text;
  }
  return words.length === 0 ? help.get('') : undefined;
}
