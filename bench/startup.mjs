// How long the command line takes to start, as ratios to bare Node, interleaved so that a busy machine slows all alike.
// `node bench/startup.mjs [rounds]`
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'bin/run.cjs');
const rounds = Number.parseInt(process.argv[2] ?? '15', 10);
// Node 20 loads the file behind NODE_EXTRA_CA_CERTS at every start, which would hide the difference.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const subjects = [
  { name: 'node -e 0', args: ['-e', '0'], goal: null },
  { name: '--version', args: [bin, '--version'], goal: 1.3 },
  { name: '--help', args: [bin, '--help'], goal: 2.5 },
  { name: 'report --help', args: [bin, 'report', '--help'], goal: 2.5 },
  { name: 'terms list', args: [bin, 'terms', 'list'], goal: null },
  {
    name: 'report thermal-shutdown',
    args: [bin, 'report', 'thermal-shutdown', '--as-of', '2025-12-01T00:00:00Z'],
    goal: null,
  },
];

const times = new Map(subjects.map(({ name }) => [name, []]));
const codes = new Map();
for (let round = -1; round < rounds; round += 1) {
  for (const { name, args } of subjects) {
    const begin = process.hrtime.bigint();
    const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
    const ms = Number(process.hrtime.bigint() - begin) / 1e6;
    codes.set(name, status);
    if (round >= 0) times.get(name).push(ms);
  }
}

const bare = median(times.get('node -e 0'));
console.log(`Node ${process.version}, median of ${rounds} interleaved rounds\n`);
console.log('| what | ms | times bare node | goal | exit |');
console.log('|---|--:|--:|--:|--:|');
for (const { name, goal } of subjects) {
  const ms = median(times.get(name));
  console.log(`| ${name} | ${ms.toFixed(1)} | ${(ms / bare).toFixed(2)} | ${goal ?? ''} | ${codes.get(name)} |`);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
