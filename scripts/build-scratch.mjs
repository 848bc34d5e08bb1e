// Builds dist/: one bundle entry per command with shared chunks, the oclif manifest, and the pre-rendered help texts.
// Nothing is downloaded; esbuild's binary comes with its platform package, so no install script is needed either.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleSettings, findFiles } from './bundle.mjs';
import { renderHelp } from './render-help.mjs';
import { collectLicenses } from './collect-licenses.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
process.chdir(root);
rmSync(dist, { recursive: true, force: true });

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
  logLevel: 'warning', plugins: [{name:'missing', setup(b){ b.onResolve({filter:/\.ts$/}, a => { if (a.kind==='entry-point') return; const p = join(a.resolveDir, a.path); return existsSync(p) ? undefined : {path: p, namespace:'missing'}; }); b.onLoad({filter:/.*/, namespace:'missing'}, a => ({contents: 'module.exports = {}', loader:'js'})); }}],
});

const manifest = await writeManifest();
writeFileSync(join(dist, 'help.json'), `${JSON.stringify(await renderHelp(root), null, 1)}\n`);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), collectLicenses(root, Object.keys(metafile.inputs)));
for (const [f,o] of Object.entries(metafile.outputs)) if (o.bytes>40000) { const by={}; for (const [i,x] of Object.entries(o.inputs)) { const k=(i.match(/node_modules\/((@[^/]+\/)?[^/]+)/)||[])[1]||'src'; by[k]=(by[k]||0)+x.bytesInOutput; } console.log(f,o.bytes, Object.entries(by).sort((a,b)=>b[1]-a[1]).slice(0,12)); }
const bytes = Object.values(metafile.outputs).reduce((total, output) => total + output.bytes, 0);
console.error(`dist: ${manifest.length} commands (${manifest.join(', ')}), ${Math.round(bytes / 1024)} KiB of JavaScript`);

/** What `oclif manifest` does, without the `oclif` package: oclif itself reads the built commands. */
async function writeManifest() {
  rmSync(join(root, 'oclif.manifest.json'), { force: true });
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true });
  await plugin.load();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify({ commands: sortKeys(plugin.manifest.commands), version }, null, 1)}\n`);
  return Object.keys(plugin.manifest.commands).sort();
}

function sortKeys(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
