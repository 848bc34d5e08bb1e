// Puts the program's real output into the fenced blocks of README.md that name a command in a comment above them:
//   <!-- output of: makewhole explain C2 thermal-shutdown | from "149,913" to "logs"; from "Largest" to end -->
// Each range begins at the first line that begins with the first text, and ends at the next that begins with the second.
// `--check` writes nothing and fails where a block is not what the program prints.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const README = join(ROOT, 'README.md');
const BLOCK = /(<!-- output of: makewhole ([^|]+?) \| (from .+) -->\n)```text\n[\s\S]*?```/g;

export function writeReadme(text) {
  return text.replaceAll(
    BLOCK,
    (_, comment, command, ranges) => `${comment}\`\`\`text\n${cut(run(command), ranges)}\n\`\`\``,
  );
}

function run(command) {
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/run.cjs'), ...command.split(' ')], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  return (stdout || stderr).split('\n');
}

/** The lines asked for; what lies between two ranges is an ellipsis. */
function cut(output, ranges) {
  return ranges
    .split('; ')
    .map((range) => {
      const [, from, to] = /^from "(.+?)" to (?:"(.+?)"|end)$/.exec(range);
      const begin = output.findIndex((line) => line.trim().startsWith(from));
      const end = to ? output.findIndex((line, at) => at >= begin && line.trim().startsWith(to)) : output.length - 1;
      if (begin < 0 || end < begin) throw new Error(`the output has no lines ${range}`);
      return output
        .slice(begin, end + 1)
        .join('\n')
        .trimEnd();
    })
    .join('\n  ...\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = readFileSync(README, 'utf8');
  const after = writeReadme(before);
  if (!process.argv.includes('--check')) writeFileSync(README, after);
  else if (before !== after) {
    console.error('README.md does not show what the program prints: node scripts/write-readme.mjs');
    process.exitCode = 1;
  }
}
