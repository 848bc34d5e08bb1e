import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { listGpuFiles, loadGpus } from '../../../src/case/load-gpus.ts';
import { gpuLookup } from '../../../src/engine/gpus/lookup.ts';
import { toText } from '../../../src/engine/values/exact.ts';
import { parseGpus } from '../../../src/parsers/gpus/parse.ts';

const table = loadGpus();
const entryOf = gpuLookup(table.value);
const gpus = (x_Vendor: string | null, x_InstanceType: string) => {
  const entry = entryOf({ x_Vendor, x_InstanceType });
  return entry && [entry.gpuModel, entry.gpus && toText(entry.gpus)];
};

describe('the GPU table', () => {
  it('is read whole, without a word', () => {
    expect(table.issues).toEqual([]);
    expect(new Set(table.value.map((entry) => entry.vendor)).size).toBe(listGpuFiles().length);
  });

  test.each(listGpuFiles())('$label is named after its vendor and cites every entry', ({ label, path }) => {
    const { value, issues } = parseGpus({ label, text: readFileSync(path, 'utf8') });
    expect(issues).toEqual([]);
    for (const { vendor, instanceType, source } of value) {
      expect(label).toBe(`gpus/${vendor}.yaml`);
      expect(source.url, instanceType).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/);
      expect(source.lastChecked, instanceType).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    }
  });

  // Counts from the vendors' pages; GB200 machines hold four GPUs, whatever a rack or a superchip holds.
  it.each([
    ['aws', 'p5.48xlarge', 'NVIDIA H100', '8'],
    ['aws', 'p5.4xlarge', 'NVIDIA H100', '1'],
    ['aws', 'ml.p5en.48xlarge', 'NVIDIA H200', '8'],
    ['aws', 'p6e-gb200.36xlarge', 'NVIDIA B200 (GB200)', '4'],
    ['aws', 'g5.16xlarge', 'NVIDIA A10G', '1'],
    ['aws', 'g5.12xlarge', 'NVIDIA A10G', '4'],
    ['aws', 'trn2.48xlarge', 'AWS Trainium2', '16'],
    ['aws', 'trn2u.48xlarge', 'AWS Trainium2', null],
    ['azure', 'Standard_ND96isr_H100_v5', 'NVIDIA H100', '8'],
    ['azure', 'ND96isr H100 v5', 'NVIDIA H100', '8'],
    ['azure', 'ND96isrH100v5', 'NVIDIA H100', '8'],
    ['azure', 'Standard_ND128isr_NDR_GB200_v6', 'NVIDIA B200 (GB200)', '4'],
    ['azure', 'Standard_NV6ads_A10_v5', 'NVIDIA A10', '1/6'],
    ['gcp', 'a3-highgpu-8g', 'NVIDIA H100', '8'],
    ['gcp', 'a4x-highgpu-4g', 'NVIDIA B200 (GB200)', '4'],
    ['gcp', 'Nvidia H100 80GB GPU running in Americas', 'NVIDIA H100', '1'],
    ['gcp', 'Nvidia Tesla A100 80GB GPU attached to Spot Preemptible VMs running in Iowa', 'NVIDIA A100', '1'],
    ['oci', 'BM.GPU4.8', 'NVIDIA A100', '8'],
    ['oci', 'VM.GPU.A10.2', 'NVIDIA A10', '2'],
    ['coreweave', 'gd-8xh100ib-i128', 'NVIDIA H100', '8'],
    ['nebius', 'gpu-h200-sxm_8gpu-128vcpu-1600gb', 'NVIDIA H200', '8'],
  ])('%s %s holds %s, %s', (vendor, type, model, count) => {
    expect(gpus(vendor, type)).toEqual([model, count]);
  });

  it('knows a type under the name of a reseller, and no type of another vendor', () => {
    expect(gpus('a reseller', 'p5.48xlarge')).toEqual(['NVIDIA H100', '8']);
    expect(gpus(null, 'P5.48XLARGE')).toEqual(['NVIDIA H100', '8']);
    expect(gpus('azure', 'p5.48xlarge')).toBeNull();
    expect(gpus('aws', 'm7i.8xlarge')).toBeNull();
    expect(gpus('aws', 'p5.48xlarge.extra')).toBeNull();
    expect(gpus('vultr', 'vcg-a100-1c-6g-4vram')).toBeNull();
  });
});

const file = (
  entries: string,
  sources = 'page: {title: A page, url: "https://example.com/x", grade: vendor_page, last_checked: 2026-11-21}',
) =>
  parseGpus({
    label: 'made-up.yaml',
    text: `schema: gpu-table/1\nvendor: made-up\nhours: instances\nsources:\n  ${sources}\nentries:\n${entries}\n`,
  });
const ENTRY = '  - {instance_type: big.8, gpu_model: Some GPU, gpus: 8, source: page}';

describe('a file of the table', () => {
  it('gives its entries with their lines', () => {
    const { value, issues } = file(ENTRY);
    expect(issues).toEqual([]);
    expect(value).toMatchObject([{ instanceType: 'big.8', hours: 'instances', kind: 'gpu', origin: { line: 7 } }]);
  });

  it.each([
    ['no count', ENTRY.replace('gpus: 8, ', ''), 'terms/missing-field'],
    ['a count that is none', ENTRY.replace('8, source', 'eight, source'), 'terms/wrong-value'],
    ['a count of nothing', ENTRY.replace('8, source', '0, source'), 'terms/wrong-value'],
    ['a share of nothing', ENTRY.replace('8, source', '1/0, source'), 'terms/wrong-value'],
    ['a source that is not there', ENTRY.replace('source: page', 'source: pgae'), 'terms/unknown-reference'],
    ['a type twice', `${ENTRY}\n${ENTRY.replace('big.8', 'BIG.8')}`, 'terms/duplicate-id'],
    ['an unknown field', ENTRY.replace('gpus: 8', 'gpus: 8, price: 3'), 'terms/unknown-field'],
    ['an unknown word', ENTRY.replace('gpus: 8', 'gpus: 8, hours: days'), 'terms/unknown-word'],
  ])('with %s gives nothing and says so', (_, entries, code) => {
    const { value, issues } = file(entries);
    expect(value).toEqual([]);
    expect(issues.map((issue) => [issue.code, issue.severity, issue.origin?.line])).toEqual([
      [code, 'error', code === 'terms/duplicate-id' ? 8 : 7],
    ]);
  });

  it('whose source is general knowledge yields no figure', () => {
    const { value } = file(
      ENTRY,
      'page: {title: Hearsay, url: "https://example.com/x", grade: general_knowledge, last_checked: 2026-11-21}',
    );
    expect(value).toHaveLength(1);
    expect(gpuLookup(value)({ x_Vendor: 'made-up', x_InstanceType: 'big.8' })).toBeNull();
  });
});
