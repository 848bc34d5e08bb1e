/** What a vendor delivered, as the manifest beside the files lists it. */
export interface Manifest {
  readonly vendor: 'aws' | 'azure';
  /** The vendor's own id of the delivery; two copies of one manifest have the same. */
  readonly id: string;
  /** When the export ran, as text that sorts; null where the manifest does not say. */
  readonly ranAt: string | null;
  /** Paths of the parts in the bucket. */
  readonly files: readonly string[];
}

const LARGEST = 1 << 24;

/**
 * A manifest of AWS (legacy CUR: `reportKeys`; Data Exports: `dataFiles`) or Azure Cost Management (`blobs`, `runInfo`);
 * null for any other text (research/billing.md 2).
 */
export function parseManifest(text: string): Manifest | null {
  if (text.length > LARGEST || !text.trimStart().startsWith('{')) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(parsed)) return null;
  return readLegacy(parsed) ?? readDataExport(parsed) ?? readAzure(parsed);
}

type Fields = { readonly [key: string]: unknown };

function readLegacy(fields: Fields): Manifest | null {
  const files = texts(fields.reportKeys);
  const id = text(fields.assemblyId);
  return files && id !== null ? { vendor: 'aws', id, ranAt: null, files } : null;
}

function readDataExport(fields: Fields): Manifest | null {
  const files = texts(fields.dataFiles);
  if (!files) return null;
  const id = text(fields.executionId) ?? files.join('\n');
  return { vendor: 'aws', id, ranAt: text(fields.lastUpdatedDate) ?? text(fields.createdDate), files };
}

function readAzure(fields: Fields): Manifest | null {
  const { runInfo, blobs } = fields;
  if (!Array.isArray(blobs) || !isObject(runInfo)) return null;
  const names = texts(blobs.map((blob) => (isObject(blob) ? blob.blobName : null)));
  const id = text(runInfo.runId);
  return names && id !== null ? { vendor: 'azure', id, ranAt: text(runInfo.submittedTime), files: names } : null;
}

function isObject(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function texts(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((each) => typeof each === 'string') ? (value as string[]) : null;
}
