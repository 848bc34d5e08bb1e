// Builds dist/: one bundle entry per command with shared chunks, the oclif manifest, and the pre-rendered help texts.
// Nothing is downloaded; esbuild's binary comes with its platform package, so no install script is needed either.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleSettings, findFiles } from './bundle.mjs';
import { collectLicenses } from './collect-licenses.mjs';
import { renderHelp } from './render-help.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
process.chdir(root);

const { metafile } = await build({
  ...bundleSettings,
  entryPoints: ['src/cli/main.ts', ...findFiles('src/commands', '.ts'), ...findFiles('src/case', '.worker.ts')],
  outbase: 'src',
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: 'warning',
});

const manifest = await writeManifest();
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), collectLicenses(root, Object.keys(metafile.inputs)));
// What an earlier build left goes only now, so that a makewhole that runs meanwhile finds its files.
removeStale(new Set([...Object.keys(metafile.outputs), 'dist/THIRD-PARTY-LICENSES.txt', 'dist/help.json']));
// Last, for its time says how new the build is (test/house/build-once.ts).
writeFileSync(join(dist, 'help.json'), `${JSON.stringify(await renderHelp(root), null, 1)}\n`);
const bytes = Object.values(metafile.outputs).reduce((total, output) => total + output.bytes, 0);
console.error(
  `dist: ${manifest.length} commands (${manifest.join(', ')}), ${Math.round(bytes / 1024)} KiB of JavaScript`,
);

/** What `oclif manifest` does, without the `oclif` package: oclif itself reads the built commands. */
async function writeManifest() {
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({
    root,
    type: 'core',
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  });
  await plugin.load();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(root, 'oclif.manifest.json'),
    `${JSON.stringify({ commands: sortKeys(plugin.manifest.commands), version }, null, 1)}\n`,
  );
  return Object.keys(plugin.manifest.commands).sort();
}

function removeStale(kept) {
  for (const file of findFiles('dist', '')) if (!kept.has(file) && statSync(file).isFile()) rmSync(file);
}

function sortKeys(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
