// Runs a TypeScript script of this folder: `node scripts/run.mjs scripts/generate-registries.ts --check`. Node 20 does
// not read TypeScript, so the script is bundled into node_modules/.cache first.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleSettings } from './bundle.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script = '', ...rest] = process.argv.slice(2);
const cache = join(root, 'node_modules/.cache/makewhole-scripts');
const outfile = join(cache, `${basename(script, '.ts')}-${process.pid}.mjs`);
mkdirSync(cache, { recursive: true });
await build({ ...bundleSettings, entryPoints: [join(root, script)], outfile, logLevel: 'warning' });
process.argv = [process.argv[0] ?? 'node', join(root, script), ...rest];
process.chdir(root);
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile, { force: true });
}
