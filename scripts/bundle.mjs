import { readdirSync } from 'node:fs';

// zod carries its messages in fifty languages, and its index would bring them all; the English ones are a module apart.
const withoutLocales = {
  name: 'without-locales',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** How every bundle of this package is made: ESM for Node 20, DuckDB (a native addon) left outside, and what oclif would load to run TypeScript sources. */
export const bundleSettings = {
  bundle: true,
  plugins: [withoutLocales],
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@duckdb/node-api', 'typescript', 'ts-node', 'tsx'],
  // CommonJS dependencies call `require` for Node's own modules; in an ES module there is none unless made.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; import { fileURLToPath as __toPath } from 'node:url'; import { dirname as __dirOf } from 'node:path'; const require = __createRequire(import.meta.url); const __filename = __toPath(import.meta.url); const __dirname = __dirOf(__filename);",
  },
};

/** Files below a folder whose name ends with `ending`, sorted by code point. */
export function findFiles(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith(ending))
    .sort();
}
