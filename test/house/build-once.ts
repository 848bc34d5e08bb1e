import { spawnSync } from 'node:child_process';

/** Builds dist/ before the tests, which run the command line as it is shipped. MAKEWHOLE_SKIP_BUILD=1 takes what is there. */
export default function buildOnce(): void {
  if (process.env.MAKEWHOLE_SKIP_BUILD === '1') return;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}
