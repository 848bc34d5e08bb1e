// Everything that is generated and committed: registries and JSON Schemas. `--check` changes nothing and fails if one is stale.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const scripts = readdirSync('scripts')
  .filter((name) => /^generate-.+\.ts$/.test(name))
  .sort();
for (const script of scripts) {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', `scripts/${script}`, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
