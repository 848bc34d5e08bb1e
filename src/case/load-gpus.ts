import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GpuTable } from '../engine/records/gpu.ts';
import type { Result } from '../engine/records/issue.ts';
import { parseGpus } from '../parsers/gpus/parse.ts';
import type { FoundFile } from './find-files.ts';
import { packageRoot } from './package-root.ts';
import { readText, TEXT_LIMITS } from './read-text.ts';

/** The files of the GPU table that comes with makewhole, one a vendor, sorted by code point. */
export function listGpuFiles(folder = join(packageRoot(), 'src/gpus')): FoundFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ label: `gpus/${name}`, path: join(folder, name) }));
}

/** What an instance of each known type holds. */
export function loadGpus(): Result<GpuTable> {
  const read = listGpuFiles().map((file) => {
    const { value: text, issues } = readText(file, TEXT_LIMITS.yaml);
    const parsed = text ? parseGpus(text) : { value: [], issues: [] };
    return { value: parsed.value, issues: [...issues, ...parsed.issues] };
  });
  return { value: read.flatMap(({ value }) => value), issues: read.flatMap(({ issues }) => issues) };
}
