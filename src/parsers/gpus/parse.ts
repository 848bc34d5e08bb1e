import type { GpuEntry } from '../../engine/records/gpu.ts';
import type { Issue, Result } from '../../engine/records/issue.ts';
import { readYaml } from '../syntax/yaml.ts';
import { toIssues } from '../terms/zod-issues.ts';
import { gpuFile } from './schema.ts';

/** Reads one file of the GPU table. A file with an error gives nothing: half a table would look like a whole one. */
export function parseGpus(file: { readonly label: string; readonly text: string }): Result<GpuEntry[]> {
  const read = readYaml(file.text, { file: file.label, room: 'terms' });
  const document = read.value;
  if (!document) return { value: [], issues: read.issues };
  const parsed = gpuFile.safeParse(document.data, { reportInput: true });
  if (!parsed.success) return { value: [], issues: toIssues(parsed.error.issues, document.cite) };
  const { vendor, hours, sources, entries } = parsed.data;
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const table = entries.flatMap((entry, at): GpuEntry[] => {
    const source = Object.hasOwn(sources, entry.source) ? sources[entry.source] : undefined;
    if (!source) {
      issues.push({
        code: 'terms/unknown-reference',
        severity: 'error',
        message: `There is no source "${entry.source}".`,
        ...document.cite(['entries', at, 'source']),
        fix: `The sources are: ${Object.keys(sources).join(', ')}.`,
      });
      return [];
    }
    for (const name of entry.instance_type.filter((each) => isTwice(seen, each)))
      issues.push({
        code: 'terms/duplicate-id',
        severity: 'error',
        message: `The instance type "${name}" stands twice.`,
        ...document.cite(['entries', at, 'instance_type']),
        fix: 'Remove one of the two.',
      });
    const { title, url, grade, last_checked: lastChecked } = source;
    return entry.instance_type.map((instanceType) => ({
      vendor,
      instanceType,
      gpuModel: entry.gpu_model,
      gpus: entry.gpus,
      kind: entry.kind,
      memory: entry.memory,
      hours: entry.hours ?? hours,
      source: { title, url, grade, lastChecked },
      origin: document.cite(['entries', at]).origin,
    }));
  });
  return { value: issues.length > 0 ? [] : table, issues };
}

function isTwice(seen: Set<string>, name: string): boolean {
  const key = name.toLowerCase();
  const known = seen.has(key);
  seen.add(key);
  return known;
}
