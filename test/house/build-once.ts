import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = 'dist/help.json';

/** Builds dist/ before the tests, which run the command line as it is shipped, unless it is newer than its sources. */
export function setup(): void {
  if (existsSync(BUILT) && modified(BUILT) > Math.max(...['src', 'scripts', 'package.json'].map(newest))) return;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}

function newest(path: string): number {
  if (!statSync(path).isDirectory()) return modified(path);
  return Math.max(0, ...readdirSync(path, { recursive: true }).map((name) => modified(join(path, String(name)))));
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
