import type { GpuEntry } from '../../../src/engine/records/gpu.ts';
import { decimal } from '../../../src/engine/values/exact.ts';

export function entryOf(instanceType: string, gpus: string | null, parts: Partial<GpuEntry> = {}): GpuEntry {
  return {
    vendor: 'aws',
    instanceType,
    gpuModel: 'NVIDIA H100',
    gpus: gpus === null ? null : decimal(gpus),
    kind: 'gpu',
    memory: null,
    hours: 'instances',
    source: { title: 'A page', url: 'https://example.com/', grade: 'vendor_page', lastChecked: '2026-11-21' },
    origin: { file: 'gpus/aws.yaml', line: 9 },
    ...parts,
  };
}

export const TABLE = [
  entryOf('p5.48xlarge', '8'),
  entryOf('p5.4xlarge', '1'),
  entryOf('a3-highgpu-8g', '8', { vendor: 'gcp', hours: 'parts' }),
  entryOf('BM.GPU.H100.8', '8', { vendor: 'oci', hours: 'unknown' }),
  entryOf('trn2u.48xlarge', null),
];
