import { readFile, stat } from 'node:fs/promises';
import { parseManifest } from '../../../parsers/billing/deliveries/manifest.ts';
import type { DeliveredManifest } from '../../../parsers/billing/deliveries/newest.ts';
import type { BillPath } from '../bill-path.ts';

const LARGEST = 1 << 24;

export interface SplitFiles {
  readonly files: readonly BillPath[];
  readonly manifests: readonly DeliveredManifest[];
}

/** Takes the manifests of deliveries from among the files of a bill: by content, for any JSON may be one. */
export async function splitManifests(given: readonly BillPath[]): Promise<SplitFiles> {
  const files: BillPath[] = [];
  const manifests: DeliveredManifest[] = [];
  for (const file of given) {
    const manifest = await readManifest(file.path);
    if (manifest) manifests.push({ label: file.label, path: withSlashes(file.path), manifest });
    else files.push(file);
  }
  return { files, manifests };
}

/** The manifest that a file is; null where it is none, or cannot be read (which is said when it is read as a bill). */
export async function readManifest(path: string) {
  try {
    const { size } = await stat(path);
    return /\.json$/i.test(path) && size <= LARGEST ? parseManifest(await readFile(path, 'utf8')) : null;
  } catch {
    return null;
  }
}

export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
